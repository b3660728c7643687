"""One figure for one question: hours done, planned, consumed, the same on every screen and paper.

What is expected is written here, from the moves that were made, never read from the source.
"""

import csv
import io
from dataclasses import dataclass, field

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import InterruptedReason, PlacementStage
from matching.models import Attendance, Placement
from matching.placements.filling import attestation, convention
from matching.placements.forms.presence import weeks_to_record
from matching.placements.gratification import presence_at_this_host
from matching.placements.integrity import broken_promises
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import weeks_begun_and_planned
from psf.perimeter.scope import all_services, perimeter
from tests.factories.journey import journey, realistic_slot
from tests.factories.offers import HostSlotFactory

pytestmark = pytest.mark.django_db
Stage = PlacementStage
PLANNED = 150
UNDONE = "Mauvaise semaine."


@dataclass
class Told:
    """A parcours, and what is true of its hours."""

    placement: Placement
    done: int = 0
    consumed: int = 0
    reserved: int = 0
    weeks: list[int] = field(default_factory=list)

    @property
    def rows(self) -> list[str]:
        """As the pages behind links must say it."""
        said = [f"{PLANNED} h prévues"]
        if self.reserved:
            said.append(f"{self.reserved} h réservées")
        if self.placement.started_on:
            said.append(f"{self.done} h faites")
        if self.placement.presence_ended_on:
            said.append(f"{self.consumed} h consommées")
        return said


@pytest.fixture
def tell(two_services):
    """`tell(stage, weeks, …)`: a file of Saint-Denis with the presence of these weeks recorded."""

    def move(placement, name, **kwargs):
        with perimeter([placement.service_id]):
            row = Placement.objects.get(pk=placement.pk)
            PLACEMENTS.perform(row, name, by=two_services.tutor, **kwargs)
            return Placement.objects.for_file().get(pk=placement.pk)

    def at(stage, weeks=(), *, undone=(), interrupted=False, slot=None) -> Told:
        placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor, slot=slot)
        for hours in weeks:
            placement = record(placement, hours)
        for hours in undone:
            placement = record(placement, hours)
            with perimeter([placement.service_id]):
                PLACEMENTS.undo(placement, by=two_services.coordinator, text=UNDONE)
        told = Told(placement, done=sum(weeks), weeks=list(weeks))
        if interrupted:
            today = timezone.localdate()
            with perimeter([placement.service_id]):
                begun, planned = weeks_begun_and_planned(placement, today)
            assert 0 < begun < planned
            told.placement = move(
                placement,
                "interrupt",
                reason=InterruptedReason.YOUTH_LEAVES,
                data={"last_day": today},
            )
            told.consumed = -(-PLANNED * begun // planned)
        elif stage in (Stage.REVIEW, Stage.CLOSED):
            told.consumed = PLANNED
        elif stage not in (Stage.WITHDRAWN, Stage.NOT_RETAINED):
            told.reserved = PLANNED
        with perimeter([placement.service_id]):
            told.placement = Placement.objects.for_file().get(pk=placement.pk)
        return told

    def record(placement, hours):
        with perimeter([placement.service_id]):
            row = Placement.objects.for_file().get(pk=placement.pk)
            week = weeks_to_record(row, timezone.localdate())[0]
        return move(placement, "presence", data={"week": week, "hours": hours})

    return at


STORIES = {
    "planned only": (Stage.CONVENTION, {}),
    "in the company, nothing recorded": (Stage.IN_COMPANY, {}),
    "partial presence": (Stage.IN_COMPANY, {"weeks": (28,)}),
    "a week of absence": (Stage.IN_COMPANY, {"weeks": (35, 0)}),
    "a week undone": (Stage.IN_COMPANY, {"weeks": (21,), "undone": (30,)}),
    "interrupted": (Stage.IN_COMPANY, {"weeks": (28,), "interrupted": True}),
    "interrupted, nothing recorded": (Stage.IN_COMPANY, {"interrupted": True}),
    "ended": (Stage.REVIEW, {"weeks": (28, 14)}),
    "closed": (Stage.CLOSED, {}),
    "not retained": (Stage.NOT_RETAINED, {}),
}


def plain(text: str) -> str:
    """The words of a page, each space one."""
    return " ".join(text.replace("\xa0", " ").split())


def check_the_file(client, told: Told) -> None:
    page = client.get(reverse("work:file", args=[told.placement.code]))
    text = plain(page.content.decode())
    for row in told.rows:
        hours, word = row.split(" h ")
        assert f"<dt>{word}</dt> <dd> <strong>{hours} h</strong>" in text


def check_papers(told: Told) -> None:
    with perimeter([told.placement.service_id]):
        placement = Placement.objects.for_file().get(pk=told.placement.pk)
        papers = attestation(placement).values, convention(placement).values
    assert papers[0]["heures_presence"] == (str(told.done) if told.weeks else "…" * 14)
    assert papers[1]["heures"] == str(PLANNED)


def check_the_offer(client, offer, tolds: list[Told]) -> dict[str, int]:
    """The page of the offer's life, its sheet, the list and its export."""
    offer.refresh_from_db()
    expected = {
        "dues": offer.hours,
        "réservées": sum(told.reserved for told in tolds),
        "faites": sum(told.done for told in tolds),
        "consommées": sum(told.consumed for told in tolds),
    }
    expected["restantes"] = offer.hours - expected["réservées"] - expected["consommées"]
    life = plain(client.get(reverse("offers:life", args=[offer.code])).content.decode())
    for word, hours in expected.items():
        assert f"<dt>{word}</dt> <dd> <strong>{hours} h</strong>" in life
    sheet = client.get(reverse("wagtailsnippets_offers_offer:inspect", args=[offer.pk]))
    assert ", ".join(f"{h} h {word}" for word, h in expected.items()) in plain(
        sheet.content.decode()
    )
    answer = client.get(reverse("wagtailsnippets_offers_offer:list"), {"export": "csv"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(content), delimiter=";")
        if row["Code"] == offer.code
    ]
    assert {word: int(row[f"Heures {word}"]) for word in expected} == expected
    return expected


def check_links(visit, links, offer, tolds: list[Told], expected) -> None:
    """What the buyer and the company read."""
    for link in links:
        text = plain(visit(link).text())
        for word, hours in expected.items():
            assert f"<dt> {word} <span" in text
            after = text.split(f"<dt> {word} <span", 1)[1].split("</dd>")[0]
            assert after.endswith(f"<dd> {hours} h ")
        for told in tolds:
            if told.placement.kind.is_negative:
                assert f"{PLANNED} h prévues" not in text
            else:
                assert ", ".join(told.rows) in text
        assert "à faire</dt>" not in text


def check_everywhere(told_all, *, client, visit, buyer_link, clause_link, company_link):
    placement = told_all[0].placement
    offer = placement.offer
    for told in told_all:
        check_the_file(client, told)
        check_papers(told)
    expected = check_the_offer(client, offer, told_all)
    links = [buyer_link(placement), clause_link(placement)]
    check_links(visit, links, offer, told_all, expected)
    for told in told_all:
        if told.placement.started_on:
            text = plain(visit(company_link(told.placement)).text())
            assert ", ".join(told.rows) in text
    with all_services("test"):
        assert [line for line in broken_promises() if "heures" in line] == []


@pytest.fixture
def check(signed_in, two_services, visit, buyer_link, clause_link, company_link):
    client = signed_in(two_services.coordinator)

    def everywhere(*tolds):
        check_everywhere(
            tolds,
            client=client,
            visit=visit,
            buyer_link=buyer_link,
            clause_link=clause_link,
            company_link=company_link,
        )

    return everywhere


@pytest.mark.parametrize("name", STORIES)
def test_every_screen_and_paper_gives_the_same_figure(tell, check, name):
    stage, facts = STORIES[name]
    check(tell(stage, **facts))


def test_several_places_of_an_offer_add_up(tell, check, two_services):
    slot = realistic_slot(two_services.saint_denis, hours=900)
    other = HostSlotFactory(offer=slot.offer, site="Annexe")
    check(
        tell(Stage.IN_COMPANY, (28,), slot=slot),
        tell(Stage.IN_COMPANY, (35, 7), slot=other),
    )


def test_one_young_person_after_another_on_a_place_adds_up(tell, check, two_services):
    slot = realistic_slot(two_services.saint_denis, hours=450)
    first = tell(Stage.IN_COMPANY, (28,), interrupted=True, slot=slot)
    check(first, tell(Stage.CONVENTION, slot=slot))


def test_the_law_counts_presence_and_not_what_the_clause_consumed(tell, two_services):
    slot = realistic_slot(two_services.saint_denis, hours=900)
    first = tell(Stage.REVIEW, (35, 35), slot=slot)
    with perimeter([first.placement.service_id]):
        row = Placement.objects.for_file().get(pk=first.placement.pk)
        # What the law counts is presence, and what was consumed of the clause is something else.
        assert presence_at_this_host(row) == 70
        Attendance.objects.filter(placement=row).delete()
        row = Placement.objects.for_file().get(pk=first.placement.pk)
        assert presence_at_this_host(row) == PLANNED


def test_the_buyer_reads_as_done_what_the_attestation_proves(tell, visit, buyer_link):
    told = tell(Stage.IN_COMPANY, (28,), interrupted=True)
    with perimeter([told.placement.service_id]):
        proved = attestation(Placement.objects.for_file().get(pk=told.placement.pk)).values
    text = visit(buyer_link(told.placement)).text()
    assert f"{proved['heures_presence']} h faites" in text
    assert f"{told.consumed} h faites" not in text
