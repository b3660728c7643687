"""What the buyer keeps at hand: analysis, partnership, réunion de lancement."""

from psf.documents.sheet import Sheet
from resources.clause.texts.names import hours


def grille() -> Sheet:
    page = Sheet("Grille d'analyse de la fiche entreprise", "{{ acheteur }} – {{ objet }}")
    page.text(
        "La fiche n'est pas notée : la clause est une condition d'exécution{% if not prive %} (article"
        " L2112-2 du code de la commande publique){% endif %}, pas un critère {% if prive %}de choix"
        "{% else %}d'attribution (article L2152-7){% endif %}. Cette grille sert à vérifier que"
        " l'entreprise a compris et peut accueillir.",
        "**Fiche absente : l'offre est {% if prive %}incomplète{% else %}irrégulière{% endif %}"
        "{% if lot_sans_clause %}, sauf pour un lot sans clause{% endif %}.**",
    )
    page.when("regularisation", then=["{{ regularisation }}"])
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
                "Réelles et variées ; elles se rapportent à l'exécution du {{ marche }}, fonctions d'appui qui y concourent comprises ; une présentation du secteur",
                "",
            ),
            ("Déplacements", "Signalés", ""),
            ("Conditions d'accueil", "Poste, tenue, repas, transport", ""),
            ("Gratification", "Conforme au {{ marche }} et au minimum légal", ""),
            (
                "Heures",
                "{{ engagement }} Les heures dues sont réalisées avant la fin de la période ferme de {{ duree_ferme }}.",
                "",
            ),
            (
                "Sous-traitant",
                "Nommé s'il accueille ; le {{ titulaire }} reste responsable",
                "",
            ),
            ("Assurance", "Responsabilité civile qui couvre un stagiaire", ""),
            (
                "Lieu",
                "L'établissement peut y suivre le jeune, en principe en France",
                "",
            ),
            (
                "Si le jeune est mineur",
                "{% if mineurs %}{{ mineurs }}{% else %}Aucune tâche interdite ou dangereuse{% endif %}",
                "",
            ),
        ],
        widths=(4.2, 8.3, 4),
    )
    hours(page)
    page.heading("Tâches auxquelles penser")
    page.text("Pour {{ pour_ce_marche }} :")
    page.points("{{ taches }}", whole=True)
    page.heading("Après l'analyse")
    page.points(
        "ce qui reste à préciser se règle à la réunion de lancement ;",
        "{% if a_la_commande %}quand le montant de commandes est atteint{% else %}à la {% if prive %}"
        "signature{% else %}notification{% endif %}{% endif %}, déclarez l'offre de parcours à partir"
        " de la fiche retenue.",
    )
    page.when(
        "points_de_droit",
        heading="Points de droit à faire confirmer",
        points=["{{ points_de_droit }}"],
    )
    return page


def convention() -> Sheet:
    page = Sheet(
        "Convention de partenariat",
        "{{ acheteur }} – mission de lutte contre le décrochage scolaire (MLDS) – projet du"
        " {{ date_du_jour }}",
    )
    page.text("Entre **{{ l_acheteur }}**, acheteur, ayant pour représentant ……………………………………………………,")
    page.when(
        "region",
        then=["et la région académique **{{ region }}**, représentée par ……………………………………………………,"],
        otherwise=["et la région académique ……………………………, représentée par ……………………………………………………,"],
    )
    page.heading("1. Objet")
    page.text(
        "Les parties développent la clause sociale de formation sous statut scolaire dans les"
        " {{ marche }}s de l'acheteur, afin d'ouvrir des parcours en entreprise à des jeunes de 16 à 25"
        " ans suivis par la MLDS ({% if not prive %}code de la commande publique, article L2112-2 ;"
        " {% endif %}code de l'éducation, article L122-2)."
    )
    page.heading("2. Objectif annuel")
    page.text("Les parties visent …… parcours par an. Cet objectif est revu chaque année.")
    page.heading("3. Achats concernés")
    page.text(
        "Segments prometteurs : {% if nature %}{{ nature }} ; {% endif %}……………………………………………………",
        "La clause est étudiée pour les {{ marche }}s dont la période ferme compte au moins douze mois.",
    )
    page.heading("4. L'acheteur")
    page.points(
        "inscrit la clause dans ses {{ marche }}s et choisit le calibre de 150, 300, 450 ou 900 heures ;",
        "informe la MLDS des consultations à venir ;",
        "déclare chaque offre de parcours à la {% if prive %}signature{% else %}notification{% endif %},"
        " ou quand le montant de commandes qui la déclenche est atteint, au moins six mois avant la fin"
        " de la période ferme ;",
        "invite la MLDS à la réunion de lancement et intervient si l'entreprise ne répond pas.",
    )
    page.heading("5. La MLDS")
    page.points(
        "conseille l'acheteur sur les tâches et le calibre ;",
        "vérifie chaque offre avec l'entreprise, propose un jeune, le prépare et l'accompagne ;",
        "tient l'acheteur informé des dates et des heures, et complète le bilan croisé avec le jeune"
        " et l'entreprise.",
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
        " écrit ; les parcours commencés vont à leur terme.",
        whole=True,
    )
    page.table(
        [("Pour l'acheteur", "Pour la région académique"), ("\n\n\n", "\n\n\n")], widths=(8.2, 8.3)
    )
    return page


def lancement() -> Sheet:
    page = Sheet("Réunion de lancement – ordre du jour", "{{ acheteur }} – {{ objet }}")
    page.text("Autour de la table : l'acheteur, l'entreprise, la MLDS.")
    page.when(
        "reference", then=["{% if prive %}Contrat{% else %}Marché{% endif %} n° {{ reference }}."]
    )
    page.table(
        [
            ("Point", "À dire ou à décider"),
            (
                "1. L'engagement",
                "{{ engagement }} Les heures dues sont réalisées avant la fin de la période ferme de {{ duree_ferme }}.",
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
                "Elles s'adaptent au jeune et se rapportent à l'exécution du {{ marche }}, fonctions d'appui qui y concourent comprises ; une présentation du secteur est toujours prévue. Aucune n'est interdite à un mineur, s'il l'est.",
            ),
            (
                "5. Le calendrier",
                "Périodes possibles, de septembre ou octobre à fin juillet ; préparation d'un jeune : un mois à un mois et demi.",
            ),
            (
                "6. La réponse",
                "Deux semaines pour répondre à compter de l'envoi du profil d'un jeune ; la réunion de présentation se tient dans l'entreprise.",
            ),
            ("7. Les conditions d'accueil", "Poste, tenue, repas, transport, gratification."),
            (
                "8. Les pièces",
                "Attestation de présence, convention de stage signée et bilan croisé prouvent l'exécution ; le {{ titulaire }} les remet ou les présente, sans ce qui identifie ou évalue le jeune, avec la fiche entreprise à jour, sous {{ delai_remise }} après demande.",
            ),
        ],
        widths=(4.2, 12.3),
    )
    hours(page)
    page.when(
        "penalites",
        then=[
            "Rappeler les pénalités prévues au {{ marche }}, et les {{ observations }} jours laissés au"
            " {{ titulaire }} pour présenter ses observations."
        ],
    )
    page.heading("Tâches à proposer")
    page.points("{{ taches }}", whole=True)
    page.heading("Ce qui est décidé")
    page.table(
        [("Quoi", "Qui", "Pour quand"), ("\n", "", ""), ("\n", "", ""), ("\n", "", "")],
        widths=(9, 4, 3.5),
    )
    return page
