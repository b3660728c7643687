"""What somebody must read again: old legal references, figures, dead links, expired testimonies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from home.frame import Frame
from offers.models import CalibreBracket, EuropeanThreshold, GratificationRate
from resources.fields import BodyField
from resources.figures import codes_in, readings
from resources.models import Figure, Question, Testimonial

REVIEW_DAYS = 365
PAGE_LINK = re.compile(r'linktype="page"[^>]*\bid="(\d+)"|\bid="(\d+)"[^>]*linktype="page"')
OWN_LINK = re.compile(r'href="(/[^"#?]*)')
LEGAL, FIGURE, LINK, TESTIMONIAL = (
    "Référence juridique",
    "Chiffre",
    "Lien mort",
    "Témoignage",
)


@dataclass(frozen=True, slots=True)
class ToReview:
    """One thing to read again: what, where, why, and the address where it is mended."""

    kind: str
    what: str
    where: str
    why: str
    edit: str


def to_review(on: date | None = None) -> list[ToReview]:
    """Everything that waits, by kind."""
    day = on or timezone.localdate()
    finder = AdminURLFinder()
    found = [*_figures(day, finder), *_dated_rows(day, finder), *_testimonials(day, finder)]
    frame, known = Frame(), readings(day)
    for page in Page.objects.live().specific():
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        for kind, what, why in _in_page(page, day, frame, known):
            found.append(ToReview(kind, what, page.title, why, edit))
    for question in Question.objects.shown():
        for what, why in _in_text(question.answer, frame, known):
            edit = finder.get_edit_url(question) or ""
            found.append(ToReview(LINK, what, question.question, why, edit))
    return sorted(set(found), key=lambda each: (each.kind, each.where, each.what))


def _figures(day, finder):
    for row in Figure.objects.to_review(day):
        why = f"à revérifier depuis le {row.review_on:%d/%m/%Y}"
        yield ToReview(FIGURE, str(row), row.label, why, finder.get_edit_url(row) or "")


def _dated_rows(day, finder):
    """Rates and thresholds of the offers: in force, and not read again for a year."""
    limit = day - timedelta(days=REVIEW_DAYS)
    for model in (GratificationRate, EuropeanThreshold, CalibreBracket):
        rows = list(model.objects.in_force(day))
        name = str(model._meta.verbose_name)
        if not rows:
            yield ToReview(FIGURE, name, "Référentiels", "aucune ligne en vigueur", "")
        for row in rows:
            if row.checked_on is None or row.checked_on < limit:
                why = (
                    f"vérifié le {row.checked_on:%d/%m/%Y}" if row.checked_on else "jamais vérifié"
                )
                yield ToReview(FIGURE, str(row), name, why, finder.get_edit_url(row) or "")


def _testimonials(day, finder):
    for row in Testimonial.objects.expired(day):
        why = f"accord terminé le {row.ends_on:%d/%m/%Y}, n’est plus affiché"
        yield ToReview(TESTIMONIAL, str(row), "Témoignages", why, finder.get_edit_url(row) or "")


def _in_page(page, day, frame, known) -> Iterator[tuple[str, str, str]]:
    limit = (day - timedelta(days=REVIEW_DAYS)).isoformat()
    for field in page._meta.get_fields():
        if isinstance(field, BodyField):
            for value in _values(field.get_prep_value(getattr(page, field.name))):
                if isinstance(value, dict):
                    checked = value.get("checked_on") or ""
                    if "checked_on" in value and checked < limit:
                        what = value.get("article") or value.get("label", "")
                        yield LEGAL, what, _checked(checked)
                    target = value.get("address") or ""
                    if target.startswith("/") and not _leads_somewhere(target, frame):
                        yield LINK, target, "cette adresse ne mène nulle part"
                elif isinstance(value, str):
                    for what, why in _in_text(value, frame, known):
                        yield LINK, what, why


def _checked(day: str) -> str:
    return f"vérifié le {date.fromisoformat(day):%d/%m/%Y}" if day else "jamais vérifié"


def _in_text(text: str, frame, known) -> Iterator[tuple[str, str]]:
    for first, second in PAGE_LINK.findall(text):
        if not frame.url_of(int(first or second)):
            yield f"page {first or second}", "la page liée n’est plus publiée"
    for path in OWN_LINK.findall(text):
        if not _leads_somewhere(path, frame):
            yield path, "cette adresse ne mène nulle part"
    for code in codes_in(text) - set(known):
        yield f"{{figure:{code}}}", "ce chiffre n’a pas de valeur en vigueur"


def _values(raw):
    """Every mapping and every string inside raw stream data (a list, or its JSON)."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        yield raw
        for value in raw.values():
            yield from _values(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from _values(value)


def _leads_somewhere(path: str, frame) -> bool:
    path = path.split("?")[0].split("#")[0]
    if path in frame.by_url or path.startswith(("/documents/", "/media/")):
        return True
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False
