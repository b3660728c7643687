"""Every address, by every role, by GET and POST: the owner sees the canary, a stranger never does.

Addresses come from the resolver, so that a page added later is tried without anybody thinking of it.
"""

import io
import re
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from openpyxl import load_workbook

from matching.models import Breach, LegalHold, Placement, RightsRequest, Youth
from matching.placements.workflow import PLACEMENTS
from matching.retention.archiving import archive
from matching.youths.children import child_models
from psf.accounts.models import User
from psf.accounts.roles import SEES_PERSONS, Role
from psf.perimeter import catalog
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services, perimeter
from psf.territories.models import Service
from tests.factories.accounts import UserFactory
from tests.factories.matching import YouthFactory
from tests.perimeter.addresses import all_addresses
from tests.perimeter.canary import CANARY, FILING, INE, PK, canary_record, protected_models
from tests.refusals import refusal_of

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INTRUDER = "Intrus"
# Pages of the owner that show the canary by GET: each is a positive control.
SHOWN = {
    "/admin/messages/",
    f"/admin/messages/{PK}/",
    "/admin/jeunes/",
    "/admin/jeunes/results/",
    "/admin/jeunes/?export=xlsx",
    "/admin/suivi/parcours/",
    "/admin/suivi/parcours/resultats/",
    "/admin/suivi/parcours/?export=xlsx",
    "/admin/suivi/agenda/",
    f"/admin/jeunes/inspect/{PK}/",
    f"/admin/jeunes/edit/{PK}/",
    f"/admin/jeunes/history/{PK}/",
    f"/admin/jeunes/transfert/{PK}/",
    f"/admin/jeunes/fusion/{PK}/",
    f"/admin/jeunes/fusion/{PK}/{PK + 1}/",
    f"/admin/pieces/{PK}/",
    "/admin/demandes/",
    f"/admin/demandes/{FILING}/",
}
# Below these, a page about one record that opens must show it to the owner.
ABOUT_ONE_RECORD = re.compile(
    r"^/admin/(jeunes|suivi)/(?!history-results).*(990001|[JP]-\d{4}-\d{5})"
)
# The DPO answers requests and handles breaches everywhere: one at a time, by its code, logged. Their list
# says codes and days.
ANSWERED_BY_THE_DPO = re.compile(r"^/admin/droits/(jeunes/J-|D-|violations/V-)")
OF_LINKS = ["renvoyer", "retirer", "emettre", "tout-retirer"]
# Traces written for the record's own service when somebody comes near it.
TRACES = {"perimeter_accesslog"}


@dataclass
class Visitor:
    """Somebody who tries, with a session that every try leaves as it was."""

    name: str
    user: User | None
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __post_init__(self):
        if self.user:
            self.client.force_login(self.user)
        self.cookie = self.client.cookies.get(settings.SESSION_COOKIE_NAME)

    @property
    def rights(self) -> frozenset:
        if self.user is None:
            return frozenset()
        services = PerimeterGrant.objects.services_of(self.user)
        return frozenset([*self.user.get_all_permissions(), *services])

    def tries(self, method, path, body=None, after=None):
        """Ask; return the answer, after undoing what a POST wrote (`after` runs before that).

        `answer.wrote` says whether it wrote into a protected table.
        """
        self.client.cookies.clear()
        if self.cookie:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.cookie.value
        writes = Writes()
        undo = transaction.atomic() if method == "post" else nullcontext()
        with undo:
            with connection.execute_wrapper(writes):
                answer = getattr(self.client, method)(path, body or {})
            answer.said, answer.wrote = everything_said(answer), writes.seen
            if after:
                after(answer)
            if method == "post":
                transaction.set_rollback(True)
        return answer


class Writes:
    """Notes whether a protected table was written to, traces aside."""

    tables: tuple[str, ...] = ()

    def __init__(self):
        self.seen = False

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.seen = self.seen or any(f'"{table}"' in sql for table in self.tables)
        return execute(sql, params, many, context)


def everything_said(answer) -> str:
    """The body as text (spreadsheets cell by cell) and the headers, in lower case."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type", "").startswith(XLSX):
        book = load_workbook(io.BytesIO(body), read_only=True)
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        text = " ".join(str(cell) for row in rows for cell in row if cell is not None)
    else:
        text = body.decode("utf-8", "replace")
    return f"{text} {answer.headers}".lower()


def signs_in(answer, signs, typed="") -> list[str]:
    """Signs of the record that the answer holds and that the visitor had not typed."""
    typed = typed.lower()
    return [sign for sign in signs if sign.lower() in answer.said and sign.lower() not in typed]


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """The canary's file lies in a folder of the test's own."""
    settings.PRIVATE_DIR = tmp_path


@pytest.fixture
def record(two_services, brisk):
    User.objects.filter(pk=two_services.tutor.pk).update(last_name="Tutrice")
    record = canary_record(two_services)
    Writes.tables = tuple(sorted(set(catalog.forced_tables()) - TRACES))
    YouthFactory(pk=PK + 1, service=two_services.saint_denis, last_name=f"{CANARY}bis")
    return record


@pytest.fixture
def addresses(record):
    placement, offer = record.placement, record.placement.offer
    codes = [record.youth.code, placement.code, placement.offer.code, placement.host_slot.code]
    codes += [record.rows[model].code for model in (RightsRequest, Breach)]
    codes.append(FILING)
    types = ContentType.objects.get_for_models(Youth, Placement)
    return all_addresses(
        {
            "default": [PK],
            "pairs": [("matching", "youth")],
            "other_pk": [PK + 1],
            "code": codes,
            "slot": [record.placement.host_slot.code],
            "name": list(PLACEMENTS.transitions),
            "gesture": ["take", "release", "complete", "done", "call", *OF_LINKS],
            "subject": [offer.contract_id, offer.company_id, offer.contract.buyer_id],
            "content_type_id": [kind.pk for kind in types.values()],
            "extension": ["csv", "xlsx"],
        }
    )


@pytest.fixture
def strangers(two_services):
    """One person of each role, who sees Nice where the role sees anybody; a superuser; a passer-by."""
    people = [
        Visitor(
            role.value,
            UserFactory(
                roles=[role],
                place=two_services.nice if role in SEES_PERSONS | {Role.DPO} else None,
            ),
        )
        for role in Role
    ]
    chief = UserFactory()
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    return [*people, Visitor("Superutilisateur", chief), Visitor("Anonyme", None)]


def bodies(page) -> dict[str, list]:
    """The fields of the owner's own form on that page, without a word of the record."""
    fields = {}
    if not page.get("Content-Type", "").startswith("text/html"):
        return fields
    for each in BeautifulSoup(page.content, "html.parser").select(
        "form[method=post]:not(.psf-seek) [name], form[method=POST] [name]"
    ):
        value = each.get("value") or each.text
        if each.name == "select":
            chosen = each.select_one("option[selected]") or each.select_one("option[value]")
            value = chosen.get("value", "") if chosen else ""
        if each.get("type") in ("checkbox", "radio") and not each.has_attr("checked"):
            continue
        fields.setdefault(each["name"], []).append(value.strip())
    return fields


def without_the_record(fields, signs) -> dict[str, list]:
    return {
        name: [
            INTRUDER if any(sign.lower() in value.lower() for sign in signs) else value
            for value in values
        ]
        for name, values in fields.items()
    }


def fingerprint(service) -> list[tuple]:
    """What the protected rows of `service` are: one line a table, in one query."""
    parts = " union all ".join(
        f"select '{table}', md5(coalesce(string_agg(r::text, '|' order by r.id), ''))"
        f" from {table} r where service_id = {service.pk}"
        for table in Writes.tables
    )
    with perimeter([service]), connection.cursor() as cursor:
        cursor.execute(parts)
        return sorted(cursor.fetchall())


GUESSES = {
    "nom": [CANARY],
    "q": [CANARY],
    "quoi": [CANARY],
    "id": [str(PK)],
    "pk": [str(PK)],
    "youth": [str(PK)],
    "placement": [str(PK)],
    "code": [CANARY],
    "reason": ["other"],
    "confirm": ["1"],
}
QUERY = f"?q={CANARY}&nom={CANARY}&id={PK}&youth={PK}&placement={PK}&action={PK}"


# What answers 500 to a malformed request in the libraries themselves, whoever asks and whatever is
# in the tables: (method, pattern of the address).
UPSTREAM = [
    ("get", r"/admin/failwhale/(\?.*)?"),  # Wagtail's own test of the error page.
    ("post", r"/admin/failwhale/"),
    # Wagtail's windows, posted to without their fields or without a creation form.
    ("post", r"/admin/choose-external-link/"),
    ("post", r"/admin/(snippets/choose/\w+/\w+|\w+_chooser)/create/"),
]
SHARES = 4


@dataclass
class Walk:
    """What one share of the addresses showed to whom."""

    owner: Visitor
    strangers: list[Visitor]
    signs: list[str]
    service: Service
    tried: Counter = field(default_factory=Counter)
    controls: set = field(default_factory=set)
    leaks: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    silent: list = field(default_factory=list)

    def __post_init__(self):
        self.before = fingerprint(self.service)
        # One visitor for each set of permissions and services goes on where a page opens.
        by_right = {visitor.rights: visitor for visitor in self.strangers}
        self.thorough = list(by_right.values())

    def along(self, address):
        """The owner first, whose page shows the canary and whose form the strangers post."""
        variants = ["?export=xlsx", "?export=csv"] if address.exports else []
        form = {}
        for path in [address.path, *(address.path + each for each in variants)]:
            page = self.owner.tries("get", path)
            form |= self._see_as_owner(page, path)
        # What the owner's page looks for by itself is nothing.
        form.pop("quoi", None)
        for visitor in self.strangers:
            opened = self._try(visitor, "get", address.path)
            if refusal_of(opened) is None and visitor in self.thorough:
                for each in [*variants, *([] if address.parameters else [QUERY])]:
                    self._try(visitor, "get", address.path + each)
            answer = self._try(visitor, "post", address.path)
            if refusal_of(answer) is None and visitor in self.thorough:
                self._try(visitor, "post", address.path, GUESSES | form)

    def as_strangers(self, address):
        """Each page, list and export, and what they answer to a body that guesses."""
        for visitor in self.strangers:
            variants = [QUERY] if not address.parameters else []
            variants += ["?export=xlsx", "?export=csv"] if address.exports else []
            for path in [address.path, *(address.path + each for each in variants)]:
                self._try(visitor, "get", path)
            self._try(visitor, "post", address.path, GUESSES)

    def _see_as_owner(self, page, path) -> dict:
        self._note(self.owner, "get", path, page)
        if page.status_code != 200:
            return {}
        if signs_in(page, self.signs, path):
            self.controls.add(path)
        elif ABOUT_ONE_RECORD.match(path) and not signs_in(page, self.signs):
            self.silent.append(path)
        return {} if page.streaming else without_the_record(bodies(page), self.signs)

    def _try(self, visitor, method, path, body=None):
        def judge(answer):
            self._note(visitor, method, path, answer)
            if visitor.name == Role.DPO and ANSWERED_BY_THE_DPO.match(path):
                return
            if found := signs_in(answer, self.signs, f"{path} {body}"):
                self.leaks.append((visitor.name, method, path, found))
            if answer.wrote and fingerprint(self.service) != self.before:
                self.leaks.append((visitor.name, method, path, ["rows changed"]))

        return visitor.tries(method, path, body, after=judge)

    def _note(self, visitor, method, path, answer):
        self.tried[visitor.name, method] += 1
        if answer.status_code >= 500 and not any(
            method == known and re.fullmatch(pattern, path) for known, pattern in UPSTREAM
        ):
            self.broken.append((visitor.name, method, path, answer.status_code))


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_no_stranger_meets_the_canary(
    two_services, record, addresses, strangers, share, record_property
):
    owner = Visitor("propriétaire", two_services.coordinator)
    walk = Walk(owner, strangers, record.signs, two_services.saint_denis)
    mine = addresses[share::SHARES]
    for address in mine:
        walk.along(address)
    record_property(
        "perimeter walk",
        {
            "URLs": len(mine),
            "tries": walk.tried.total(),
            "positive controls passed": len(walk.controls),
            "leaks": len(walk.leaks),
            "errors": len(walk.broken),
            "roles": len(strangers) + 1,
        },
    )
    assert not walk.leaks, walk.leaks[:20]
    assert not walk.broken, sorted({each[1:] for each in walk.broken})
    assert not walk.silent, walk.silent
    paths = {address.path for address in mine}
    expected = {path for path in SHOWN if path.split("?")[0] in paths}
    assert expected <= walk.controls, expected - walk.controls


def said_of(record) -> list[str]:
    """What was typed in the rows that move with a young person, but the text of a suspension.

    Codes stay in the logs of the service, and a suspension is ended by its code.
    """
    moving = {Youth, *child_models()} - {LegalHold}
    theirs, others = (
        {
            value
            for model, row in record.rows.items()
            if (model in moving) is kept
            for value in vars(row).values()
            if isinstance(value, str) and value.startswith(CANARY)
        }
        for kept in (True, False)
    )
    return sorted(text for text in theirs if not any(each.startswith(text) for each in others))


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_whoever_followed_an_archived_file_meets_it_nowhere(
    two_services, record, addresses, share, record_property
):
    """Its owner is a stranger then, on every page: the one door asks which file, and why."""
    signs = [INE.lower(), "6543z", record.placement.code, *said_of(record)]
    with all_services("test"):
        for youth in Youth.objects.filter(pk__in=[PK, PK + 1]).select_related("service"):
            archive(youth)
    owner = Visitor("qui le suivait", two_services.coordinator)
    officer = Visitor("DPO", UserFactory(roles=[Role.DPO], place=two_services.saint_denis))
    walk = Walk(owner, [owner, officer], signs, two_services.saint_denis.archive)
    mine = addresses[share::SHARES]
    assert len(signs) > 20
    for address in mine:
        walk.as_strangers(address)
    record_property("archive walk", {"URLs": len(mine), "tries": walk.tried.total()})
    leaks = [leak for leak in walk.leaks if not ends_a_suspension(leak)]
    assert not leaks, leaks[:20]
    assert not walk.broken, sorted({each[1:] for each in walk.broken})


def ends_a_suspension(leak) -> bool:
    return "/conservation/suspensions/" in leak[2] and leak[3] == ["rows changed"]


def test_every_page_that_must_show_the_record_is_walked(addresses):
    assert {path.split("?")[0] for path in SHOWN} <= {address.path for address in addresses}


def test_the_walk_would_catch_a_leak(two_services, record):
    """The owner's own page, judged as a stranger's, holds every kind of sign."""
    owner = Visitor("propriétaire", two_services.coordinator)
    page = owner.tries("get", f"/admin/jeunes/inspect/{PK}/")
    assert signs_in(page, record.signs)
    assert signs_in(owner.tries("get", "/admin/jeunes/?export=xlsx"), record.signs)
    found = owner.tries("post", "/admin/jeunes/", {"nom": CANARY})
    assert signs_in(found, [record.youth.code])
    found = owner.tries("post", "/admin/suivi/chercher/", {"quoi": CANARY})
    assert {record.youth.code, record.placement.code, FILING} <= {
        *signs_in(found, [*record.signs, FILING])
    }
    before = fingerprint(two_services.saint_denis)
    changed = []
    form = bodies(owner.tries("get", f"/admin/jeunes/edit/{PK}/")) | {"last_name": ["Autre"]}
    form["tutor"] = [""]

    def look(answer):
        changed.append(fingerprint(two_services.saint_denis) != before)

    owner.tries("post", f"/admin/jeunes/edit/{PK}/", form, after=look)
    assert changed == [True]


def test_every_protected_table_sings(record):
    assert set(record.rows) == set(protected_models())
    assert all(record.rows.values())
