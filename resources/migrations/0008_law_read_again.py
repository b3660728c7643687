"""Points of law as a jurist read them: articles by their numbers, conditions whole; six points more."""

from django.db import migrations, models

from resources import reference

# (words, text) of each first note: one that an editor changed or a lawyer checked stays as it is.
FIRST = {
    "lien-objet": (
        "Le parcours est lié à l'objet du marché : il se déroule chez le titulaire ou son sous-traitant, dans les activités qui concourent à son exécution, fonctions d'appui comprises.",
        "Une condition d'exécution est liée à l'objet du marché. Gardez par écrit en quoi les tâches proposées concourent à son exécution ; faites confirmer que les fonctions d'appui y suffisent.",
    ),
    "seuil-europeen": (
        "La procédure atteint les seuils européens : la présente condition d'exécution prend en compte des considérations relatives au domaine social et à l'emploi (code de la commande publique, article L2112-2-1).",
        "Au-dessus des seuils européens, les conditions d'exécution prennent en compte des considérations relatives au domaine social ou à l'emploi. Faites confirmer que la clause de formation y répond à elle seule.",
    ),
    "seuil-exceptions": (
        "",
        "Exceptions, dont l'acheteur garde les raisons par écrit : solution immédiatement disponible, lien insuffisant avec l'objet du marché, concurrence restreinte ou exécution rendue trop difficile, travaux de moins de trois mois.",
    ),
    "regularisation": (
        "L'acheteur peut autoriser la régularisation d'une offre remise sans fiche entreprise (code de la commande publique, article R2152-2).",
        "Une offre irrégulière peut être régularisée si l'acheteur l'autorise, pour tous les soumissionnaires concernés. Faites confirmer que l'absence de la fiche s'y prête, et dites-le dans le règlement de la consultation.",
    ),
    "ccag-plafond": (
        "10 %",
        "Les CCAG de 2021 plafonnent les pénalités de retard à 10 % du montant hors taxes du marché, de la tranche ou du bon de commande.",
    ),
    "ccag-plancher": (
        "1 000 €",
        "Les CCAG de 2021 exonèrent le titulaire des pénalités de retard qui ne dépassent pas 1 000 € en tout : sans dérogation, une pénalité de 50 € par jour peut ne jamais s'appliquer.",
    ),
    "ccag-observations": (
        "15",
        "Les CCAG de 2021 laissent au titulaire 15 jours au moins pour présenter ses observations avant toute pénalité.",
    ),
    "ccag-fcs-penalites": (
        "14",
        "",
    ),
    "ccag-fcs-insertion": (
        "16.1",
        "L'article 16.1 du CCAG-FCS demande le périmètre, les publics, les heures et l'interlocuteur d'une clause d'insertion : le texte l'écarte en toutes lettres. Si votre marché comporte aussi une clause d'insertion, dites-le à part.",
    ),
    "ccag-pi-penalites": (
        "14",
        "",
    ),
    "ccag-pi-insertion": (
        "",
        "Le numéro de l'article du CCAG-PI sur l'insertion sociale est à relever dans le texte en vigueur.",
    ),
    "ccag-tic-penalites": (
        "14",
        "",
    ),
    "ccag-tic-insertion": (
        "16.1",
        "L'article 16.1 du CCAG-TIC demande le périmètre, les publics, les heures et l'interlocuteur d'une clause d'insertion : le texte l'écarte en toutes lettres. Si votre marché comporte aussi une clause d'insertion, dites-le à part.",
    ),
    "ccag-mi-penalites": (
        "15",
        "",
    ),
    "ccag-mi-insertion": (
        "",
        "Le numéro de l'article du CCAG-MI sur l'insertion sociale est à relever dans le texte en vigueur.",
    ),
    "ccag-moe-penalites": (
        "16",
        "",
    ),
    "ccag-moe-insertion": (
        "",
        "Le numéro de l'article du CCAG-MOE sur l'insertion sociale est à relever dans le texte en vigueur.",
    ),
    "ccag-travaux-penalites": (
        "19",
        "",
    ),
    "ccag-travaux-insertion": (
        "20.1",
        "L'article 20.1 du CCAG-Travaux demande le périmètre, les publics, les heures et l'interlocuteur d'une clause d'insertion : le texte l'écarte en toutes lettres. Si votre marché comporte aussi une clause d'insertion, dites-le à part.",
    ),
}

POINTS = [
    ("lien-objet", "lien avec l’objet du marché"),
    ("seuil-europeen", "au-dessus des seuils européens"),
    ("valeur-estimee", "valeur à comparer aux seuils"),
    ("seuil-exceptions", "exceptions au-dessus des seuils"),
    ("regularisation", "offre sans fiche : régularisation"),
    ("penalites-juge", "pénalités : pouvoir du juge"),
    ("clause-penale", "contrat privé : clause pénale"),
    ("mineurs-travaux", "mineurs : travaux interdits ou réglementés"),
    ("accident", "accident d’un stagiaire : déclaration"),
    ("stagiaires", "stagiaires : nombre et registre"),
    ("lieu-accueil", "lieu de l’accueil"),
    ("ccag-plafond", "CCAG : plafond des pénalités"),
    ("ccag-plancher", "CCAG : pénalités dont le titulaire est exonéré"),
    ("ccag-observations", "CCAG : jours pour présenter des observations"),
    ("ccag-fcs-penalites", "CCAG-FCS : article du calcul des pénalités"),
    ("ccag-fcs-plafond", "CCAG-FCS : article du plafond"),
    ("ccag-fcs-plancher", "CCAG-FCS : article de l’exonération"),
    ("ccag-fcs-insertion", "CCAG-FCS : article de l’insertion sociale"),
    ("ccag-pi-penalites", "CCAG-PI : article du calcul des pénalités"),
    ("ccag-pi-plafond", "CCAG-PI : article du plafond"),
    ("ccag-pi-plancher", "CCAG-PI : article de l’exonération"),
    ("ccag-pi-insertion", "CCAG-PI : article de l’insertion sociale"),
    ("ccag-tic-penalites", "CCAG-TIC : article du calcul des pénalités"),
    ("ccag-tic-plafond", "CCAG-TIC : article du plafond"),
    ("ccag-tic-plancher", "CCAG-TIC : article de l’exonération"),
    ("ccag-tic-insertion", "CCAG-TIC : article de l’insertion sociale"),
    ("ccag-mi-penalites", "CCAG-MI : article du calcul des pénalités"),
    ("ccag-mi-plafond", "CCAG-MI : article du plafond"),
    ("ccag-mi-plancher", "CCAG-MI : article de l’exonération"),
    ("ccag-mi-insertion", "CCAG-MI : article de l’insertion sociale"),
    ("ccag-moe-penalites", "CCAG-MOE : article du calcul des pénalités"),
    ("ccag-moe-decompte", "CCAG-MOE : article des jours comptés"),
    ("ccag-moe-plafond", "CCAG-MOE : article du plafond"),
    ("ccag-moe-plancher", "CCAG-MOE : article de l’exonération"),
    ("ccag-moe-insertion", "CCAG-MOE : article de l’insertion sociale"),
    ("ccag-travaux-penalites", "CCAG-Travaux : article du calcul des pénalités"),
    ("ccag-travaux-decompte", "CCAG-Travaux : article des jours comptés"),
    ("ccag-travaux-plafond", "CCAG-Travaux : article du plafond"),
    ("ccag-travaux-plancher", "CCAG-Travaux : article de l’exonération"),
    ("ccag-travaux-insertion", "CCAG-Travaux : article de l’insertion sociale"),
]
KINDS = [
    ("office_supplies", "fournitures de bureau"),
    ("cleaning", "nettoyage des locaux"),
    ("green_spaces", "espaces verts"),
    ("catering", "restauration"),
    ("printing", "impression"),
    ("it", "informatique et maintenance"),
    ("fire_safety", "sécurité incendie"),
    ("security", "gardiennage et surveillance"),
    ("building", "travaux de bâtiment"),
    ("roads", "travaux publics et voirie"),
    ("transport", "transport et logistique"),
    ("waste", "collecte et tri des déchets"),
    ("advice", "formation, études et conseil"),
    ("design", "maîtrise d’œuvre"),
    ("communication", "communication et événements"),
    ("furniture", "mobilier et équipement"),
    ("other", "autre marché"),
]


def renew(apps, schema_editor):
    model = apps.get_model("resources", "LegalNote")
    for note in reference.notes():
        words, text = FIRST.get(note["code"], ("", ""))
        first = model.objects.filter(
            code=note["code"],
            valid_from=note["valid_from"],
            words=words,
            text=text,
            checked_on=None,
        )
        first.update(words=note.get("words", ""), text=note.get("text", ""), source=note["source"])
    reference.load_law(apps)
    reference.load(apps)  # the tasks of maîtrise d'œuvre


class Migration(migrations.Migration):
    dependencies = [("resources", "0007_legal_notes")]

    operations = [
        migrations.AlterField(
            model_name="legalnote",
            name="code",
            field=models.CharField(choices=POINTS, max_length=30, verbose_name="point"),
        ),
        migrations.AlterField(
            model_name="taskexample",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="nature du marché"),
        ),
        migrations.RunPython(renew, migrations.RunPython.noop),
    ]
