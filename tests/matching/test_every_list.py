"""What people read, on every page that they reach by its links: French, whole words, and no code.

Rows of every kind are made as empty as the database lets them be, then as long; each role walks from
the home page, lists, reports, records and exports included.
"""

import csv
import io
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import Resolver404, resolve
from openpyxl import load_workbook

from matching.enums import PlacementStage
from matching.youths.situations import start_following
from offers.enums import OfferStage
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.french.days import MONTHS
from psf.perimeter.scope import all_services, perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory
from tests.factories.offers import CompanyFactory, ContractFactory, HostSlotFactory, OfferFactory
from tests.factories.territories import department

pytestmark = [pytest.mark.django_db, pytest.mark.long]

WORD = "Zyxlongmot"
REFUSED = {
    "a value of Python": re.compile(r"\b(?:None|True|False|nan)\b|<\w+: |object at 0x|\{[%{]"),
    "the first of a month": re.compile(rf"(?<![\d/.,])1 (?:{'|'.join(MONTHS)})\b"),
    "a day of a machine": re.compile(r"\b\d{4}-\d{2}-\d{2}\b"),
    "a code": re.compile(r"(?<![\w{./@-])[a-z]+(?:_[a-z]+)+(?![\w}./@-])"),
    "a word that is cut": re.compile(r"\bZyx(?!longmot\b)\w*|\bZyxlongmot[a-z]+"),
}
# Where people write with the names of variables, or read those of a file that they fill.
ABOUT_VARIABLES = ("/admin/textes/", "/admin/modeles/", "/admin/styleguide/")
NEVER = ("/logout", "/deconnexion", "export=", "/delete/", "/history/", "p=", "/unlock")
SEEN_OF_A_VIEW = 2
MOST_PAGES = 150
ROLES = [Role.ACADEMIC, Role.TUTOR, Role.NATIONAL, Role.PUBLISHER, Role.DPO, Role.ADMINISTRATOR]
OURS = {"matching", "offers", "accounts", "perimeter", "territories", "messaging", "documents"}


@pytest.fixture
def rows(two_services):
    """Files at each step, offers at each stage, young people who wait."""
    service, tutor = two_services.saint_denis, two_services.tutor
    for stage in (
        PlacementStage.RESERVED,
        PlacementStage.SENT,
        PlacementStage.CONVENTION,
        PlacementStage.IN_COMPANY,
        PlacementStage.CLOSED,
        PlacementStage.NOT_RETAINED,
    ):
        journey(service, to=stage, by=tutor)
    for stage in OfferStage:
        HostSlotFactory(offer=OfferFactory(service=service, stage=stage))
    OfferFactory(contract=None, service=service)
    ContractFactory()
    CompanyFactory()
    with perimeter([service]):
        start_following(YouthFactory(service=service))
    return two_services


def columns_of(model):
    for column in model._meta.concrete_fields:
        typed = not (column.primary_key or column.is_relation or column.choices)
        if typed and not getattr(column, "generated", False):
            yield column


def bend(change) -> None:
    """Give each column of each row of ours the value `change(column)`, where the database lets it."""
    with all_services("test"):
        for model in apps.get_models():
            if model._meta.app_label not in OURS or not model._meta.managed:
                continue
            for column in columns_of(model):
                if (value := change(column)) is ...:
                    continue
                try:
                    with transaction.atomic():
                        model._base_manager.update(**{column.name: value})
                except DatabaseError:
                    continue


def emptied(column):
    if column.null:
        return None
    return "" if column.blank and isinstance(column, models.CharField | models.TextField) else ...


def lengthened(column):
    free = type(column) in (models.CharField, models.TextField) and not column.unique
    if not free or column.name in MACHINE:
        return ...
    longest = min(column.max_length or 400, 400)
    return " ".join([WORD] * max(1, (longest + 1) // (len(WORD) + 1)))


# Texts that the product writes or reads as a code: nobody types them.
MACHINE = {
    "verb", "name", "step", "code", "siret", "siren", "uai", "ine", "kind", "outcome", "from_stage",
    "to_stage", "username", "password", "version", "purpose", "digest", "sha256", "content_type",
    "key", "phone", "cpv", "postal_code", "rule", "model", "session_key", "slug", "path", "imprint",
    "state", "action", "end_reason", "call_outcome", "climbed_to", "reader", "door", "school_year",
}  # fmt: skip


class Walk:
    """From the home page by links; `faults` are what somebody would have read and should not."""

    def __init__(self, client):
        self.client, self.faults, self.seen = client, [], Counter()
        self.pages = 0

    def go(self, *starts):
        queue, known = list(starts), set(starts)
        while queue and self.pages < MOST_PAGES:
            address = queue.pop(0)
            response = self.client.get(address)
            self.pages += 1
            if response.status_code != 200:
                assert response.status_code < 500, address
                continue
            if "html" not in response["Content-Type"]:
                continue
            page = BeautifulSoup(response.content, "html.parser")
            for link in page.select("a[href]"):
                found = urljoin(address, link["href"]).split("#")[0]
                if found in known or not self._is_new(found):
                    continue
                known.add(found)
                queue.append(found)
            self._judge(address, read_by_people(page))
            for link in page.select("a[href*='export=']"):
                self._judge_export(urljoin(address, link["href"]))

    def _is_new(self, address) -> bool:
        parts = urlsplit(address)
        if parts.netloc or not parts.path.startswith("/admin/") or any(n in address for n in NEVER):
            return False
        try:
            view = resolve(parts.path).view_name
        except Resolver404:
            return False
        self.seen[view, bool(parts.query)] += 1
        return self.seen[view, bool(parts.query)] <= SEEN_OF_A_VIEW

    def _judge(self, address, words):
        for what, pattern in REFUSED.items():
            if what == "a code" and address.startswith(ABOUT_VARIABLES):
                continue
            for found in pattern.finditer(words):
                around = words[max(0, found.start() - 40) : found.end() + 30]
                self.faults.append(f"{address} – {what} : …{around}…")

    def _judge_export(self, address):
        if self.seen["export", urlsplit(address)]:
            return
        self.seen["export", urlsplit(address)] += 1
        response = self.client.get(address)
        if response.status_code == 200 and (cells := cells_of(response)):
            self._judge(address, " | ".join(cells))


# The counter is Wagtail's, shown once it counts something.
UNREAD = (
    "script, style, template, svg, code, pre, textarea, [data-side-panel-toggle-counter][hidden]"
)


def read_by_people(page) -> str:
    for hidden in page.select(UNREAD):
        hidden.decompose()
    said = [page.get_text(" ")]
    for name in ("title", "aria-label", "alt", "placeholder"):
        said += [each[name] for each in page.select(f"[{name}]")]
    return " ".join(" ".join(said).split())


def cells_of(response) -> list[str]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if "spreadsheetml" in response["Content-Type"]:
        sheets = load_workbook(io.BytesIO(body), read_only=True)
        found = [
            cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
        ]
        return [str(cell) for cell in found if isinstance(cell, str | bool)]
    return [
        cell
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";")
        for cell in row
    ]


def walk_of(client) -> Walk:
    walk = Walk(client)
    walk.go(
        "/admin/",
        "/admin/suivi/?onglet=tout",
        "/admin/suivi/parcours/",
        "/admin/suivi/agenda/?vue=liste&de=services",
        "/admin/snippets/offers/offer/",
        "/admin/jeunes/",
        "/admin/messages/",
        "/admin/reports/site-history/",
    )
    return walk


@pytest.mark.parametrize("bent", [emptied, lengthened], ids=["empty", "long"])
@pytest.mark.parametrize("role", ROLES, ids=[role.name.lower() for role in ROLES])
def test_every_page_reads_as_french(role, bent, rows, signed_in):
    bend(bent)
    place = department("93").academy if role in (Role.ACADEMIC, Role.DPO) else None
    user = rows.tutor if role == Role.TUTOR else UserFactory(roles=[role], place=place)
    User.objects.filter(pk=user.pk).update(first_name="Camille", is_active=True)
    walk = walk_of(signed_in(User.objects.get(pk=user.pk)))
    assert walk.pages > 3
    assert walk.faults == [], f"{len(walk.faults)} faults on {walk.pages} pages"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Marché None", "a value of Python"),
        ("depuis le 1 décembre 2026", "the first of a month"),
        ("le 2026-12-01 au plus tard", "a day of a machine"),
        ("étape to_call", "a code"),
        ("Zyxlongmo…", "a word that is cut"),
    ],
)
def test_the_walk_sees_what_it_refuses(words, what):
    walk = Walk(None)
    walk._judge("/admin/", words)
    assert [fault.split(" – ")[1].split(" : ")[0] for fault in walk.faults] == [what]


@pytest.mark.parametrize(
    "words",
    ["1er décembre", "11 décembre", "P-2026-00042", "{tuteur_telephone}", WORD, "a_b@exemple.fr"],
)
def test_the_walk_lets_pass_what_is_right(words):
    walk = Walk(None)
    walk._judge("/admin/", words)
    assert walk.faults == []
