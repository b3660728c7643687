"""The home page's first words, until the editorial team changes them in the admin."""

TITLE = "Une clause sociale, un jeune"
SEARCH_DESCRIPTION = (
    "La clause sociale de formation sous statut scolaire : un marché public ouvre une entreprise"
    " à un jeune de 16 à 25 ans."
)
TEXTS = {
    "lead": (
        "La clause sociale de formation ouvre, par un marché public, la porte d’une entreprise à"
        " un jeune de 16 à 25 ans sorti de l’école sans diplôme, ou qui s’en éloigne."
    ),
    "clause": (
        "<p>L’acheteur demande au titulaire de son marché d’accueillir un jeune, sous statut"
        " scolaire, pendant 150, 300, 450 ou 900 heures. C’est un stage, pas un emploi : le jeune"
        " découvre un métier, construit un projet ou le confirme.</p>"
        "<p>La mission de lutte contre le décrochage scolaire (MLDS) propose le jeune, le prépare"
        " et le suit. Un tuteur pédagogique et un tuteur entreprise l’accompagnent, de la réunion"
        " de présentation au bilan.</p>"
    ),
    "buyers": (
        "<p>Vous inscrivez la clause dans votre marché comme condition d’exécution (article"
        " L2112-2 du code de la commande publique). À la notification, vous déclarez l’offre de"
        " parcours.</p>"
        "<p>La MLDS vous dit ensuite ce qui se passe. À la fin, le titulaire vous remet, à votre"
        " demande, l’attestation de présence et vous présente la convention de stage et le bilan"
        " croisé, où ce qui identifie ou évalue le jeune est masqué : c’est la preuve que la clause"
        " a été exécutée.</p>"
    ),
    "companies": (
        "<p>Vous accueillez un jeune à la fois, sur des tâches administratives ou techniques"
        " choisies avec son tuteur pédagogique.</p>"
        "<p>Quand un jeune vous est proposé, vous avez deux semaines pour répondre et fixer la"
        " réunion de présentation. Vous avez toujours quelqu’un à appeler.</p>"
    ),
    "youths": (
        "<p>Aucun projet n’est nécessaire pour commencer. Pendant le parcours, vous restez élève,"
        " et quelqu’un vous suit.</p>"
        '<p>Pour savoir qui appeler, <a href="/contact/service/">trouvez le service de votre'
        " commune</a>. Vous pouvez aussi en parler à votre établissement, à un centre d’information"
        " et d’orientation (CIO) ou à la mission locale.</p>"
    ),
}
