"""The bridge from rows to the engine: who is judged, with what, in how many queries."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from matching.engine.hard import Obstacle
from matching.enums import InterruptedReason, NotRetainedReason, PlacementStage, WithdrawnReason
from matching.models import MatchingPolicy
from matching.ranking.live import Search, explain, slots_for, youths_for
from offers.enums import OfferStage
from psf.perimeter.scope import perimeter
from psf.territories.models import SchoolHoliday
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.matching.ranking.conftest import FAR, cook, place

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


@pytest.fixture(autouse=True)
def in_sight(two_services):
    with perimeter([two_services.saint_denis]):
        yield two_services.saint_denis


def codes(found):
    return [line.subject.code for line in found.lines]


def test_the_field_wished_comes_before_another(youth, in_sight):
    other = place(in_sight, "H2901")
    wished = place(in_sight, "G1602")
    assert codes(slots_for(youth)) == [wished.code, other.code]


def test_all_the_domaines_of_a_word_are_one_wish(youth, in_sight):
    place(in_sight, "G1803")
    place(in_sight, "G1602")
    first, second = slots_for(youth).lines
    assert first.proposal.score == second.proposal.score
    sentences = {line.proposal.contributions[0].sentence for line in (first, second)}
    assert all("1er souhait" in sentence for sentence in sentences)


def test_offers_of_other_services_are_proposed_too(youth, two_services):
    slot = place(two_services.nice, "G1602")
    assert codes(slots_for(youth)) == [slot.code]


@pytest.mark.parametrize(
    ("obstacle", "change"),
    [
        (Obstacle.CLOSED, {"offer": {"stage": OfferStage.TO_CALL}}),
        (Obstacle.BUSY, {"busy": True}),
        (Obstacle.MIN_AGE, {"adults_only": True}),
        (Obstacle.TOO_FAR, {"at": FAR}),
        (Obstacle.HOURS, {"offer": {"calibre": 450, "splittable": False}}),
        (Obstacle.DATES, {"window_until": timezone.localdate() + timedelta(days=3)}),
    ],
)
def test_what_is_left_out_is_counted_under_its_reason(youth, in_sight, obstacle, change):
    slot = place(in_sight, "G1602")
    left_out = place(in_sight, "G1602", **change)
    if obstacle == Obstacle.HOURS:
        left_out.offer.budget.move(reserved=400)
    found = slots_for(youth, Search(radius_km=10))
    assert codes(found) == [slot.code]
    # Nice is not even around: nothing is said of the whole country.
    assert found.ranking.excluded == ({} if obstacle == Obstacle.TOO_FAR else {obstacle: 1})


def test_a_place_a_little_too_far_is_counted(youth, in_sight):
    place(in_sight, "G1602", at="93066")
    place(in_sight, "G1602")
    assert slots_for(youth, Search(radius_km=1)).ranking.excluded == {Obstacle.TOO_FAR: 1}


def test_who_wants_to_go_far_is_shown_the_whole_country(youth, in_sight):
    place(in_sight, "G1602")
    far = place(in_sight, "G1602", at=FAR)
    found = slots_for(youth, Search(wants_far=True))
    assert codes(found) == [far.code]
    assert found.ranking.excluded == {Obstacle.TOO_NEAR: 1}


@pytest.mark.parametrize(
    ("stage", "reason", "again"),
    [
        (Stage.NOT_RETAINED, NotRetainedReason.TASKS, False),
        (Stage.WITHDRAWN, WithdrawnReason.YOUTH_DECLINES, False),
        (Stage.WITHDRAWN, WithdrawnReason.DATA_ERROR, True),
        (Stage.WITHDRAWN, WithdrawnReason.COMPANY_UNAVAILABLE, True),
        (Stage.EXPIRED, "reservation_over", True),
        (Stage.UNANSWERED, "no_answer", True),
        (Stage.CLOSED, InterruptedReason.COMPANY_STOPS, False),
        (Stage.CLOSED, InterruptedReason.OTHER_SOLUTION, True),
        (Stage.CLOSED, "", True),
    ],
)
def test_a_pair_that_said_no_is_not_proposed_again(youth, in_sight, stage, reason, again):
    slot = place(in_sight, "G1602")
    PlacementFactory(youth=youth, host_slot=slot, stage=stage, end_reason=reason)
    expected = {} if again else {Obstacle.REFUSED: 1}
    assert slots_for(youth).ranking.excluded == expected
    assert youths_for(slot).ranking.excluded == expected
    assert explain(youth, slot).possible is again


def test_the_weights_of_the_policy_change_the_order(youth, in_sight):
    near_other_field = place(in_sight, "H2901", at="93066")
    wished = place(in_sight, "G1602")
    assert codes(slots_for(youth)) == [wished.code, near_other_field.code]
    MatchingPolicy.objects.create(
        weight_field=0, weight_distance=100, weight_delay=0, weight_length=0
    )
    assert codes(slots_for(youth)) == [near_other_field.code, wished.code]


def test_the_holidays_of_the_young_persons_academie_count(youth, in_sight):
    today = timezone.localdate()
    place(in_sight, "G1602", window_until=today + timedelta(days=35))
    assert slots_for(youth).ranking.feasible == 1
    SchoolHoliday.objects.filter(zone="C").delete()
    SchoolHoliday.objects.create(
        zone="C",
        name="Vacances",
        school_year="2026-2027",
        starts_on=today,
        ends_on=today + timedelta(days=16),
    )
    assert slots_for(youth).ranking.excluded == {Obstacle.DATES: 1}


def test_waiting_counts_from_the_day_the_young_person_became_ready(youth, in_sight):
    place(in_sight, "G1602")
    youth.situation_since = timezone.localdate() - timedelta(days=90)
    priority = slots_for(youth).lines[0].proposal.priority
    assert "Attend depuis 90 jours" in [reason.sentence for reason in priority.reasons]


def test_a_slot_ranks_the_ready_young_people_in_sight_only(youth, two_services, in_sight):
    slot = place(in_sight, "G1602")
    YouthFactory(service=in_sight, situation="supported")
    cook(two_services.nice)
    placed = cook(in_sight)
    PlacementFactory(youth=placed)
    far = cook(in_sight, radius_km=1, commune=youth.commune)
    found = youths_for(slot)
    assert codes(found) == [youth.code]
    assert found.ranking.excluded == {Obstacle.PLACED: 1, Obstacle.TOO_FAR: 1}
    assert far.code not in codes(found)


def test_both_lists_and_the_explanation_say_the_same_numbers(youth, in_sight):
    slot = place(in_sight, "G1602", "M1607", window_from=timezone.localdate() + timedelta(days=20))
    from_youth, from_slot = slots_for(youth).lines[0].proposal, youths_for(slot).lines[0].proposal
    told = explain(youth, slot).proposal
    assert from_youth == told
    assert from_slot._replace(id=slot.pk) == told
    assert sum(part.points for part in told.contributions) == told.score


def test_the_lists_cost_the_same_queries_whatever_the_candidates(
    youth, in_sight, django_assert_num_queries, django_assert_max_num_queries
):
    slot = place(in_sight, "G1602")
    for number in (10, 100):
        for _ in range(number // 10):
            place(in_sight, "G1602", "H2901")
            cook(in_sight)
        with django_assert_num_queries(8):
            assert slots_for(youth).ranking.feasible >= number // 10
        with django_assert_max_num_queries(8):
            assert youths_for(slot).ranking.feasible >= number // 10
    with django_assert_max_num_queries(8):
        assert not slots_for(youth, Search(radius_km=1)).lines


def test_nothing_found_names_the_change_that_opens_most(youth, in_sight):
    place(in_sight, "G1602")
    relaxation = slots_for(youth, Search(radius_km=1)).ranking.relaxation
    assert relaxation.sentence == "En acceptant 10 km de plus : 1 place"
    assert relaxation.changed.radius_km == 11


def test_somebody_too_old_is_left_out_by_the_policy_in_force(youth, in_sight):
    place(in_sight, "G1602")
    youth.birth_date = date(1990, 1, 1)
    assert slots_for(youth).ranking.excluded == {Obstacle.TOO_OLD: 1}
