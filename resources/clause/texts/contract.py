"""What the contract says: the article of the CCAP or CCP, or of a private contract.

The MLDS, the school and the young person are no parties: nothing is promised for them, the buyer sees
to it.
"""

from psf.documents.sheet import Sheet
from resources.clause.texts.names import CLAUSE, hours

PROOFS = 10  # the part that the penalties quote


def ccap() -> Sheet:
    page = Sheet(
        CLAUSE,
        "{% if prive %}Article du contrat{% else %}Article du CCAP ou du CCP{% endif %} – {{ objet }}",
    )
    page.text("[Parties à renuméroter selon la pièce où elles prennent place]")
    for number, (title, write) in enumerate(PARTS, start=1):
        page.heading(f"{number}. {title}")
        write(page)
    # Last: only a contract that has a CCAG, or may have one, departs from it.
    page.when(
        "derogations",
        heading=f"{len(PARTS) + 1}. Dérogations au CCAG",
        points=["{{ derogations }}"],
    )
    page.when(
        "derogations",
        then=["[Lignes à reporter au dernier article du CCAP, qui récapitule les dérogations]"],
    )
    return page


def _object(page: Sheet) -> None:
    page.text(
        "{% if prive %}Pendant l'exécution du contrat, le prestataire accueille{% else %}En application"
        " de l'article L2112-2 du code de la commande publique, le titulaire accueille, pendant"
        " l'exécution du marché,{% endif %} un ou plusieurs jeunes en parcours de formation sous statut"
        " scolaire. Le parcours est un stage : il n'est pas un emploi et ne remplace pas un salarié."
    )
    page.when("lien_objet", then=["{{ lien_objet }}"])


def _volume(page: Sheet) -> None:
    page.text(
        "{{ engagement }} Les heures dues sont réalisées avant la fin de la période ferme de"
        " {{ duree_ferme }}{{ non_comprises }}."
    )
    hours(page)
    page.text(
        "Le {{ titulaire }} et le jeune peuvent convenir de dépasser ce volume, sans qu'un parcours"
        " excède six mois. Les heures peuvent être réparties entre plusieurs jeunes, l'un après"
        " l'autre ; le {{ titulaire }} peut refuser ce partage."
    )


def _young_people(page: Sheet) -> None:
    page.text(
        "Les parcours s'adressent à des jeunes de 16 à 25 ans suivis par la mission de lutte contre le"
        " décrochage scolaire (MLDS), inscrits dans un établissement et accompagnés par un tuteur"
        " pédagogique. La MLDS et l'établissement ne sont pas parties au {{ marche }} : l'acheteur"
        " veille à leur concours."
    )


def _proposal(page: Sheet) -> None:
    page.text(
        "L'acheteur veille à ce qu'un jeune à la fois soit proposé au {{ titulaire }}. Celui-ci répond"
        " dans les deux semaines qui suivent l'envoi du profil du jeune et participe à la réunion de"
        " présentation avec le tuteur pédagogique et le jeune. Il accueille en principe le jeune"
        " proposé ; s'il ne le retient pas, il en donne le motif, et l'acheteur veille à ce qu'un autre"
        " lui soit proposé.",
        "Des refus répétés sans motif légitime, constatés après un échange contradictoire, valent"
        " heures non réalisées du fait du {{ titulaire }}.",
        "Si aucun jeune n'est disponible, le {{ titulaire }} n'encourt aucune pénalité. Le délai de"
        " réalisation peut alors être prolongé d'un commun accord, dans la durée du {{ marche }} ; à"
        " défaut, les heures s'éteignent à la fin de la période ferme.",
    )


def _welcome(page: Sheet) -> None:
    page.text(
        "Le {{ titulaire }} désigne un tuteur entreprise et au moins un second interlocuteur, indiqués"
        " dans la fiche entreprise, et signale sans délai tout changement. Les tâches et le rythme sont"
        " fixés avec le tuteur pédagogique ; ils comprennent une présentation du secteur. Une"
        " fonction d'appui convient si elle concourt à l'exécution du {{ marche }}. Le jeune n'est jamais"
        " laissé sans accompagnement.",
        "Aucun accueil ne commence avant que la convention de stage soit signée par le"
        " {{ titulaire }}, l'établissement, le jeune et, s'il est mineur, son représentant légal, ainsi"
        " que par les deux tuteurs.",
    )
    page.when("mineurs", then=["{{ mineurs }}"])
    page.when("stagiaires", then=["{{ stagiaires }}"])


def _gratification(page: Sheet) -> None:
    page.when(
        "gratification_accordee",
        then=[
            "Le {{ titulaire }} verse au jeune une gratification dès la première heure de présence,"
            " quelle que soit la durée du parcours, à un taux au moins égal au minimum du code de"
            " l'éducation (articles L124-6 et D124-8)."
        ],
        otherwise=[
            "Lorsque la présence d'un même jeune dépasse {{ seuil_heures }} heures dans l'année"
            " scolaire, le {{ titulaire }} lui verse, dès la première heure, la gratification prévue"
            " par le code de l'éducation (articles L124-6 et D124-8)."
        ],
    )


def _interruption(page: Sheet) -> None:
    page.text(
        "Si un parcours s'interrompt, toute semaine commencée est déduite du volume d'heures. S'il"
        " reste des heures, l'acheteur veille à ce qu'un autre jeune soit proposé ou met fin aux"
        " accueils ; il en informe le {{ titulaire }} sous 48 heures.",
        "En cas de force majeure, les obligations de la clause sont suspendues le temps de"
        " l'empêchement, sans pénalité ; le {{ titulaire }} en avertit l'acheteur sans délai.",
    )


def _companies(page: Sheet) -> None:
    page.text(
        "Si le {{ titulaire }} est un groupement d'entreprises, les heures sont dues une seule fois"
        " par le groupement ; le mandataire indique dans la fiche l'entreprise qui accueille et répond"
        " de la clause devant l'acheteur. Un sous-traitant peut accueillir le jeune ; le"
        " {{ titulaire }} reste responsable."
    )


def _insurance(page: Sheet) -> None:
    page.text(
        "Avant l'arrivée du jeune, le {{ titulaire }} justifie d'une assurance de responsabilité civile"
        " qui couvre l'accueil d'un stagiaire. Il signale sans délai tout accident à l'établissement et"
        " au tuteur pédagogique."
    )
    page.when("accident", then=["{{ accident }}"])


def _proofs(page: Sheet) -> None:
    page.text(
        "L'exécution est établie par trois pièces : la convention de stage signée, l'attestation de"
        " présence et le bilan croisé, complété par le jeune et ses deux tuteurs.",
        "L'acheteur peut contrôler l'exécution à tout moment et demander où elle en est. À sa demande,"
        " le {{ titulaire }} répond et, sous {{ delai_remise }}, remet l'attestation de présence et"
        " présente la convention et le bilan, avec la fiche entreprise à jour ; les données qui"
        " identifient ou évaluent le jeune sont occultées sur ces trois pièces. L'acheteur ne reçoit ni"
        " le nom, ni le profil du jeune, ni les notes de suivi.",
    )


def _warning(page: Sheet) -> None:
    page.text(
        "Le {{ titulaire }} avertit l'acheteur dès qu'une difficulté peut empêcher ou retarder"
        " l'exécution : départ d'un interlocuteur, activité réduite, jeune qui n'est pas proposé,"
        " difficulté d'accueil. Une difficulté signalée à temps est examinée avant toute pénalité."
    )


def _data(page: Sheet) -> None:
    page.text(
        "Le {{ titulaire }} n'utilise les informations sur le jeune que pour l'accueillir, dans le"
        " respect du règlement général sur la protection des données : il ne les communique qu'aux"
        " personnes qui l'encadrent et ne les garde pas au-delà de ce que la loi impose. Il les tient"
        " confidentielles pendant et après le parcours."
    )


def _afterwards(page: Sheet) -> None:
    page.text(
        "À la fin du parcours, le {{ titulaire }} étudie la possibilité de prendre le jeune en"
        " apprentissage ou dans un emploi ; il n'y est pas tenu."
    )


def _abroad(page: Sheet) -> None:
    page.text(
        "{% if lieu_accueil %}{{ lieu_accueil }} {% endif %}Si le {{ marche }} s'exécute en tout ou partie"
        " à l'étranger, le {{ titulaire }} indique dans la fiche entreprise où il accueille le jeune :"
        " chez lui ou chez un sous-traitant."
    )


def _penalties(page: Sheet) -> None:
    page.when(
        "penalites",
        then=[
            "Le {{ titulaire }} encourt les pénalités suivantes, sans préjudice des autres mesures :"
        ],
        otherwise=["Aucune pénalité propre à la clause n'est prévue."],
    )
    page.when(
        "penalite_reunion",
        points=[
            "{{ penalite_reunion }} si l'interlocuteur désigné manque la réunion de présentation sans motif"
        ],
    )
    page.when(
        "penalite_heures",
        points=["{{ penalite_heures }} par heure due et non réalisée du fait du {{ titulaire }}"],
    )
    page.when(
        "penalite_retard",
        points=[
            "{{ penalite_retard }} par jour ouvré de retard dans la remise des pièces de la partie"
            f" {PROOFS}"
        ],
    )
    page.when(
        "penalites",
        then=[
            "Avant toute pénalité, l'acheteur invite par écrit le {{ titulaire }} à présenter ses"
            " observations dans un délai de {{ observations }} jours au moins. {{ plafond }}"
            " {{ plancher }}"
        ],
    )
    page.when("penalites_droit", then=["{{ penalites_droit }}"])


def _termination(page: Sheet) -> None:
    page.text(
        "{{ resiliation }}",
        "Si le {{ marche }} prend fin sans que le {{ titulaire }} en soit la cause, les heures qui restent"
        " s'éteignent sans pénalité ; un parcours commencé va à son terme si le {{ titulaire }} et"
        " l'établissement en conviennent.",
    )


PARTS = (
    ("Objet", _object),
    ("Volume d'heures", _volume),
    ("Jeunes concernés", _young_people),
    ("Proposition et réunion de présentation", _proposal),
    ("Accueil", _welcome),
    ("Gratification", _gratification),
    ("Interruption et force majeure", _interruption),
    ("Groupement d'entreprises et sous-traitants", _companies),
    ("Assurance et accidents", _insurance),
    ("Contrôle, preuves et informations", _proofs),
    ("Devoir d'alerte", _warning),
    ("Données personnelles et confidentialité", _data),
    ("Après le parcours", _afterwards),
    ("Lieu de l'accueil", _abroad),
    ("Pénalités", _penalties),
    ("Résiliation", _termination),
)
assert PARTS[PROOFS - 1][1] is _proofs
