"""Each hard rule has a pair that passes and a pair that fails, with its sentence."""

from datetime import date

import pytest

from matching.engine.hard import LABELS, RULES, Obstacle, obstacles, warnings_of
from matching.engine.pair import Pair, ReadySeeker, hours_needed
from matching.engine.settings import Settings

from .examples import MELUN, SETTINGS, TODAY, a_seeker, a_slot

FAR_AWAY = {"latitude": MELUN[0], "longitude": MELUN[1]}

FAILING = {
    Obstacle.CLOSED: ({}, {"open": False}, "L'offre n'est pas disponible"),
    Obstacle.BUSY: ({}, {"busy": True}, "La place est déjà prise par un autre parcours"),
    Obstacle.PLACED: ({"place_active": True}, {}, "Ce jeune a déjà un parcours en cours"),
    Obstacle.REFUSED: (
        {"refused_slots": frozenset({10})},
        {},
        "Ce jeune et cette place se sont déjà dit non",
    ),
    Obstacle.TOO_YOUNG: (
        {"birth_date": date(2012, 5, 4)},
        {},
        "Trop jeune : aura 15 ans le 4 mai 2027, pour un début possible le 22 novembre 2026",
    ),
    Obstacle.TOO_OLD: (
        {"birth_date": date(2000, 11, 22)},
        {"window_until": None, "firm_end": None},
        "Trop âgé : 26 ans le 22 novembre 2026",
    ),
    Obstacle.MIN_AGE: ({}, {"min_age": 18}, "L'entreprise demande 18 ans au début du parcours"),
    Obstacle.NIGHT: (
        {},
        {"night_work": True},
        "Travail entre 22 h et 6 h, interdit aux mineurs : 18 ans le 1er mars 2027",
    ),
    Obstacle.EVENING: (
        {"birth_date": date(2011, 3, 1)},
        {"evening_work": True},
        "Travail après 20 h, interdit avant 16 ans : 16 ans le 1er mars 2027",
    ),
    Obstacle.SUNDAY: (
        {},
        {"sunday_work": True},
        "Travail le dimanche ou les jours fériés, interdit aux mineurs : 18 ans le 1er mars 2027",
    ),
    Obstacle.TOO_FAR: ({}, FAR_AWAY, "À 31 km : au-delà des 20 km souhaités"),
    Obstacle.TOO_NEAR: (
        {"wants_far": True},
        {},
        "À 1,8 km : trop près, au moins 20 km souhaités",
    ),
    Obstacle.HOURS: (
        {},
        {"hours_left": 60},
        "Il reste 60 h sur cette offre : il en faut 150",
    ),
    Obstacle.DATES: (
        {},
        {"window_until": date(2026, 12, 10)},
        "Il faut 4 semaines et 2 jours pour 150 h à 35 h par semaine : 3 semaines possibles "
        "du 22 novembre 2026 au 10 décembre 2026",
    ),
    Obstacle.FIELD: (
        {"only_wished": True},
        {"rome": ("N1105",)},
        "Hors des domaines souhaités : N1105",
    ),
}
ADULT = {"birth_date": date(2005, 3, 1)}
PASSING = {
    Obstacle.CLOSED: ({}, {"open": True}),
    Obstacle.BUSY: ({}, {"busy": False}),
    Obstacle.PLACED: ({"place_active": False}, {}),
    Obstacle.REFUSED: ({"refused_slots": frozenset({11})}, {}),
    Obstacle.TOO_YOUNG: ({"birth_date": date(2011, 11, 22)}, {}),
    Obstacle.TOO_OLD: ({"birth_date": date(2001, 6, 1)}, {}),
    Obstacle.MIN_AGE: (ADULT, {"min_age": 18}),
    Obstacle.NIGHT: (ADULT, {"night_work": True}),
    Obstacle.EVENING: ({}, {"evening_work": True}),
    Obstacle.SUNDAY: (ADULT, {"sunday_work": True}),
    Obstacle.TOO_FAR: ({"radius_km": 32}, FAR_AWAY),
    Obstacle.TOO_NEAR: ({"wants_far": True}, FAR_AWAY),
    Obstacle.HOURS: ({}, {"hours_left": 150}),
    Obstacle.DATES: ({}, {"window_until": date(2027, 1, 31)}),
    Obstacle.FIELD: ({"only_wished": True}, {"rome": ("G1803",)}),
}


def codes(seeker, slot, settings=SETTINGS, today=TODAY):
    return [refusal.code for refusal in obstacles(seeker, slot, settings, today)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.obstacle.name)
def test_a_rule_refuses_with_its_numbers(rule):
    seeker, slot, sentence = FAILING[rule.obstacle]
    refusals = obstacles(a_seeker(**seeker), a_slot(**slot), SETTINGS, TODAY)
    assert (rule.obstacle, sentence) in refusals


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.obstacle.name)
def test_a_rule_lets_through_whoever_meets_it(rule):
    seeker, slot = PASSING[rule.obstacle]
    assert codes(a_seeker(**seeker), a_slot(**slot)) == []


def test_every_obstacle_has_its_own_bit_and_name():
    assert set(LABELS) == set(Obstacle)
    assert sum(int(o) for o in Obstacle) < 2**32


def test_several_obstacles_are_all_told():
    slot = a_slot(**FAR_AWAY, busy=True, hours_left=0)
    assert codes(a_seeker(), slot) == [Obstacle.BUSY, Obstacle.TOO_FAR, Obstacle.HOURS]


def test_a_distance_just_past_the_radius_never_reads_as_the_radius():
    slot = a_slot(latitude=48.79 + 20.04 / 111.195, longitude=2.46)
    (refusal,) = obstacles(a_seeker(), slot, SETTINGS, TODAY)
    assert refusal.sentence == "À 20,1 km : au-delà des 20 km souhaités"


@pytest.mark.parametrize("unknown", [None, float("nan"), float("inf"), 412.0])
def test_an_unknown_place_refuses_nobody_and_is_said(unknown):
    seeker, slot = a_seeker(latitude=unknown), a_slot()
    assert codes(seeker, slot) == []
    pair = Pair(ReadySeeker(seeker, SETTINGS, TODAY), slot)
    assert warnings_of(pair) == ("Distance inconnue : commune non renseignée",)


def test_fifteen_is_allowed_with_a_warning():
    seeker = a_seeker(birth_date=date(2011, 3, 1))
    assert codes(seeker, a_slot()) == []
    pair = Pair(ReadySeeker(seeker, SETTINGS, TODAY), a_slot())
    assert warnings_of(pair) == ("Moins de 16 ans le 22 novembre 2026 : 16 ans le 1er mars 2027",)


def test_age_is_tested_on_the_first_possible_day():
    seeker = a_seeker(birth_date=date(2012, 1, 10))
    assert Obstacle.TOO_YOUNG in codes(seeker, a_slot())
    assert codes(seeker, a_slot(window_from=date(2027, 1, 10))) == []


def test_a_parcours_ends_before_the_birthday_that_closes_the_right():
    seeker = a_seeker(birth_date=date(2000, 12, 15))
    assert codes(seeker, a_slot()) == [Obstacle.DATES]


def test_the_last_day_is_the_eve_of_that_birthday():
    # Five working weeks, 33 days: from 22 November to 24 December.
    settings = Settings()
    born_to_fit, born_a_day_early = date(2000, 12, 25), date(2000, 12, 24)
    assert codes(a_seeker(birth_date=born_to_fit), a_slot(), settings) == []
    assert codes(a_seeker(birth_date=born_a_day_early), a_slot(), settings) == [Obstacle.DATES]


def test_the_radius_itself_is_within_reach():
    same_place = a_slot(latitude=48.79, longitude=2.46)
    assert codes(a_seeker(radius_km=0), same_place) == []


def test_the_age_bounds_are_settings():
    seeker = a_seeker(birth_date=date(1998, 3, 1))
    assert Obstacle.TOO_OLD in codes(seeker, a_slot())
    assert codes(seeker, a_slot(), Settings(max_age=29)) == []


def test_holidays_count_for_half():
    # Five weeks from 7 December to 10 January, two of them holidays of which one may be worked.
    slot = a_slot(window_from=date(2026, 12, 7), window_until=date(2027, 1, 10))
    assert codes(a_seeker(), slot) == [Obstacle.DATES]
    assert codes(a_seeker(), slot, Settings()) == []
    one_more_week = a_slot(window_from=date(2026, 12, 7), window_until=date(2027, 1, 17))
    assert codes(a_seeker(), one_more_week) == []


def test_a_slower_rhythm_needs_more_weeks():
    slot = a_slot(window_until=date(2027, 1, 31), days_per_week=2)
    assert codes(a_seeker(), slot) == [Obstacle.DATES]
    assert codes(a_seeker(weekly_hours_max=14), a_slot(window_until=date(2027, 1, 31))) == [
        Obstacle.DATES
    ]
    assert codes(a_seeker(), a_slot(weekly_hours=20, window_until=date(2027, 1, 4))) == [
        Obstacle.DATES
    ]


def test_the_firm_period_closes_the_dates():
    assert codes(a_seeker(), a_slot(firm_end=date(2026, 12, 15))) == [Obstacle.DATES]


@pytest.mark.parametrize(
    ("wanted", "calibre", "left", "splittable", "needed"),
    [
        (150, 450, 450, True, 150),
        (150, 450, 450, False, 450),
        (900, 450, 450, True, 450),
        (None, 450, 450, True, 150),
        (None, 450, 450, False, 450),
        (150, 450, 300, False, 300),
        (450, 450, 300, True, 450),
        (450, 450, 300, False, 450),
        (None, 1200, 1200, False, 900),
    ],
)
def test_hours_needed_are_the_wish_within_the_calibre_or_the_whole_block(
    wanted, calibre, left, splittable, needed
):
    assert hours_needed(wanted, calibre, left, splittable) == needed
