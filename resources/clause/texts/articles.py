"""What the consultation and the contract say: AAPC, RC, CCAP or CCP."""

from psf.documents.sheet import Sheet
from resources.clause.texts.names import CLAUSE


def aapc() -> Sheet:
    page = Sheet(CLAUSE, "Paragraphe de l'avis d'appel public à la concurrence")
    page.text(
        "Le marché comporte une condition d'exécution à caractère social (article L2112-2 du code de"
        " la commande publique) : le titulaire accueille, sous statut scolaire, un ou plusieurs"
        " jeunes de 16 à 25 ans suivis par la mission de lutte contre le décrochage scolaire (MLDS),"
        " pour {{ heures }} heures au moins{% if lots %}, tous lots réunis{% endif %}, pendant la période"
        " ferme."
    )
    page.when("lots", then=["Heures de chaque lot :"], points=["{{ lots }}"])
    page.when(
        "declenchement",
        then=["Les heures sont dues dès que les commandes atteignent {{ declenchement }}."],
    )
    page.text(
        "Cette condition n'est pas un critère d'attribution. La « fiche entreprise – cadre de"
        " réponse » jointe au règlement de la consultation est remise dans l'offre ; à défaut,"
        " l'offre est irrégulière."
    )
    return page


def rc() -> Sheet:
    page = Sheet(CLAUSE, "Article du règlement de la consultation – {{ objet }}")
    page.heading("Une condition d'exécution, pas un critère")
    page.text(
        "{{ L_acheteur }} {% if acheteur_pluriel %}soumettent{% else %}soumet{% endif %} l'exécution du marché à une clause sociale de formation sous statut"
        " scolaire (article L2112-2 du code de la commande publique). Elle s'impose au titulaire et"
        " n'entre pas dans les critères d'attribution (article L2152-7).",
        "Le volume minimal est de {{ volume }}{% if lots %}, tous lots réunis{% endif %}. L'obligation"
        " est décrite dans le CCAP ou le CCP.",
    )
    page.when("lots", then=["Heures de chaque lot :"], points=["{{ lots }}"])
    page.heading("Pièces de la consultation")
    page.points(
        "annexe « mode d'emploi » : le déroulement d'un parcours, pour l'entreprise ;",
        "annexe « fiche entreprise – cadre de réponse » : à compléter et à remettre dans l'offre.",
    )
    page.text(
        "**Une offre sans fiche entreprise est irrégulière.** La fiche indique le lieu d'accueil, les"
        " interlocuteurs, les principales tâches et les conditions d'accueil : transport, équipement,"
        " repas, gratification. Elle n'est pas notée."
    )
    page.heading(
        "{% if region or contact %}Renseignements{% elif partenariat %}Partenariat avec la MLDS"
        "{% else %}Consultation de la MLDS{% endif %}"
    )
    page.when(
        "partenariat",
        then=[
            "Une convention de partenariat lie {{ l_acheteur }} à la mission de lutte contre le"
            " décrochage scolaire (MLDS), partenaire de la clause."
        ],
        otherwise=[
            "La mission de lutte contre le décrochage scolaire (MLDS), partenaire de la clause, a été"
            " consultée avant la publication."
        ],
    )
    page.when("region", then=["MLDS de la région académique {{ region }}."])
    page.when("contact", then=["Interlocuteur chez l'acheteur : {{ contact }}."])
    return page


def ccap() -> Sheet:
    page = Sheet(CLAUSE, "Article du CCAP ou du CCP – {{ objet }}")
    page.heading("1. Objet")
    page.text(
        "En application de l'article L2112-2 du code de la commande publique, le titulaire accueille,"
        " pendant l'exécution du marché, un ou plusieurs jeunes en parcours de formation sous statut"
        " scolaire. Le parcours est un stage : il n'est pas un emploi et ne remplace pas un salarié."
    )
    page.heading("2. Volume d'heures")
    page.text(
        "Le volume minimal est de {{ volume }}{% if lots %}, tous lots réunis{% endif %}. Les heures"
        " sont dues avant la fin de la période ferme"
        " de {{ periode_ferme }} mois, reconductions non comprises."
    )
    page.when("lots", then=["Heures de chaque lot :"], points=["{{ lots }}"])
    page.when(
        "mutualisation",
        then=[
            "Les heures des lots attribués à une même entreprise s'additionnent en une seule offre."
        ],
    )
    page.when(
        "declenchement",
        then=[
            "Les heures sont dues lorsque le montant des commandes atteint {{ declenchement }}."
            " L'acheteur en informe aussitôt le titulaire."
        ],
    )
    page.text(
        "Le titulaire et le jeune peuvent convenir de dépasser ce volume, sans qu'un parcours excède"
        " six mois. La MLDS peut répartir les heures entre plusieurs jeunes, l'un après l'autre ; le"
        " titulaire peut refuser ce partage."
    )
    page.heading("3. Jeunes concernés")
    page.text(
        "Les parcours s'adressent à des jeunes de 16 à 25 ans suivis par la mission de lutte contre le"
        " décrochage scolaire (MLDS), partenaire de la clause. Chaque jeune reste inscrit dans un"
        " établissement et suivi par un tuteur pédagogique."
    )
    page.heading("4. Proposition et réunion de présentation")
    page.text(
        "La MLDS propose un jeune à la fois. Le titulaire répond dans les deux semaines qui suivent"
        " l'envoi du profil du jeune et participe à la réunion de présentation avec le tuteur pédagogique et le jeune. Il accueille en principe"
        " le jeune proposé ; s'il ne le retient pas, il en donne le motif et la MLDS en propose un"
        " autre."
    )
    page.heading("5. Accueil")
    page.text(
        "Le titulaire désigne un tuteur entreprise et au moins un second interlocuteur, indiqués dans"
        " la fiche entreprise, et signale sans délai tout changement. Les tâches et le rythme sont"
        " fixés avec le tuteur pédagogique ; ils comprennent une présentation du secteur du marché et"
        " peuvent relever des fonctions d'appui. Le jeune n'est jamais laissé sans accompagnement.",
        "Une convention de stage est signée avant l'arrivée du jeune par le titulaire,"
        " l'établissement, le jeune et, s'il est mineur, son représentant légal, ainsi que par les"
        " deux tuteurs. Un sous-traitant peut accueillir le jeune ; le titulaire reste responsable.",
    )
    page.heading("6. Gratification")
    page.when(
        "gratification_accordee",
        then=[
            "Le titulaire verse au jeune une gratification dès la première heure de présence, quelle"
            " que soit la durée du parcours, à un taux au moins égal au minimum du code de l'éducation"
            " (articles L124-6 et D124-8)."
        ],
        otherwise=[
            "Lorsque la présence d'un même jeune dépasse {{ seuil_heures }} heures dans l'année"
            " scolaire, le titulaire lui verse, dès la première heure, la gratification prévue par le"
            " code de l'éducation (articles L124-6 et D124-8)."
        ],
    )
    page.heading("7. Interruption")
    page.text(
        "Si un parcours s'interrompt, toute semaine commencée est déduite du volume d'heures. S'il"
        " reste des heures, la MLDS propose un autre jeune ou met fin aux accueils ; le titulaire en"
        " est informé sous 48 heures."
    )
    page.heading("8. Preuves et informations")
    page.text(
        "L'exécution est établie par trois pièces : la convention de stage signée, l'attestation de"
        " présence et le bilan croisé, complété par le jeune et ses deux tuteurs.",
        "À la demande de l'acheteur, le titulaire les remet sous {{ delai_remise }}, avec"
        " la fiche entreprise à jour. L'acheteur reçoit les dates, les heures et ces pièces ; il ne"
        " reçoit ni le profil du jeune, ni les notes de suivi.",
    )
    page.heading("9. Pénalités")
    page.when(
        "penalites",
        then=["Le titulaire encourt les pénalités suivantes, sans préjudice des autres mesures :"],
        otherwise=["Aucune pénalité propre à la clause n'est prévue."],
    )
    page.when(
        "penalite_reunion",
        points=[
            "{{ penalite_reunion }} si l'interlocuteur désigné manque la réunion de présentation sans motif ;"
        ],
    )
    page.when(
        "penalite_heures",
        points=["{{ penalite_heures }} par heure due et non réalisée du fait du titulaire ;"],
    )
    page.when(
        "penalite_retard",
        points=[
            "{{ penalite_retard }} par jour ouvré de retard dans la remise des pièces de l'article 8."
        ],
    )
    return page
