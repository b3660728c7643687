"""The schedule of a placement: minors' rules, holidays, bounds and hours."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.schedule import (
    Bounds,
    Period,
    Problem,
    all_working_days,
    hours_of,
    schedule_problems,
    working_days,
)
from psf.territories.school_days import Holiday

from .examples import CHRISTMAS, HOLIDAYS, PUBLIC_HOLIDAYS, SUMMER

AT_15, AT_17, AT_20 = date(2011, 9, 1), date(2009, 9, 1), date(2006, 9, 1)
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
JANUARY = Period(
    date(2027, 1, 4), date(2027, 1, 29), MONDAY_TO_FRIDAY, time(9), time(17), break_minutes=60
)


def problems(*periods, birth_date=AT_17, **options):
    options = {"holidays": HOLIDAYS, "public_holidays": PUBLIC_HOLIDAYS} | options
    return schedule_problems(periods, birth_date, **options)


def codes(*periods, **options):
    return [problem.code for problem in problems(*periods, **options)]


def january(**changes):
    return replace(JANUARY, **changes)


def test_a_typical_month_is_valid_at_any_age():
    for birth_date in (AT_15, AT_17, AT_20):
        assert codes(JANUARY, birth_date=birth_date, hours_planned=140) == []
    assert hours_of(JANUARY, HOLIDAYS, PUBLIC_HOLIDAYS) == 140
    assert JANUARY.weekly_hours == 35


def test_150_hours_take_four_weeks_and_two_days():
    period = january(end=date(2027, 2, 2))
    assert codes(period, hours_planned=150) == []
    assert hours_of(period) == 154


def test_three_days_a_week_is_valid():
    period = january(days=(0, 1, 3), end=date(2027, 2, 12))
    assert codes(period) == []
    assert hours_of(period) == 18 * 7


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (
            {"day_end": time(18), "break_minutes": 60, "days": (0, 1, 2, 3, 4)},
            "week",
            "Avant 18 ans, 35 h par semaine au plus : 40 h prévues",
        ),
        (
            {"day_end": time(18, 30), "days": (0, 1, 2, 3)},
            "day",
            "Avant 18 ans, 8 h par jour au plus : 8 h 30 prévues",
        ),
        (
            {"day_end": time(14), "break_minutes": 15},
            "break",
            "Avant 18 ans, 30 min de pause après 4 h 30 : 15 min prévues",
        ),
        (
            {"day_start": time(8), "day_end": time(20, 30), "break_minutes": 330},
            "rest",
            "Avant 18 ans, 12 h de repos entre deux journées : 11 h 30 prévues",
        ),
        (
            {"day_start": time(16), "day_end": time(22, 30), "break_minutes": 30},
            "night",
            "Avant 18 ans, pas de présence entre 22 h et 6 h : prévue de 16 h à 22 h 30",
        ),
        (
            {"day_start": time(5, 30), "day_end": time(12)},
            "night",
            "Avant 18 ans, pas de présence entre 22 h et 6 h : prévue de 5 h 30 à 12 h",
        ),
        (
            {"days": (0, 2, 3, 5)},
            "days_off",
            "Avant 18 ans, deux jours de repos consécutifs par semaine au moins",
        ),
        (
            {"days": (3, 4, 5, 6)},
            "sunday",
            "Avant 18 ans, pas de présence le dimanche",
        ),
    ],
)
def test_each_rule_of_minors_refuses_with_its_numbers(change, code, sentence):
    assert Problem(code, sentence, 0) in problems(january(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"day_end": time(18), "days": (0, 1, 2, 3)},
        {"day_end": time(13, 30), "break_minutes": 0},
        {"day_start": time(10), "day_end": time(22), "break_minutes": 300},
        {"day_start": time(6), "day_end": time(13, 30), "break_minutes": 30},
        {"days": (1, 2, 3, 4, 5)},
    ],
    ids=["8 h a day", "4 h 30 without break", "until 22 h", "from 6 h", "Tuesday to Saturday"],
)
def test_minors_may_go_to_the_limits(change):
    assert codes(january(**change)) == []


def test_under_16_evenings_end_at_20():
    evening = january(day_start=time(14), day_end=time(20, 30), break_minutes=30)
    assert codes(evening, birth_date=AT_17) == []
    assert problems(evening, birth_date=AT_15) == (
        Problem(
            "night", "Avant 16 ans, pas de présence entre 20 h et 6 h : prévue de 14 h à 20 h 30", 0
        ),
    )


def test_under_16_rest_lasts_14_hours():
    stretched = january(day_start=time(8), day_end=time(19), break_minutes=240)
    assert codes(stretched, birth_date=AT_17) == []
    assert codes(stretched, birth_date=AT_15) == ["rest"]


def test_adults_follow_the_employees_rules():
    sunday_evening = january(
        days=(2, 3, 4, 6), day_start=time(15), day_end=time(23, 30), break_minutes=30
    )
    assert codes(sunday_evening, birth_date=AT_20) == []
    assert codes(january(days=tuple(range(7)), day_end=time(13)), birth_date=AT_20) == ["days_off"]
    assert codes(january(day_end=time(18)), birth_date=AT_20) == ["week"]
    assert codes(
        january(days=(0, 2), day_start=time(8), day_end=time(19, 30)), birth_date=AT_20
    ) == ["day"]
    assert codes(january(day_end=time(16), break_minutes=10), birth_date=AT_20) == ["break"]


def test_age_is_tested_on_each_day():
    evening = january(day_start=time(16), day_end=time(23), break_minutes=30)
    assert codes(evening, birth_date=date(2009, 1, 4)) == []
    assert codes(evening, birth_date=date(2009, 1, 15)) == ["night"]
    # The 18th birthday falls on the last Friday: Thursday still counts.
    assert codes(evening, birth_date=date(2009, 1, 29)) == ["night"]


def test_a_birthday_on_29_february_falls_on_1_march():
    evening = replace(
        JANUARY,
        start=date(2026, 3, 2),
        end=date(2026, 3, 6),
        day_start=time(16),
        day_end=time(23),
    )
    assert codes(evening, birth_date=date(2008, 2, 29)) == []
    day_before = replace(evening, start=date(2026, 2, 27))
    assert codes(day_before, birth_date=date(2008, 2, 29)) == ["night"]


def test_public_holidays_are_not_worked():
    easter = replace(JANUARY, start=date(2027, 3, 29), end=date(2027, 4, 2))
    assert working_days(easter, (), PUBLIC_HOLIDAYS)[0] == date(2027, 3, 30)
    assert hours_of(easter, (), PUBLIC_HOLIDAYS) == 28
    only_a_holiday = replace(JANUARY, start=date(2027, 3, 29), end=date(2027, 3, 29))
    assert problems(only_a_holiday) == (
        Problem("no_presence", "Aucun jour de présence dans cette période", 0),
    )


def test_a_holiday_that_a_period_runs_across_is_not_worked():
    across = january(start=date(2026, 12, 7))
    days = working_days(across, HOLIDAYS, PUBLIC_HOLIDAYS)
    assert not any(CHRISTMAS.covers(day) for day in days)
    assert len(days) == 30
    assert codes(across) == []


def test_a_period_that_ends_with_the_holiday_runs_across_it():
    until = january(start=date(2026, 12, 7), end=CHRISTMAS.last_day, days=(0, 1, 2, 5, 6))
    assert not any(CHRISTMAS.covers(day) for day in working_days(until, HOLIDAYS))
    one_day_less = replace(until, end=date(2027, 1, 2))
    assert any(CHRISTMAS.covers(day) for day in working_days(one_day_less, HOLIDAYS))


def test_half_of_a_holiday_may_be_worked():
    into = january(start=date(2026, 12, 7), end=date(2026, 12, 24))
    assert len([d for d in working_days(into, HOLIDAYS) if CHRISTMAS.covers(d)]) == 4
    assert codes(into) == []
    too_much = january(start=date(2026, 12, 7), end=date(2026, 12, 30))
    (problem,) = problems(too_much)
    assert problem == Problem(
        "holiday",
        "7 jours de présence sur les 10 jours des vacances de Noël : la moitié au plus (5)",
        0,
    )


def test_the_half_is_counted_over_all_periods():
    before = january(start=date(2026, 12, 14), end=date(2026, 12, 23))
    after = january(start=date(2026, 12, 28))
    (problem,) = problems(before, after)
    assert (problem.code, problem.period) == ("holiday", 1)


def test_summer_is_open_for_one_week_at_each_end():
    july = replace(JANUARY, start=date(2027, 6, 21), end=date(2027, 7, 9))
    assert codes(july) == []
    august = replace(JANUARY, start=date(2027, 8, 25), end=date(2027, 9, 10))
    assert codes(august) == []
    (problem,) = problems(replace(july, end=date(2027, 7, 12)))
    assert problem.sentence == (
        f"Présence le 12 juillet 2027 ({SUMMER.label}) : possible seulement "
        "la première et la dernière semaine"
    )


def test_the_first_week_of_summer_has_seven_days():
    saturdays = replace(JANUARY, start=date(2027, 6, 21), days=(1, 2, 3, 4, 5))
    friday, saturday = date(2027, 7, 9), date(2027, 7, 10)
    assert (friday - SUMMER.first_day).days == 6
    assert codes(replace(saturdays, end=friday)) == []
    assert codes(replace(saturdays, end=saturday)) == ["holiday"]


def test_a_parcours_stays_within_its_bounds():
    bounds = Bounds(
        window_from=date(2027, 1, 5),
        window_until=date(2027, 1, 28),
        firm_end=date(2027, 1, 27),
        available_from=date(2027, 1, 6),
        available_until=date(2027, 1, 26),
    )
    assert [problem.sentence for problem in problems(JANUARY, bounds=bounds)] == [
        "La période finit après la partie ferme du marché (27 janvier 2027)",
        "La période commence avant l'accueil possible (5 janvier 2027)",
        "La période commence avant la disponibilité du jeune (6 janvier 2027)",
        "La période finit après l'accueil possible (28 janvier 2027)",
        "La période finit après la disponibilité du jeune (26 janvier 2027)",
    ]
    exact = Bounds(JANUARY.start, JANUARY.end, JANUARY.end, JANUARY.start, JANUARY.end)
    assert codes(JANUARY, bounds=exact) == []


def test_the_hours_planned_must_be_reached():
    (problem,) = problems(JANUARY, hours_planned=150)
    assert problem.sentence == "Il manque 10 h : 140 h de présence pour 150 h prévues"
    assert problem.period is None


def test_the_hours_planned_are_not_passed_by_a_week_unless_agreed():
    assert codes(JANUARY, hours_planned=106) == []
    (problem,) = problems(JANUARY, hours_planned=105)
    assert problem.sentence == "35 h de trop : 140 h de présence pour 105 h prévues"
    assert codes(JANUARY, hours_planned=105, may_exceed=True) == []
    assert codes(JANUARY, hours_planned=150, may_exceed=True) == ["hours"]


def test_periods_do_not_overlap():
    second = january(start=date(2027, 1, 29), end=date(2027, 2, 5))
    (problem,) = problems(JANUARY, second)
    assert (problem.code, problem.period) == ("overlap", 1)
    assert codes(second, JANUARY) == ["overlap"]
    assert codes(JANUARY, january(start=date(2027, 2, 1), end=date(2027, 2, 5))) == []


def test_rest_holds_from_one_period_to_the_next():
    late = january(end=date(2027, 1, 12), day_start=time(14), day_end=time(21, 30))
    early = january(start=date(2027, 1, 13), day_start=time(7), day_end=time(14))
    (problem,) = problems(late, early)
    assert problem == Problem(
        "rest",
        "Avant 18 ans, 12 h de repos entre deux journées : 9 h 30 prévues avant le 13 janvier 2027",
        1,
    )


def test_a_week_shared_by_two_periods_keeps_its_limits():
    first = january(end=date(2027, 1, 6), days=(0, 1, 2), day_end=time(18))
    second = january(start=date(2027, 1, 7), days=(3, 4, 5), day_end=time(18))
    assert [(p.code, p.sentence) for p in problems(first, second)] == [
        (
            "week",
            "Avant 18 ans, 35 h par semaine au plus : 48 h prévues la semaine du 4 janvier 2027",
        ),
        (
            "days_off",
            "Avant 18 ans, deux jours de repos consécutifs par semaine au moins (semaine du 4 janvier 2027)",
        ),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"end": date(2027, 1, 3)}, "dates"),
        ({"end": date(2030, 1, 3)}, "too_long"),
        ({"days": ()}, "no_day"),
        ({"days": (0, 0, 1)}, "days"),
        ({"days": (0, 9)}, "days"),
        ({"day_end": time(8)}, "times"),
        ({"break_minutes": -5}, "break"),
        ({"break_minutes": 480}, "break"),
    ],
)
def test_a_period_that_makes_no_sense_is_told_what_is_wrong(change, code):
    assert codes(january(**change), hours_planned=150) == [code]


def test_a_schedule_needs_a_period():
    assert problems() == (Problem("empty", "Aucune période de présence n'est prévue", None),)


def test_hours_count_minutes():
    period = january(end=date(2027, 1, 4), day_end=time(16, 20))
    assert hours_of(period) == Decimal("6.33")


def test_days_of_several_periods_are_sorted():
    second = january(start=date(2027, 2, 1), end=date(2027, 2, 3))
    assert len(all_working_days([second, JANUARY])) == 23
    assert list(all_working_days([second, JANUARY])) == sorted(all_working_days([second, JANUARY]))


periods = st.builds(
    Period,
    start=st.dates(),
    end=st.dates(),
    days=st.lists(st.integers(-2, 8), max_size=8).map(tuple),
    day_start=st.times(),
    day_end=st.times(),
    break_minutes=st.integers(-600, 2000),
)


@st.composite
def near_periods(draw):
    start = draw(st.dates(date(2026, 9, 1), date(2027, 7, 15)))
    arrival = draw(st.integers(5, 16))
    return Period(
        start,
        start + timedelta(days=draw(st.integers(0, 30))),
        draw(st.sampled_from([MONDAY_TO_FRIDAY, (0, 1, 2), (1, 2, 3, 4, 5), (3,), (4, 5, 6)])),
        time(arrival),
        time(min(23, arrival + draw(st.integers(4, 9)))),
        draw(st.sampled_from([0, 30, 60])),
    )


@given(
    st.lists(periods, max_size=3),
    st.dates(),
    st.none() | st.integers(),
    st.lists(st.builds(Holiday, st.dates(), st.dates(), st.none() | st.just(True)), max_size=2),
)
def test_no_schedule_however_absurd_raises(some, birth_date, hours_planned, holidays):
    schedule_problems(some, birth_date, hours_planned=hours_planned, holidays=holidays)


@given(st.lists(near_periods(), min_size=1, max_size=2), st.dates(date(2009, 5, 1), AT_15))
def test_a_valid_schedule_never_makes_a_minor_work_when_forbidden(some, birth_date):
    if problems(*some, birth_date=birth_date):
        return
    adult_from = date(birth_date.year + 18, birth_date.month, 1)  # or a few days later
    for period in some:
        for day in working_days(period, HOLIDAYS, PUBLIC_HOLIDAYS):
            if day < adult_from:
                assert day.weekday() != 6 and day not in PUBLIC_HOLIDAYS
                assert period.daily_minutes <= 8 * 60 and period.weekly_minutes <= 35 * 60
                assert time(6) <= period.day_start and period.day_end <= time(22)


@given(near_periods(), st.dates(date(2001, 1, 1), date(2012, 1, 1)))
def test_same_schedule_same_answer(period, birth_date):
    assert problems(period, birth_date=birth_date) == problems(period, birth_date=birth_date)
