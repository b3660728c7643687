"""Where only working days count, nothing falls due on a weekend or a public holiday, Alsace included."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import offers.actions  # noqa: F401  # Declares kinds.
from matching.placements.actions.sent import ANSWER
from psf.territories import calendars
from psf.workflow import agenda
from psf.workflow.enums import Counting
from psf.workflow.kinds import kinds
from psf.workflow.policies.counting import DayCount, Place
from psf.workflow.policies.effective import EffectivePolicy

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
PLACES = st.sampled_from(["", "93", "57", "67", "68", "971", "972", "973", "974", "976", "988"])
KINDS = [kind for about in ("placement", "offer", "youth", "contact") for kind in kinds(about)]
SUMMER = ((date(2026, 7, 4), date(2026, 8, 31)),)


def worked(place: Place, day: date) -> bool:
    return calendars.is_working_day(place, day)


@settings(deadline=None)
@given(PLACES, DAYS, st.integers(0, 120), st.sampled_from([Counting.WORKING, Counting.SCHOOL]))
def test_a_delay_ends_on_a_day_that_is_worked(code, start, days, counting):
    count = DayCount(counting, Place(code=code), SUMMER)
    due = count.add(start, days)
    assert worked(count.place, due)
    assert due >= start
    # The delay is over today exactly when it ended by today.
    assert count.add(count.latest_start(days, due), days) <= due


@settings(deadline=None)
@given(PLACES, DAYS, st.sampled_from([Counting.WORKING, Counting.SCHOOL]))
def test_a_day_of_another_rule_moves_to_the_next_day_worked_and_no_further(code, day, counting):
    count = DayCount(counting, Place(code=code), SUMMER)
    moved = count.worked(day)
    assert worked(count.place, moved)
    between = (day + timedelta(days=n) for n in range((moved - day).days))
    assert not any(worked(count.place, each) for each in between)


@settings(deadline=None)
@given(st.sampled_from(KINDS), PLACES, DAYS, st.none() | DAYS)
def test_whatever_opens_it_no_action_is_due_on_a_day_off(kind, code, start, due):
    policy = EffectivePolicy(count=DayCount(Counting.WORKING, Place(code=code)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agenda, "policy_of_service", lambda pk: policy)
        dates = agenda.dates_of(kind, 1, start=start, due=due)
    assert worked(policy.count.place, dates["due"])
    assert dates["due"] >= (due or start)
    assert dates["counted_from"] == (None if due else start)


def test_a_day_that_somebody_said_is_kept():
    saturday = date(2026, 12, 5)
    policy = EffectivePolicy(count=DayCount(Counting.WORKING, Place(code="93")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agenda, "policy_of_service", lambda pk: policy)
        dates = agenda.dates_of(ANSWER, 1, start=saturday, chosen=saturday)
    assert dates["due"] == saturday


@pytest.mark.parametrize(
    ("code", "day", "is_worked"),
    [
        ("67", date(2027, 3, 26), False),  # Good Friday
        ("57", date(2028, 12, 26), False),  # The day after Christmas
        ("93", date(2027, 3, 26), True),
        ("974", date(2027, 12, 20), False),  # Abolition of slavery
    ],
)
def test_the_holidays_of_each_departement_are_known(code, day, is_worked):
    place = Place(code=code)
    assert worked(place, day) is is_worked
    assert (DayCount(Counting.WORKING, place).worked(day) == day) is is_worked
