"""The clause's own texts, as Word templates: `python -m resources.clause.texts` writes them.

Sources: code de la commande publique L2112-2, L2152-7; code de l'éducation L122-2, L124-5, L124-6,
D124-6, D124-8; code du travail L3161-1, L3162-1 and following; the project's kits for the way it is
carried out. The communications team replaces each of them in the admin; these stay the last resort.
"""

from pathlib import Path

from resources.clause.writing import Sheet

FOLDER = Path(__file__).parent / "templates"
CLAUSE = "Clause sociale de formation sous statut scolaire"


def aapc() -> Sheet:
    page = Sheet(CLAUSE, "Paragraphe de l'avis d'appel public à la concurrence")
    page.text(
        "Le marché comporte une condition d'exécution à caractère social (article L2112-2 du code de"
        " la commande publique) : le titulaire accueille, sous statut scolaire, un ou plusieurs"
        " jeunes de 16 à 25 ans suivis par la mission de lutte contre le décrochage scolaire (MLDS),"
        " pour {{ heures }} heures au moins{% if lots %}, tous lots réunis{% endif %}, pendant la période"
        " ferme."
    )
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
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
        "{{ acheteur }} soumet l'exécution du marché à une clause sociale de formation sous statut"
        " scolaire (article L2112-2 du code de la commande publique). Elle s'impose au titulaire et"
        " n'entre pas dans les critères d'attribution (article L2152-7).",
        "Le volume minimal est de {{ volume }}{% if lots %}, tous lots réunis{% endif %}. L'obligation"
        " est décrite dans le CCAP ou le CCP.",
    )
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
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
    page.heading("Renseignements")
    page.when(
        "partenariat",
        then=[
            "Une convention de partenariat lie {{ acheteur }} à la mission de lutte contre le"
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
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
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
        "La MLDS propose un jeune à la fois. Le titulaire répond dans les deux semaines et participe à"
        " la réunion de présentation avec le tuteur pédagogique et le jeune. Il accueille en principe"
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
        "Si un parcours s'interrompt, toute semaine commencée est déduite du volume d'heures. Les"
        " heures qui restent sont proposées à un autre jeune."
    )
    page.heading("8. Preuves et informations")
    page.text(
        "À la demande de l'acheteur, le titulaire remet sous {{ delai_pieces }} jours ouvrés la fiche"
        " entreprise à jour, la convention de stage et le bilan croisé. L'acheteur reçoit les dates,"
        " les heures et ces pièces ; il ne reçoit ni le profil du jeune, ni les notes de suivi."
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


def mode_emploi() -> Sheet:
    page = Sheet("Mode d'emploi pour l'entreprise", f"{CLAUSE} – {{{{ objet }}}}")
    page.heading("En bref")
    page.points(
        "vous accueillez un jeune de 16 à 25 ans, un à la fois, pour {% if lots %}les heures de votre"
        " lot{% else %}{{ volume }} en tout{% endif %} ;",
        "il reste élève : c'est un stage, pas un emploi ; aucun recrutement n'est demandé ;",
        "un tuteur pédagogique le prépare, l'accompagne et vous aide ;",
        "vous pouvez refuser un jeune en donnant un motif : un autre vous est proposé ;",
        "les heures sont dues pendant la période ferme du marché ({{ periode_ferme }} mois).",
    )
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
    page.heading("Les étapes")
    page.table(
        [
            ("Étape", "Ce que vous faites"),
            (
                "Dans votre offre",
                "Compléter la fiche entreprise : lieu, interlocuteurs, tâches, conditions d'accueil.",
            ),
            (
                "À la notification",
                "Confirmer vos interlocuteurs à la réunion de lancement. L'acheteur déclare l'offre de parcours.",
            ),
            (
                "Vérification",
                "La mission de lutte contre le décrochage scolaire (MLDS) vous appelle : lieu, tâches et durée se discutent.",
            ),
            (
                "Un jeune est proposé",
                "Répondre dans les deux semaines : proposer une date, indiquer un autre interlocuteur ou demander un appel.",
            ),
            (
                "Réunion de présentation",
                "Rencontrer le jeune avec son tuteur pédagogique, chez vous : tâches, rythme, points pratiques.",
            ),
            (
                "Convention de stage",
                "La signer, avec l'établissement, le jeune (et son représentant légal s'il est mineur) et les deux tuteurs.",
            ),
            (
                "Dans l'entreprise",
                "Un mot chaque jour la première semaine, puis un point par semaine. Toute absence est signalée aussitôt au tuteur pédagogique.",
            ),
            (
                "Bilan croisé",
                "Le compléter avec le jeune et son tuteur pédagogique. C'est aussi la preuve que la clause est exécutée.",
            ),
        ],
        widths=(4.2, 12.3),
    )
    page.heading("Quelles tâches ?")
    page.text(
        "Elles sont administratives ou techniques, fonctions d'appui comprises, et comportent"
        " toujours une présentation du secteur. Exemples pour {{ pour_ce_marche }} :\n{{ taches }}"
    )
    page.heading("Combien cela coûte-t-il ?")
    page.when(
        "gratification_accordee",
        then=["Ce marché accorde une gratification dès la première heure de présence."],
        otherwise=[
            "La loi ne prévoit de gratification que si la présence d'un même jeune dépasse"
            " {{ seuil_heures }} heures chez vous dans l'année scolaire ; elle est alors due dès la"
            " première heure (code de l'éducation, articles L124-6 et D124-8)."
        ],
    )
    page.when("taux", then=["Taux minimal : {{ taux }}. {{ cout }}"])
    page.heading("Si le jeune a moins de 18 ans")
    page.text(
        "Au plus 35 heures par semaine et 8 heures par jour, 30 minutes de pause après 4 h 30, 12"
        " heures de repos d'un jour à l'autre, deux jours de repos consécutifs par semaine ; pas de"
        " présence de 22 h à 6 h (de 20 h à 6 h avant 16 ans), ni le dimanche ou un jour férié, sauf"
        " dérogation (code du travail, articles L3161-1, L3162-1 et suivants)."
    )
    page.heading("Qui appeler ?")
    page.when(
        "region",
        then=["La MLDS de la région académique {{ region }}."],
        otherwise=["La MLDS : ……………………………………………………"],
    )
    page.when(
        "contact",
        then=["Chez l'acheteur : {{ contact }}."],
        otherwise=["Chez l'acheteur : ……………………………………………………"],
    )
    return page


def fiche() -> Sheet:
    page = Sheet(
        "Fiche entreprise – cadre de réponse",
        f"{CLAUSE} – {{{{ objet }}}} – à compléter et à remettre dans l'offre, qui est irrégulière"
        " sans elle",
    )
    page.text(
        "Volume d'heures : {{ volume }}{% if lots %}, tous lots réunis{% endif %}, pendant la période ferme de {{ periode_ferme }} mois."
    )
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
    page.heading("L'entreprise et le lieu d'accueil")
    page.table(
        [
            ("À compléter", "Votre réponse"),
            ("Entreprise, SIRET", ""),
            ("Adresse du site d'accueil", ""),
            ("Taille, activité et culture de l'entreprise", ""),
            ("Un sous-traitant accueille-t-il le jeune ? Lequel ?", ""),
        ],
        widths=(6.5, 10),
    )
    page.heading("Les interlocuteurs : deux au moins")
    page.table(
        [
            ("Rôle", "Nom et fonction", "Téléphone", "Courriel"),
            ("Tuteur entreprise (référent)", "", "", ""),
            ("Ressources humaines", "", "", ""),
            ("Responsable hiérarchique", "", "", ""),
        ],
        widths=(4.5, 4.5, 3, 4.5),
    )
    page.text(
        "Pourquoi ce référent ? (il n'a pas besoin d'appartenir aux ressources humaines)\n……………………………………………………"
    )
    page.heading("Les tâches proposées")
    page.text(
        "Administratives ou techniques, fonctions d'appui comprises, avec au moins une présentation du"
        " secteur du marché. Exemples pour {{ pour_ce_marche }} :\n{{ taches }}"
    )
    page.table(
        [
            ("À compléter", "Votre réponse"),
            ("Principales tâches", "\n\n"),
            ("Tâches qui demandent un déplacement", "\n"),
        ],
        widths=(6.5, 10),
    )
    page.heading("Les conditions d'accueil")
    page.table(
        [
            ("À compléter", "Votre réponse"),
            ("Poste de travail", ""),
            ("Tenue et équipement fournis", ""),
            ("Repas", ""),
            ("Transport : accès, prise en charge", ""),
            ("Gratification", ""),
            ("Périodes possibles et horaires", ""),
        ],
        widths=(6.5, 10),
    )
    page.text("Fait le ……………………, par (nom, fonction, signature) : ……………………………………")
    return page


def grille() -> Sheet:
    page = Sheet("Grille d'analyse de la fiche entreprise", "{{ acheteur }} – {{ objet }}")
    page.text(
        "La fiche n'est pas notée : la clause est une condition d'exécution (article L2112-2 du code"
        " de la commande publique), pas un critère d'attribution (article L2152-7). Cette grille sert"
        " à vérifier que l'entreprise a compris et peut accueillir.",
        "**Fiche absente : l'offre est irrégulière.**",
    )
    page.table(
        [
            ("Point à vérifier", "Attendu", "Oui, non, à préciser"),
            ("La fiche est dans l'offre", "Complétée et signée", ""),
            ("Lieu d'accueil", "Une adresse précise, accessible", ""),
            (
                "Interlocuteurs",
                "Deux au moins, avec téléphone et courriel ; un troisième, hiérarchique, de préférence",
                "",
            ),
            ("Référent", "Le choix est expliqué ; il connaît son rôle", ""),
            (
                "Tâches",
                "Réelles et variées, fonctions d'appui comprises ; une présentation du secteur",
                "",
            ),
            ("Déplacements", "Signalés", ""),
            ("Conditions d'accueil", "Poste, tenue, repas, transport", ""),
            ("Gratification", "Conforme au marché et au minimum légal", ""),
            (
                "Heures",
                "{{ heures }} heures pendant la période ferme de {{ periode_ferme }} mois",
                "",
            ),
            ("Sous-traitant", "Nommé s'il accueille ; le titulaire reste responsable", ""),
        ],
        widths=(4.2, 8.3, 4),
    )
    page.heading("Tâches auxquelles penser")
    page.text("Pour {{ pour_ce_marche }} :\n{{ taches }}")
    page.heading("Après l'analyse")
    page.points(
        "ce qui reste à préciser se règle à la réunion de lancement ;",
        "à la notification, déclarez l'offre de parcours à partir de la fiche retenue.",
    )
    return page


def convention() -> Sheet:
    page = Sheet(
        "Convention de partenariat",
        "{{ acheteur }} – mission de lutte contre le décrochage scolaire (MLDS) – projet du"
        " {{ date_du_jour }}",
    )
    page.text("Entre **{{ acheteur }}**, l'acheteur, représenté par ……………………………………………………,")
    page.when(
        "region",
        then=["et la région académique **{{ region }}**, représentée par ……………………………………………………,"],
        otherwise=["et la région académique ……………………………, représentée par ……………………………………………………,"],
    )
    page.heading("1. Objet")
    page.text(
        "Les parties développent la clause sociale de formation sous statut scolaire dans les marchés"
        " de l'acheteur, afin d'ouvrir des parcours en entreprise à des jeunes de 16 à 25 ans suivis"
        " par la MLDS (code de la commande publique, article L2112-2 ; code de l'éducation, article"
        " L122-2)."
    )
    page.heading("2. Objectif annuel")
    page.text("Les parties visent …… parcours par an. Cet objectif est revu chaque année.")
    page.heading("3. Achats concernés")
    page.text(
        "Segments prometteurs : {% if nature %}{{ nature }} ; {% endif %}……………………………………………………",
        "La clause est étudiée pour les marchés dont la période ferme compte au moins douze mois.",
    )
    page.heading("4. L'acheteur")
    page.points(
        "inscrit la clause dans ses marchés et choisit le calibre de 150, 300, 450 ou 900 heures ;",
        "informe la MLDS des consultations à venir ;",
        "déclare chaque offre de parcours à la notification, au moins six mois avant la fin de la"
        " période ferme ;",
        "invite la MLDS à la réunion de lancement et intervient si l'entreprise ne répond pas.",
    )
    page.heading("5. La MLDS")
    page.points(
        "conseille l'acheteur sur les tâches et le calibre ;",
        "vérifie chaque offre avec l'entreprise, propose un jeune, le prépare et l'accompagne ;",
        "tient l'acheteur informé des dates et des heures, et lui remet convention, attestation et"
        " bilan croisé.",
    )
    page.heading("6. Données personnelles")
    page.text(
        "L'acheteur ne reçoit ni le profil, ni les notes de suivi des jeunes. Les échanges portent sur"
        " les dates, les heures et les pièces du parcours."
    )
    page.heading("7. Revue")
    page.text(
        "Les parties se réunissent au moins une fois par an pour une revue qualitative : parcours"
        " réalisés, difficultés, suites pour les jeunes, achats à venir."
    )
    page.heading("8. Durée")
    page.text(
        "La convention prend effet à sa signature pour …… an(s). Chaque partie peut y mettre fin par"
        " écrit ; les parcours commencés vont à leur terme."
    )
    page.table(
        [("Pour l'acheteur", "Pour la région académique"), ("\n\n\n", "\n\n\n")], widths=(8.2, 8.3)
    )
    return page


def lancement() -> Sheet:
    page = Sheet("Réunion de lancement – ordre du jour", "{{ acheteur }} – {{ objet }}")
    page.text("Autour de la table : l'acheteur, l'entreprise, la MLDS.")
    page.when("reference", then=["Marché n° {{ reference }}."])
    page.table(
        [
            ("Point", "À dire ou à décider"),
            (
                "1. L'engagement",
                "{{ volume }}{% if lots %}, tous lots réunis{% endif %}, pendant la période ferme de {{ periode_ferme }} mois.",
            ),
            (
                "2. Les interlocuteurs",
                "Confirmer le tuteur entreprise, les ressources humaines et un responsable ; noter téléphones et courriels ; qui prévenir si l'un d'eux change.",
            ),
            (
                "3. Les jeunes",
                "De 16 à 25 ans, suivis par la MLDS, sous statut scolaire ; aucun projet n'est exigé.",
            ),
            (
                "4. Les tâches",
                "Elles s'adaptent au jeune et peuvent relever des fonctions d'appui ; une présentation du secteur est toujours prévue.",
            ),
            (
                "5. Le calendrier",
                "Périodes possibles, de septembre ou octobre à fin juillet ; préparation d'un jeune : un mois à un mois et demi.",
            ),
            (
                "6. La réponse",
                "Deux semaines pour répondre quand un jeune est proposé ; la réunion de présentation se tient dans l'entreprise.",
            ),
            ("7. Les conditions d'accueil", "Poste, tenue, repas, transport, gratification."),
            (
                "8. Les pièces",
                "Fiche entreprise, convention de stage et bilan croisé, sous {{ delai_pieces }} jours ouvrés après demande.",
            ),
        ],
        widths=(4.2, 12.3),
    )
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
    page.when(
        "declenchement",
        then=["Rappeler que les heures sont dues à partir de {{ declenchement }} de commandes."],
    )
    page.when("penalites", then=["Rappeler les pénalités prévues au marché."])
    page.heading("Tâches à proposer")
    page.text("{{ taches }}")
    page.heading("Ce qui est décidé")
    page.table(
        [("Quoi", "Qui", "Pour quand"), ("\n", "", ""), ("\n", "", ""), ("\n", "", "")],
        widths=(9, 4, 3.5),
    )
    return page


SHEETS = {
    "clause-aapc": aapc,
    "clause-rc": rc,
    "clause-ccap": ccap,
    "mode-emploi": mode_emploi,
    "fiche-entreprise": fiche,
    "grille-analyse": grille,
    "convention-mlds": convention,
    "reunion-lancement": lancement,
}


def main() -> None:
    for slug, write in SHEETS.items():
        write().save(FOLDER / f"{slug}.docx")


if __name__ == "__main__":
    main()
