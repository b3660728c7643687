"""The two annexes of the RC, for the company."""

from psf.documents.sheet import Sheet
from resources.clause.texts.names import CLAUSE, hours


def mode_emploi() -> Sheet:
    page = Sheet("Mode d'emploi pour l'entreprise", f"{CLAUSE} – {{{{ objet }}}}")
    page.heading("En bref")
    page.points(
        "vous accueillez un jeune de 16 à 25 ans, un à la fois, pour {{ votre_volume }} ;",
        "il reste élève : c'est un stage, pas un emploi ; aucun recrutement n'est demandé ;",
        "il vient avec un tuteur pédagogique, votre interlocuteur pendant tout le parcours ;",
        "vous pouvez refuser un jeune en donnant un motif : l'acheteur veille à ce qu'un autre vous"
        " soit proposé ;",
        "les heures dues sont réalisées avant la fin de la période ferme du {{ marche }}"
        " ({{ periode_ferme }} mois).",
    )
    hours(page)
    page.heading("Les étapes")
    page.table(
        [
            ("Étape", "Ce que vous faites"),
            (
                "Dans votre offre",
                "Compléter la fiche entreprise : lieu, interlocuteurs, tâches, conditions d'accueil.",
            ),
            (
                "À la {% if prive %}signature{% else %}notification{% endif %}",
                "Confirmer vos interlocuteurs à la réunion de lancement. {% if a_la_commande %}Quand le montant de commandes est atteint, l'acheteur{% else %}L'acheteur{% endif %} déclare l'offre de parcours.",
            ),
            (
                "Vérification",
                "Au téléphone, avec la mission de lutte contre le décrochage scolaire (MLDS) : lieu, tâches et durée se discutent.",
            ),
            (
                "Un jeune est proposé",
                "Répondre dans les deux semaines qui suivent l'envoi de son profil : proposer une date, indiquer un autre interlocuteur ou demander un appel.",
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
                "Le compléter avec le jeune et son tuteur pédagogique.",
            ),
            (
                "Preuve",
                "Remettre à l'acheteur, quand il les demande, la convention de stage signée, l'attestation de présence et le bilan croisé : ces trois pièces établissent que la clause est exécutée.",
            ),
        ],
        widths=(4.2, 12.3),
    )
    page.heading("Quelles tâches ?")
    page.text(
        "Elles sont administratives ou techniques, fonctions d'appui comprises, et comportent"
        " toujours une présentation du secteur. Exemples pour {{ pour_ce_marche }} :"
    )
    page.points("{{ taches }}")
    page.heading("Combien cela coûte-t-il ?")
    page.when(
        "gratification_accordee",
        then=["Ce {{ marche }} accorde une gratification dès la première heure de présence."],
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
        " heures de repos d'un jour à l'autre (14 heures avant 16 ans), deux jours de repos consécutifs par semaine ; pas de"
        " présence de 22 h à 6 h (de 20 h à 6 h avant 16 ans), ni le dimanche ou un jour férié, sauf"
        " dérogation (code du travail, articles L3161-1, L3162-1 et suivants)."
    )
    page.heading("Assurance et accident")
    page.text(
        "Le jeune reste élève : la convention de stage dit quel régime le couvre et nomme l'assurance"
        " responsabilité civile de l'entreprise, à vérifier avant son arrivée. En cas d'accident,"
        " prévenez aussitôt l'établissement et le tuteur pédagogique, puis déclarez-le sans attendre,"
        " avec une copie à l'établissement."
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
        f"{CLAUSE} – {{{{ objet }}}} – à compléter et à remettre dans l'offre, qui est"
        " {% if prive %}incomplète{% else %}irrégulière{% endif %} sans elle"
        "{% if lot_sans_clause %}, sauf pour un lot sans clause{% endif %}",
    )
    page.text(
        "{{ engagement }} Les heures dues sont réalisées avant la fin de la période ferme de"
        " {{ periode_ferme }} mois."
    )
    hours(page)
    page.when("lots", then=["Lot ou lots de cette offre : ……………………………………"])
    page.heading("L'entreprise et le lieu d'accueil")
    page.table(
        [
            ("À compléter", "Votre réponse"),
            ("Entreprise, SIRET", ""),
            ("Adresse du site d'accueil", ""),
            ("Taille, activité et culture de l'entreprise", ""),
            (
                "Un sous-traitant, ou un membre du groupement, accueille-t-il le jeune ? Lequel ?",
                "",
            ),
            ("Le lieu d'accueil est-il en France ?", ""),
            ("Assurance de responsabilité civile qui couvre l'accueil", ""),
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
        " secteur. Exemples pour {{ pour_ce_marche }} :"
    )
    page.points("{{ taches }}")
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
