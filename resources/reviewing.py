"""What somebody must read again: old legal references, figures, dead links, expired testimonies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.timezone import localtime

from home.frame import Frame
from offers.models import CalibreBracket, EuropeanThreshold, GratificationRate
from psf.french.days import numeric
from psf.wagtail_seams.screens import AdminURLFinder
from resources.figures import codes_in, readings
from resources.models import Figure, LegalNote, OutsideLink, Testimonial
from resources.published import published

REVIEW_DAYS = 365
PAGE_LINK = re.compile(r'linktype="page"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="page"')
OWN_LINK = re.compile(r'href="(/[^"#?]*)')
# What a page that the law asks for still waits for.
BLANK_TEXT = re.compile(r"\[[^\[\]<>]*\s:\sà compléter[^\[\]<>]*\]")
LEGAL, POINT, SOURCE, FIGURE, LINK, TESTIMONIAL, BLANK = (
    "Référence juridique",
    "Point de droit",
    "Source",
    "Chiffre",
    "Lien mort",
    "Témoignage",
    "Mention à compléter",
)
NEVER = "jamais vérifié"
TO_VERIFY = "à vérifier : aucun juriste ne l’a relu"
PAPERS = "Documents du rédacteur de clause"
# Administrators alone change them.
DATED_ROWS = "Référentiels (administration)"


@dataclass(frozen=True, slots=True)
class ToReview:
    """One thing to read again: what, where, why, and the address where it is mended.

    `edit` is empty for who may not mend it.
    """

    kind: str
    what: str
    where: str
    why: str
    edit: str


def to_review(on: date | None = None, user=None) -> list[ToReview]:
    """Everything that waits, by kind. With a user, only the forms that this person may open."""
    day = on or timezone.localdate()
    finder = AdminURLFinder(user)
    found = [
        *_figures(day, finder),
        *_dated_rows(day, finder),
        *_points_of_law(day, finder),
        *_testimonials(day, finder),
    ]
    frame, known = Frame(), readings(day)
    dead = {link.url: link for link in OutsideLink.objects.dead()}
    for content in published(user):
        for kind, what, why in _in_content(content, day, frame, known, dead):
            found.append(ToReview(kind, what, content.title, why, content.edit))
    return sorted(set(found), key=lambda each: (each.kind, each.where, each.what))


def _figures(day, finder):
    for row in Figure.objects.to_review(day):
        why = f"à revérifier depuis le {numeric(row.review_on)}"
        yield ToReview(FIGURE, str(row), row.label, why, finder.get_edit_url(row) or "")


def _dated_rows(day, finder):
    """Rates and thresholds of the offers: in force, and not read again for a year."""
    limit = day - timedelta(days=REVIEW_DAYS)
    for model in (GratificationRate, EuropeanThreshold, CalibreBracket):
        rows = list(model.objects.in_force(day))
        name = str(model._meta.verbose_name)
        if not rows:
            yield ToReview(FIGURE, name, DATED_ROWS, "aucune ligne en vigueur", "")
        for row in rows:
            if row.checked_on is None or row.checked_on < limit:
                why = f"vérifié le {numeric(row.checked_on)}" if row.checked_on else NEVER
                where = f"{DATED_ROWS} : {name}"
                yield ToReview(FIGURE, str(row), where, why, finder.get_edit_url(row) or "")


def _points_of_law(day, finder):
    """What the clause's papers quote of the law, as long as no lawyer has read it for a year."""
    for note in LegalNote.objects.to_review(day - timedelta(days=REVIEW_DAYS), day):
        why = f"vérifié le {numeric(note.checked_on)}" if note.checked_on else TO_VERIFY
        yield ToReview(POINT, str(note), PAPERS, why, finder.get_edit_url(note) or "")


def _testimonials(day, finder):
    for row in Testimonial.objects.expired(day):
        why = f"accord terminé le {numeric(row.ends_on)}, n’est plus affiché"
        yield ToReview(TESTIMONIAL, str(row), "Témoignages", why, finder.get_edit_url(row) or "")


def _in_content(content, day, frame, known, dead) -> Iterator[tuple[str, str, str]]:
    limit = (day - timedelta(days=REVIEW_DAYS)).isoformat()
    for value in content.values:
        if isinstance(value, dict):
            checked = value.get("checked_on") or ""
            if "checked_on" in value and checked < limit:
                kind = LEGAL if "article" in value else SOURCE
                yield kind, value.get("article") or value.get("label", ""), _checked(checked)
            target = value.get("address") or ""
            if target.startswith("/") and not _leads_somewhere(target, frame):
                yield LINK, target, "cette adresse ne mène nulle part"
        else:
            for blank in BLANK_TEXT.findall(value):
                yield BLANK, blank, "les visiteurs le lisent tel quel"
            for what, why in _in_text(value, frame, known):
                yield LINK, what, why
    for url in content.outside() & set(dead):
        link = dead[url]
        why = f"{link.outcome}, {link.failures} essais de suite, le {numeric(localtime(link.tried_at))}"
        yield LINK, url, why


def _checked(day: str) -> str:
    return f"vérifié le {numeric(date.fromisoformat(day))}" if day else NEVER


def _in_text(text: str, frame, known) -> Iterator[tuple[str, str]]:
    for first, second in PAGE_LINK.findall(text):
        if not frame.url_of(int(first or second)):
            yield f"page {first or second}", "la page liée n’est plus publiée"
    for path in OWN_LINK.findall(text):
        if not _leads_somewhere(path, frame):
            yield path, "cette adresse ne mène nulle part"
    for code in codes_in(text) - set(known):
        yield f"{{figure:{code}}}", "ce chiffre n’a pas de valeur en vigueur"


def _leads_somewhere(path: str, frame) -> bool:
    path = path.split("?")[0].split("#")[0]
    if path in frame.by_url or path.startswith(("/documents/", "/media/")):
        return True
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False
