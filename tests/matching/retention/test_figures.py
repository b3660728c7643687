"""Statistics before and after are equal: what is counted does not know who was forgotten."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from matching.desk import figures
from matching.enums import NotRetainedReason
from matching.guests.pages.buyer import forgotten_of, parcours_of
from matching.models import Attendance, Placement
from matching.placements.integrity import wrong_budgets
from matching.retention.anonymising import forget
from matching.youths.handover import family_of
from offers.hours import Volume
from offers.models import Offer, OfferBudget
from psf.perimeter.scope import all_services, perimeter
from tests.factories.journey import move_into_the_past, realistic_slot, reserved
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.factories.offers import HostSlotFactory
from tests.matching.retention.conftest import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def met(service, *days):
    """Closed files of `service` whose meeting was held so many days after sending, one a month."""
    today = timezone.localdate()
    return [
        PlacementFactory(
            youth=YouthFactory(service=service),
            stage=Stage.CLOSED,
            hours_reserved=0,
            sent_on=today - timedelta(days=number + 30 * back),
            meeting_held_on=today - timedelta(days=30 * back),
        )
        for back, number in enumerate(days)
    ]


def with_presence(placement):
    """Two weeks of presence recorded, in the hours of the offer too."""
    with perimeter([placement.service_id]):
        for week, hours in ((0, 28), (7, 21)):
            Attendance.objects.create(
                placement=placement,
                week=placement.started_on + timedelta(days=week),
                hours=hours,
                recorded_by_id=placement.tutor_id,
            )
    OfferBudget.objects.filter(pk=placement.offer_id).update(done=F("done") + 49)
    return placement


def forget_file(placement):
    with perimeter([placement.service_id]):
        placement = Placement.objects.select_related("youth").get(pk=placement.pk)
        forget(family_of(placement.youth), rule="closed")


def told(two_services):
    """Everything that is counted, of the country, of services, of offers."""
    with all_services("test"):
        offers = list(Offer.objects.select_related("budget").order_by("pk"))
        hours = {
            (each.number, row.kind, row.hours)
            for offer in offers
            for each in parcours_of([offer])
            for row in each.hours_told
        } | {
            (each.number, row.kind, row.hours)
            for offer in offers
            for each in forgotten_of([offer])
            for row in each.hours
        }
        return {
            "country": figures.national(),
            "services": [
                figures.meetings(services)
                for services in (
                    [two_services.saint_denis.pk],
                    [two_services.nice.pk],
                    [two_services.saint_denis.pk, two_services.nice.pk],
                    [],
                )
            ],
            "volumes": [Volume.of([offer.budget]) for offer in offers],
            "all hours": Volume.of(offer.budget for offer in offers),
            "parcours": sorted(hours),
            "wrong hours": list(wrong_budgets()),
        }


def test_every_figure_is_the_same_before_and_after(two_services, file_at):
    lived = [
        with_presence(file_at(Stage.CLOSED)),
        file_at(Stage.UNANSWERED),
        file_at(Stage.WITHDRAWN),
    ]
    here = met(two_services.saint_denis, 4, 9, 30, 2, 2, 17, 40)
    there = met(two_services.nice, 3, 8, 100)
    file_at(Stage.IN_COMPANY)
    before = told(two_services)
    # Seven and the closed one are enough to be shown; three are not.
    assert [line.meetings for line in before["country"]][1:].count(figures.HIDDEN) == 1
    assert before["services"][0].count == 9
    for placement in (*lived, *here[:6], *there[1:]):
        forget_file(placement)
        assert told(two_services) == before
    assert there and figures.meetings([]).words == "pas encore de réunion"


def test_months_before_the_period_count_neither_before_nor_after(two_services):
    old, recent = met(two_services.saint_denis, 4, 9)
    with perimeter([two_services.saint_denis]):
        shift = timezone.localdate() - figures.since() + timedelta(days=1)
        Placement.objects.filter(pk=old.pk).update(
            sent_on=F("sent_on") - shift, meeting_held_on=F("meeting_held_on") - shift
        )
    before = told(two_services)
    assert before["services"][0] == figures.Meetings(1, 9)
    forget_file(old)
    forget_file(recent)
    assert told(two_services) == before


def test_a_small_cell_is_hidden_after_as_before(two_services):
    few = met(two_services.nice, 3, 8, 100, 4)
    for placement in few:
        forget_file(placement)
    lines = figures.national()
    assert [(line.meetings, line.median) for line in lines if line.name != "Ensemble"].count(
        (figures.HIDDEN, "–")
    ) == len(lines) - 1
    assert lines[0].meetings == figures.HIDDEN


def test_the_hours_of_an_offer_stay_and_are_still_the_sum_of_its_parcours(two_services, file_at):
    placement = with_presence(file_at(Stage.CLOSED))
    budget = OfferBudget.objects.get(pk=placement.offer_id)
    assert budget.consumed and budget.done
    forget_file(placement)
    after = OfferBudget.objects.get(pk=placement.offer_id)
    assert (after.consumed, after.done, after.left) == (budget.consumed, budget.done, budget.left)
    with all_services("test"):
        assert list(wrong_budgets()) == []
        OfferBudget.objects.filter(pk=budget.pk).update(done=F("done") + 1)
        assert list(wrong_budgets()) == [after]


@pytest.fixture
def three(two_services):
    """Three parcours of one marché, sent one after the other."""
    slot = realistic_slot(two_services.saint_denis)
    rows = []
    for days in (90, 60, 30):
        placement = PlacementFactory(
            youth=YouthFactory(service=two_services.saint_denis),
            host_slot=HostSlotFactory(offer=slot.offer),
            stage=Stage.NOT_RETAINED,
            end_reason=NotRetainedReason.DATES,
            hours_reserved=0,
            sent_on=timezone.localdate(),
            meeting_held_on=timezone.localdate(),
        )
        with perimeter([two_services.saint_denis]):
            move_into_the_past(placement, days)
        rows.append(placement)
    return rows


def test_a_parcours_keeps_its_number_whoever_is_forgotten(two_services, three):
    first, second, third = three
    offers = [first.offer]
    assert [each.number for each in parcours_of(offers)] == [1, 2, 3]
    forget_file(second)
    assert [(each.number, each.pk) for each in parcours_of(offers)] == [
        (1, first.pk),
        (3, third.pk),
    ]
    forget_file(first)
    assert [each.number for each in forgotten_of(offers)] == [1, 2]
    PlacementFactory(
        youth=YouthFactory(service=two_services.nice),
        host_slot=HostSlotFactory(offer=first.offer),
        stage=Stage.NOT_RETAINED,
        end_reason=NotRetainedReason.DATES,
        hours_reserved=0,
        sent_on=timezone.localdate(),
    )
    assert [each.number for each in parcours_of(offers)] == [3, 4]


def test_the_buyer_and_the_company_read_months_and_hours(
    two_services,
    file_at,
    visit,
    buyer_link,
    clause_link,
):
    placement = file_at(Stage.CLOSED)
    pages = visit(buyer_link(placement)), visit(clause_link(placement))
    forget_file(placement)
    reserved(two_services.saint_denis, slot=HostSlotFactory(offer=placement.offer))
    for page in pages:
        text = page.text()
        assert "Parcours achevés, sans identité" in text
        assert "Parcours 1 : proposé en" in text
        assert "150 h prévues" in text
        assert "réunion tenue en" in text
        assert placement.code not in text
