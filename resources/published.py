"""Everything that visitors read, with where it is edited: for reviews and the trial of links."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.fields import BodyField
from psf.wagtail_seams.screens import AdminURLFinder
from resources.models import EngagedOrganisation, Figure, FriseStep, Question

OUTSIDE = re.compile(r'href="(https?://[^"]+)"')
ADDRESSES = ("url", "address")


@dataclass(frozen=True, slots=True)
class Published:
    """One content: its title, the address of its form ("" without right), its raw values.

    `values` are strings (rich or plain texts) and the mappings of blocks, each once.
    """

    title: str
    edit: str
    values: tuple

    def outside(self) -> set[str]:
        """The addresses of other sites that it leads to."""
        found = set()
        for value in self.values:
            if isinstance(value, dict):
                found.update(value.get(name) or "" for name in ADDRESSES)
            else:
                found.update(html.unescape(url) for url in OUTSIDE.findall(value))
        return {url for url in found if url.startswith(("https://", "http://"))}


def published(user=None) -> Iterator[Published]:
    """Pages, questions, steps, figures in force and engaged organisations.

    With a user, forms that this person may not open have no address.
    """
    finder = AdminURLFinder(user)
    for page in Page.objects.live().specific():
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Published(page.title, edit, tuple(_of_page(page)))
    for row in Question.objects.shown():
        yield Published(row.question, finder.get_edit_url(row) or "", (row.answer,))
    for row in FriseStep.objects.filter(shown=True):
        yield Published(str(row), finder.get_edit_url(row) or "", (row.todo,))
    for row in (*Figure.objects.in_force(), *EngagedOrganisation.objects.filter(shown=True)):
        if row.url:
            yield Published(str(row), finder.get_edit_url(row) or "", ({"url": row.url},))


def _of_page(page):
    for field in page._meta.get_fields():
        if isinstance(field, BodyField):
            yield from _inside(field.get_prep_value(getattr(page, field.name)))
        elif isinstance(field, RichTextField):
            yield getattr(page, field.name)


def _inside(raw):
    """Every mapping and every string of raw stream data."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        yield raw
        for value in raw.values():
            yield from _inside(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from _inside(value)
