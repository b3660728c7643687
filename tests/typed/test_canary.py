"""Each word that a coordinator types is found again on a screen that she can open.

Forms are found by opening every address of the site, so that a form added later is tried without
anybody thinking of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from matching.enums import PlacementStage, Situation
from matching.models import Placement
from matching.placements.workflow import PLACEMENTS
from matching.youths.exchanges.history import Exchanges
from offers.workflow import OFFERS
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.enums import CallOutcome
from tests.documents import samples
from tests.factories.matching import YouthFactory
from tests.factories.territories import commune
from tests.imports.conftest import YOUTH_TITLES, csv_file, youth_row
from tests.matching.file.moves import MEETING, MOVES
from tests.perimeter.addresses import all_addresses
from tests.typed.forms import PageForm, Typed, day, forms_of
from tests.typed.world import KEY, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# Wagtail's own test of the error page, and the way out.
LEFT_OUT = {"/admin/failwhale/", "/admin/logout/"}
# What an address needs that no page says: fields filled so when they are empty.
GIVEN: dict[str, str] = {
    "birth_date": "2009-03-14",
    "company": str(KEY),
    "contract": str(KEY),
    "buyer": str(KEY),
    "offer": str(KEY),
    "calibre": "150",
    "hours": "150",
    "firm_months": "24",
    "valid_from": day(40),
    "starts_on": day(1),
    "ends_on": day(30),
    "notified_on": day(-20),
    "firm_end": day(737),
    "day": day(7),
    "partner_day": day(30),
    "call_back_on": day(3),
    "until": day(60),
}
RIGHTS_ASKED = {"right": "access", "asker": "self", "way": "phone"}
CODE = re.compile(r"[A-Z]-\d{4}-\d+|/\d+/")
# Screens that only ask: what is typed there looks for something, and is no record.
ASKING = {
    "wagtailsnippets_matching_youth:list",
    "wagtailsnippets_matching_youth:list_results",
    "work:placements",
    "work:placements_results",
    "rights:find",
    "work:seek",
    "conservation:archive",
}
# What a page cannot send by itself: why. Each has a case of its own in test_by_hand.py.
BY_HAND = {
    "imports:upload": "wants a list as a file",
    "documents_prives:template_kind": "wants a Word file, or one to give up",
    "list_views:settings": "columns move and conditions are added by buttons that keep nothing yet",
    "offers:move use_up": "open only once no hour is left",
    **dict.fromkeys(
        (
            "work:move approve",
            "work:move refuse_approval",
            "work:move ask_agreement",
            "work:move give_up_opinion",
            "work:move buyer_called",
            "work:move buyer_takes",
            "work:move say_silence",
            "work:move ask_signatures",
            "work:move start",
            "work:move finish",
            "work:move close",
        ),
        "the state of these files closes it; its one text is that of the event",
    ),
    "work:after_call": "wants a commune, and one to call",
    "work:move propose_dates": "wants two or three dates of one's own",
}
# What was said during a call, by the button that takes it.
TAKEN_BY = {
    CallOutcome.WRONG_PERSON: ("new_name", "new_phone", "new_email"),
    CallOutcome.REACHED: ("own_phone", "own_email"),
}
# Fewer forms than these mean that the walk no longer opens what it did.
FEWEST = 60


@dataclass
class Outcome:
    """What became of one form."""

    form: PageForm
    status: int
    errors: str = ""
    lost: list[Typed] = field(default_factory=list)

    @property
    def sent(self) -> bool:
        return self.status in (301, 302)

    def __str__(self) -> str:
        lost = ", ".join(each.name for each in self.lost)
        return f"{self.form.path} → {self.form.name} ({self.status}) {self.errors} {lost}"


@dataclass
class Walk:
    """A coordinator who opens every address of her world, and sends each form once."""

    world: World
    client: Client
    pages: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def addresses(self) -> list[str]:
        """Each page of the admin once: of the files and offers that may move so, one for a move."""
        world = self.world
        found = all_addresses(
            {
                "default": [KEY],
                "pairs": [("matching", "youth")],
                "code": world.codes,
                "slot": [world.slot.code],
                "name": [*PLACEMENTS.transitions, *OFFERS.transitions],
                "gesture": ["fait"],
                "subject": [KEY],
                "other_pk": [world.twin.pk],
                "extension": ["csv"],
            }
        )
        chosen = {}
        for path in sorted({each.path for each in found} - LEFT_OUT):
            if path.startswith("/admin/") and self.may_open(path):
                chosen.setdefault(kind_of_page(path), path)
        return list(chosen.values())

    def may_open(self, path: str) -> bool:
        """Whether the stage of a file or of an offer lets it move as the address says."""
        found = resolve(path)
        name, code = found.kwargs.get("name"), found.kwargs.get("code", "")
        if not name:
            return True
        workflow = PLACEMENTS if code.startswith("P") else OFFERS
        move = workflow.transitions.get(name)
        return move is not None and self.world.stages.get(code) in move.sources

    def open(self, path: str) -> bytes:
        answer = self.client.get(path, follow=True)
        html = answer.get("Content-Type", "").startswith("text/html")
        return answer.content if answer.status_code == 200 and html else b""

    def forms(self) -> Iterator[PageForm]:
        """One of each kind, from every page that opens."""
        seen = set()
        for path in self.addresses:
            if html := self.open(path):
                self.pages[path] = html
        for path, html in self.pages.items():
            for form in forms_of(path, html):
                if form.name not in seen:
                    seen.add(form.name)
                    yield form

    def send(self, form: PageForm) -> Outcome:
        """Fill and send it, look for what was typed, and leave all as it was."""
        with transaction.atomic():
            answer = self.client.post(form.target, form.filled(self.given(form)))
            outcome = Outcome(form, answer.status_code)
            if outcome.sent:
                outcome.lost = self.lost(form, answer.headers["location"])
            elif answer.status_code == 200:
                outcome.errors = errors_on(answer.content)
            transaction.set_rollback(True)
        return outcome

    def given(self, form):
        """What the page does not say: the answers that a move asks for."""
        empty = {name for name, values in form.fields.items() if not any(values)}
        usual = GIVEN | {"commune": commune("93066").pk, "service": self.world.service.pk}
        given = {name: str(value) for name, value in usual.items() if name in empty}
        return given | self.asked_by(form) | self.asked_by_move(form)

    def asked_by(self, form):
        """Answers that belong to one page: which other row is meant, and which fields go together."""
        world = self.world
        if form.button and form.button[0] == "outcome":
            # Each button takes its own words alone: it refuses the others' aloud.
            return {
                name: ""
                for outcome, names in TAKEN_BY.items()
                for name in names
                if outcome != form.button[1]
            }
        answers = {
            "wagtailsnippets_matching_youth:handover": {
                "service": str(world.other.pk),
                "tutor": str(world.colleague.pk),
                "on": day(0),
            },
            "wagtailsnippets_matching_youth:merge": {"code": world.twin.code},
            "invitations:add": {"roles": [Role.TUTOR.value]},
            "rights:declare": {
                "kind": "wrong_recipient",
                "about": world.youths[0].code,
                "account": "",
                "happened_at": f"{day(-1)} 09:00",
            },
            "rights:ask_youth": RIGHTS_ASKED,
            "rights:ask_contact": RIGHTS_ASKED,
            "rights:ask_buyer_contact": RIGHTS_ASKED,
        }
        return answers.get(form.route, {})

    def asked_by_move(self, form):
        if form.move not in MOVES or "/suivi/P-" not in form.address:
            return {}
        _, typed, _ = MOVES[form.move]
        if callable(typed):
            code = CODE.search(form.address)[0]
            with perimeter([self.world.service]):
                typed = typed(Placement.objects.for_file().get(code=code))
        if form.move == "missed":
            typed = typed | MEETING  # A place goes with a date.
        return {
            name: value
            for name, value in typed.items()
            if name not in form.texts and not name.endswith("_FORMS")
        }

    def lost(self, form: PageForm, after: str) -> list[Typed]:
        """The words that no screen shows, the likeliest looked at first."""
        missing = list(form.typed)
        for path in self.screens(form, after):
            if not missing:
                break
            text = self.open(path).decode("utf-8", "replace").lower()
            missing = [each for each in missing if not each.stands_in(text)]
        return missing

    def screens(self, form, after):
        """Where to look, the likeliest first: where one lands, what it links to, sheets and lists."""
        opened = {after, form.path}
        yield after
        yield form.path
        page = BeautifulSoup(self.open(after), "html.parser")
        links = [link["href"] for link in page.select("main a[href^='/admin/']")]
        subject = CODE.search(form.address)
        near = [path for path in self.pages if subject and subject[0] in path]
        sheets = [path for path in self.pages if not forms_only(path)]
        fresh = [link for link in links if urlsplit(link).path not in self.pages]
        edited = [path for path in near if "/edit/" in path]
        near = [path for path in near if not forms_only(path)]
        for path in (*near, *fresh, *edited, *self.company_sheets(), *sheets):
            if path not in opened:
                opened.add(path)
                yield path

    def company_sheets(self) -> list[str]:
        """Those of the offers beside the first one, which the registry lists."""
        inspect = "wagtailsnippets_offers_company:inspect"
        return [reverse(inspect, args=[offer.company_id]) for offer in self.world.offers]


def forms_only(path: str) -> bool:
    """Whether a page asks and tells little: a move, an edition, a window."""
    return bool(re.search(r"/(add|edit|choose|transfert|fusion|liens)/|/[a-z_]+/$", path)) and (
        "inspect" not in path and "echanges" not in path
    )


def kind_of_page(path: str) -> tuple:
    """The same for the same page of another row."""
    found = resolve(path)
    code = found.kwargs.get("code", "")
    rest = {name: value for name, value in found.kwargs.items() if name not in ("code", "slot")}
    # The page of a file or of an offer shows other forms at each stage.
    which = code if found.url_name in ("file", "life") else code[:1]
    return found.namespace, found.url_name, found.route, which, *sorted(rest.items())


def errors_on(html: bytes) -> str:
    page = BeautifulSoup(html, "html.parser")
    found = page.select(".error-message, .w-field__errors, .help-critical, .messages .error")
    return " | ".join(" ".join(each.text.split()) for each in found)[:300]


@pytest.fixture
def walk(two_services, signed_in, brisk, settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path
    world = build(two_services.saint_denis)
    client = signed_in(world.coordinator)
    reserved = world.files[PlacementStage.RESERVED]
    client.post(
        reverse("work:documents:attach", args=[reserved.code, "cv"]),
        {"seen": "", "seen_masked": "", "upload": samples.sent(samples.pdf())},
    )
    client.post(
        reverse("imports:upload", args=["jeunes"]),
        {
            "service": world.service.pk,
            "upload": csv_file([YOUTH_TITLES, youth_row(), youth_row("Sureau", born="31/02/2009")]),
            "source": "Liste SIEI",
            "listed_on": "2026-11-20",
        },
    )
    return Walk(world, client)


def test_each_word_that_a_coordinator_types_is_found_again(walk):
    outcomes = [walk.send(form) for form in walk.forms() if form.route not in ASKING]
    lost = [str(each) for each in outcomes if each.lost]
    unsent = {each.form.route_and_move: str(each) for each in outcomes if not each.sent}
    assert not lost, "\n".join(lost)
    assert set(unsent) == set(BY_HAND), "\n".join(unsent.values())
    assert len(outcomes) > FEWEST


def test_the_walk_would_catch_a_word_that_no_screen_shows(two_services, signed_in, monkeypatch):
    service, person = two_services.saint_denis, two_services.coordinator
    youth = YouthFactory(service=service, situation=Situation.SUPPORTED)
    world = World(service, person, two_services.tutor, youths=[youth])
    world.other, world.colleague = service, two_services.tutor
    walk = Walk(world, signed_in(person))
    record = reverse("wagtailsnippets_matching_youth:inspect", args=[youth.pk])
    form = next(
        each for each in forms_of(record, walk.open(record)) if each.button == ("following", "week")
    )
    assert walk.send(form).lost == []
    monkeypatch.setattr(Exchanges, "__getitem__", lambda history, wanted: [])
    assert {each.name for each in walk.send(form).lost} == {"text", "partner"}
