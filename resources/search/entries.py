"""The search's own table, written from what visitors can read.

Written again as a whole when something changed: a hundred pages take a fraction of a second.
"""

from django.db import connection, transaction
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from home.frame import Frame
from psf.french.phrases import shortened
from resources.enums import EntryKind
from resources.figures import plain
from resources.models import GlossaryTerm, KitDocument, Question, SearchEntry
from resources.search.words import stems

# Any constant: two processes that rebuild at once do it in turn.
LOCK = 7_261_004

TOOLS = (
    (
        "outils:calibreur",
        "Calibreur : combien d’heures pour votre marché ?",
        "Calculer le calibre de la clause, en heures, semaines et jours, et son coût pour"
        " l’entreprise, selon le montant et la durée du marché.",
        "calcul nombre volume heures montant durée tranche simulateur gratification coût",
    ),
    (
        "outils:insertion",
        "Insertion ou formation ?",
        "Comparer la clause d’insertion et la clause de formation pour votre marché.",
        "différence insertion facilitateur comparer formule",
    ),
    (
        "outils:redacteur",
        "Rédacteur de clause",
        "Les documents de votre consultation, remplis : AAPC, RC, CCAP, mode d’emploi, fiche"
        " entreprise, grille d’analyse, convention, réunion de lancement.",
        "modèle écrire rédiger texte article télécharger word docx clause mettre insérer",
    ),
    (
        "public:declare",
        "Déclarer une offre",
        "Acheteur : le marché est notifié, dites qui doit les heures ; référence et lien aussitôt.",
        "déclaration notification titulaire lot fiche entreprise formulaire",
    ),
    (
        "public:consult",
        "Consulter la MLDS avant publication",
        "Acheteur : un accusé de réception daté, puis la réponse de la MLDS, qui font preuve.",
        "consultation avis preuve sans convention publier marché formulaire",
    ),
    (
        "public:propose",
        "Proposer un parcours",
        "Entreprise : accueillir un jeune sans marché public.",
        "volontaire accueillir jeune entreprise stage offre formulaire",
    ),
    (
        "public:mlds",
        "Saisir la MLDS",
        "Acheteur : consulter la MLDS de votre région académique ou lui écrire.",
        "contacter consulter joindre écrire région académique partenariat",
    ),
    (
        "public:lost_link",
        "Retrouver mon lien",
        "Votre page s’ouvre par un lien personnel, sans compte : où le retrouver, comment le faire"
        " renvoyer.",
        "perdu lien page renvoyer expiré mot de passe connexion",
    ),
    (
        "public:service",
        "Trouver mon service",
        "Jeune, famille, entreprise : le service qui répond pour votre commune.",
        "contact téléphone adresse près de chez moi commune ville appeler",
    ),
)


def entries() -> list[SearchEntry]:
    """Everything that can be found, unsaved."""
    frame = Frame()
    return [*pages(frame), *tools(), *questions(frame), *documents(frame), *terms(frame)]


def pages(frame):
    shown = Page.objects.filter(pk__in=frame.entries).specific()
    for page in shown:
        if getattr(page, "indexed", False):
            url = frame.url_of(page.pk)
            # « guide du tuteur » is what its address says.
            body = " ".join([*url.strip("/").replace("-", " ").split("/"), *page.words()])
            yield entry(EntryKind.PAGE, page.pk, page.title, page.description(), url, body)


def tools():
    for name, title, summary, more in TOOLS:
        yield entry(EntryKind.TOOL, name, title, summary, reverse(name), more)


def questions(frame):
    page = frame.first("faqpage")
    for row in Question.objects.shown() if page else ():
        url = f"{page.url}#{row.anchor}"
        yield entry(EntryKind.QUESTION, row.pk, row.question, row.answer, url, "")


def documents(frame):
    page = frame.first("kitpage")
    for row in KitDocument.objects.available() if page else ():
        words = row.get_format_display()
        yield entry(EntryKind.DOCUMENT, row.pk, row.title, row.summary, page.url, words)


def terms(frame):
    page = frame.first("glossarypage")
    for row in GlossaryTerm.objects.shown() if page else ():
        url = f"{page.url}#{row.anchor}"
        yield entry(EntryKind.TERM, row.pk, row.term, row.definition, url, "définition")


def entry(kind, key, title, summary, url, body) -> SearchEntry:
    summary = plain(" ".join(strip_tags(summary.replace("<", " <")).split()))
    body = plain(strip_tags(body.replace("<", " <")))
    return SearchEntry(
        kind=kind,
        key=f"{kind}:{key}",
        title=shortened(title, 255),
        summary=summary,
        url=url,
        title_words=" ".join(stems(title)),
        summary_words=" ".join(stems(summary)),
        body_words=" ".join(stems(body)),
    )


@transaction.atomic
def rebuild() -> int:
    """Write the table again when its words changed; return how many entries it holds."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    new = entries()
    fields = ("key", "title", "summary", "url", "title_words", "summary_words", "body_words")
    before = {tuple(row) for row in SearchEntry.objects.values_list(*fields)}
    after = {tuple(getattr(row, name) for name in fields) for row in new}
    if before != after:
        SearchEntry.objects.all().delete()
        SearchEntry.objects.bulk_create(new)
    return len(new)
