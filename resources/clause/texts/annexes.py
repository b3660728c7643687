"""The two annexes of the RC, for the company; their blank copies speak to one that has no contract."""

from psf.documents.sheet import Sheet
from resources.clause.texts.names import CLAUSE, hours


def mode_emploi() -> Sheet:
    page = Sheet(
        "Mode d'emploi pour l'entreprise",
        f"{CLAUSE} – {{% if sans_marche %}}accueillir un jeune hors de tout marché{{% else %}}"
        "{{ objet }}{% endif %}",
    )
    page.heading("En bref")
    page.points(
        "vous accueillez un jeune de 16 à 25 ans, un à la fois, pour {% if sans_marche %}150, 300, 450 ou"
        " 900 heures, soit un à six mois{% else %}{{ votre_volume }}{% endif %} ;",
        "il reste élève : c'est un stage, pas un emploi ; aucun recrutement n'est demandé ;",
        "il vient avec un tuteur pédagogique, votre interlocuteur pendant tout le parcours ;",
        "vous pouvez refuser un jeune en donnant un motif{% if not sans_marche %} : l'acheteur veille à ce"
        " qu'un autre vous soit proposé{% endif %} ;",
        "{% if sans_marche %}rien ne vous engage avant la signature de la convention de stage.{% else %}les"
        " heures dues sont réalisées avant la fin de la période ferme du {{ marche }}"
        " ({{ duree_ferme }}).{% endif %}",
    )
    hours(page)
    page.heading("Les étapes")
    page.table(
        [
            ("Étape", "Ce que vous faites"),
            (
                "{% if sans_marche %}Proposer un parcours{% else %}Dans votre offre{% endif %}",
                "Compléter la fiche entreprise : lieu, interlocuteurs, tâches, conditions d'accueil.",
            ),
            (
                "{% if sans_marche %}Accusé de réception{% else %}À la {% if prive %}signature{% else %}notification{% endif %}{% endif %}",
                "{% if sans_marche %}Garder le lien reçu par courriel : il montre où en est votre proposition.{% else %}Confirmer vos interlocuteurs à la réunion de lancement. {% if a_la_commande %}Quand le montant de commandes est atteint, l'acheteur{% else %}L'acheteur{% endif %} déclare l'offre de parcours.{% endif %}",
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
                "{% if sans_marche %}À la fin{% else %}Preuve{% endif %}",
                "{% if sans_marche %}Garder la convention de stage signée, l'attestation de présence et le bilan croisé.{% else %}Remettre à l'acheteur, quand il la demande, l'attestation de présence et lui présenter la convention de stage signée et le bilan croisé, après avoir masqué ce qui identifie ou évalue le jeune : ces trois pièces établissent que la clause est exécutée.{% endif %}",
            ),
        ],
        widths=(4.2, 12.3),
    )
    page.heading("Quelles tâches ?")
    page.text(
        "{% if sans_marche %}Elles sont administratives ou techniques et comportent toujours une"
        " présentation du secteur. Exemples :{% else %}Elles se rapportent à l'exécution du {{ marche }} ; une"
        " fonction d'appui convient si elle y concourt. Elles comportent toujours une présentation du"
        " secteur. Exemples pour {{ pour_ce_marche }} :{% endif %}"
    )
    page.points("{{ taches }}", whole=True)
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
        " dérogation (code du travail, articles L3161-1, L3162-1 et suivants, L3164-1 et suivants)."
    )
    page.when("mineurs", then=["{{ mineurs }}"])
    page.when("stagiaires", heading="Combien de stagiaires à la fois ?", then=["{{ stagiaires }}"])
    page.heading("Assurance et accident")
    page.text(
        "Le jeune reste élève : la convention de stage dit quel régime le couvre et nomme l'assurance"
        " responsabilité civile de l'entreprise, à vérifier avant son arrivée. En cas d'accident,"
        " prévenez aussitôt l'établissement et le tuteur pédagogique."
    )
    page.when("accident", then=["{{ accident }}"])
    page.heading("Qui appeler ?")
    page.when(
        "region",
        then=["La MLDS de la région académique {{ region }}."],
        otherwise=["La MLDS : ……………………………………………………"],
    )
    page.when(
        "contact",
        then=["Chez l'acheteur : {{ contact }}."],
        otherwise=[
            "{% if sans_marche %}Le tuteur pédagogique{% else %}Chez l'acheteur{% endif %} :"
            " ……………………………………………………"
        ],
    )
    return page


def fiche() -> Sheet:
    page = Sheet(
        "Fiche entreprise – cadre de réponse",
        f"{CLAUSE} – {{% if sans_marche %}}à remettre dans l'offre d'un marché, ou pour proposer un parcours"
        "{% else %}{{ objet }} – à compléter et à remettre dans l'offre, qui est"
        " {% if prive %}incomplète{% else %}irrégulière{% endif %} sans elle"
        "{% if lot_sans_clause %}, sauf pour un lot sans clause{% endif %}{% endif %}",
    )
    page.text(
        "{% if sans_marche %}Heures proposées, ou demandées par le marché : ………{% else %}{{ engagement }} Les"
        " heures dues sont réalisées avant la fin de la période ferme de {{ duree_ferme }}.{% endif %}"
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
            ("Le lieu d'accueil est-il en France ? Sinon, où ?", ""),
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
        "{% if sans_marche %}Administratives ou techniques, avec au moins une présentation du secteur ; dans un"
        " marché, elles se rapportent à son exécution. Exemples :{% else %}Elles se rapportent à l'exécution du"
        " {{ marche }}, fonctions d'appui qui y concourent comprises, avec au moins une présentation du"
        " secteur. Exemples pour {{ pour_ce_marche }} :{% endif %}"
    )
    page.points("{{ taches }}", whole=True)
    page.table(
        [
            ("À compléter", "Votre réponse"),
            ("Principales tâches", "\n\n"),
            ("Tâches qui demandent un déplacement", "\n"),
            ("Tâches interdites ou réglementées avant 18 ans : lesquelles ?", "\n"),
        ],
        widths=(6.5, 10),
    )
    page.when("mineurs", then=["{{ mineurs }}"])
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
