"""What the consultation says: AAPC, RC, or the company's own file where the buyer is private."""

from psf.documents.sheet import Sheet
from resources.clause.texts.names import CLAUSE, hours


def aapc() -> Sheet:
    page = Sheet(
        CLAUSE,
        "{% if prive %}Paragraphe de l'annonce{% else %}Paragraphe de l'avis d'appel public à la"
        " concurrence{% endif %}",
    )
    page.text(
        "Le {{ marche }} comporte une condition d'exécution à caractère social{% if not prive %}"
        " (article L2112-2 du code de la commande publique){% endif %} : le {{ titulaire }} accueille,"
        " sous statut scolaire, un ou plusieurs jeunes de 16 à 25 ans suivis par la mission de lutte"
        " contre le décrochage scolaire (MLDS), avant la fin de la période ferme de"
        " {{ duree_ferme }}{{ non_comprises }}. {{ engagement }}"
    )
    hours(page)
    page.text(
        "Cette condition n'est pas un critère {% if prive %}de choix{% else %}d'attribution{% endif %}."
        " La « fiche entreprise – cadre de réponse » jointe au {{ consultation_piece }} est remise dans"
        " l'offre{% if lot_sans_clause %} pour tout lot qui porte la clause{% endif %}{% if not prive %} ;"
        " à défaut, l'offre est irrégulière{% endif %}."
    )
    return page


def rc() -> Sheet:
    page = Sheet(
        CLAUSE,
        "{% if prive %}Article du dossier de consultation{% else %}Article du règlement de la"
        " consultation{% endif %} – {{ objet }}",
    )
    page.heading("Une condition d'exécution, pas un critère")
    page.text(
        "{{ L_acheteur }} {% if acheteur_pluriel %}soumettent{% else %}soumet{% endif %} l'exécution du"
        " {{ marche }} à une clause sociale de formation sous"
        " statut scolaire{% if not prive %} (articles L2112-2 et L2112-3 du code de la commande"
        " publique){% endif %}. Elle s'impose {% if lot_sans_clause %}aux {{ titulaire }}s des lots qui la"
        " portent{% else %}au {{ titulaire }}{% endif %} et n'entre pas dans les critères"
        " {% if prive %}de choix{% else %}d'attribution (article L2152-7){% endif %}."
    )
    page.when("seuil_europeen", then=["{{ seuil_europeen }}"])
    page.text(
        "{{ engagement }} L'obligation est décrite dans le {{ piece }} ; les heures dues sont réalisées"
        " avant la fin de la période ferme de {{ duree_ferme }}{{ non_comprises }}."
    )
    hours(page)
    page.heading("Pièces de la consultation")
    page.points(
        "annexe « mode d'emploi » : le déroulement d'un parcours, pour l'entreprise ;",
        "annexe « fiche entreprise – cadre de réponse » : à compléter et à remettre dans l'offre.",
    )
    page.text(
        "**Une offre sans fiche entreprise est {% if prive %}incomplète{% else %}irrégulière{% endif %}"
        "{% if lot_sans_clause %}, sauf pour un lot sans clause{% endif %}.** La fiche indique le lieu d'accueil, les"
        " interlocuteurs, les principales tâches et les conditions d'accueil : transport, équipement,"
        " repas, gratification. Elle n'est pas notée."
    )
    page.when("regularisation", then=["{{ regularisation }}"])
    page.heading(
        "{% if region or contact %}Renseignements{% elif partenariat %}Partenariat avec la MLDS"
        "{% elif consultation %}Consultation de la MLDS{% else %}Partenaire de la clause{% endif %}"
    )
    page.when(
        "consultation",
        then=["{{ consultation }}"],
        otherwise=[
            "Les jeunes sont suivis par la mission de lutte contre le décrochage scolaire (MLDS)."
        ],
    )
    page.when("region", then=["MLDS de la région académique {{ region }}."])
    page.when("contact", then=["Interlocuteur chez l'acheteur : {{ contact }}."])
    return page
