"""Soft criteria: values, sentences, and numbers that add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.criteria import (
    CRITERIA,
    delay_sentence,
    delay_value,
    distance_sentence,
    distance_value,
    field_sentence,
    field_value,
    length_sentence,
    length_value,
    match_of,
    score_of,
    shares_of,
    values_of,
)
from matching.engine.live import explain
from matching.engine.pair import Pair, ReadySeeker
from matching.engine.priority import priority
from matching.engine.settings import Settings, Weights

from .examples import MELUN, SETTINGS, TODAY, a_seeker, a_slot
from .strategies import seekers, slots


def pair(settings=SETTINGS, slot=None, **seeker):
    return Pair(ReadySeeker(a_seeker(**seeker), settings, TODAY), slot or a_slot())


@pytest.mark.parametrize(
    ("wished", "value", "sentence"),
    [
        (("G1602",), 10_000, "G1602 : 1er souhait"),
        (("G16",), 9_000, "G1602 : dans le domaine du 1er souhait"),
        (("G1603",), 7_000, "G1602 : même domaine que le 1er souhait"),
        (("G17",), 3_000, "G1602 : proche du 1er souhait"),
        (("N11",), 0, "G1602 : hors des domaines souhaités"),
        (("N11", "G1602"), 9_750, "G1602 : 2e souhait"),
        ((), None, "Domaines souhaités : non renseigné"),
    ],
)
def test_a_closer_field_is_worth_more(wished, value, sentence):
    assert field_value(pair(wished=wished)) == value
    assert field_sentence(pair(wished=wished)) == sentence


def test_a_closer_match_stays_ahead_of_any_earlier_wish():
    late_fiche = field_value(pair(wished=("N11", "M16", "K13", "A12", "G1602")))
    first_domaine = field_value(pair(wished=("G16",)))
    late_domaine = field_value(pair(wished=("N11", "M16", "K13", "A12", "G16")))
    first_neighbour = field_value(pair(wished=("G1603",)))
    assert late_fiche > first_domaine > late_domaine > first_neighbour


def test_the_best_of_several_tasks_counts():
    slot = a_slot(rome=("N1105", "G1603", "G1602"))
    assert field_value(pair(slot=slot, wished=("G1602",))) == 10_000


def test_a_domaine_wished_wins_over_a_neighbouring_fiche():
    assert field_value(pair(wished=("G1603", "G16"))) == 8_750


def test_fields_are_named_when_their_names_are_known():
    named = Settings(rome_labels={"G1602": "Personnel de cuisine"})
    assert field_sentence(pair(named)).startswith("Personnel de cuisine (G1602) :")


def test_nearer_is_better_down_to_nothing_at_the_radius():
    at_the_door = a_slot(latitude=48.79, longitude=2.46)
    assert distance_value(pair(slot=at_the_door)) == 10_000
    near, far = a_slot(), a_slot(latitude=MELUN[0], longitude=MELUN[1])
    assert distance_value(pair(slot=near)) > distance_value(pair(slot=far, radius_km=40)) > 0
    assert distance_sentence(pair(slot=near)) == "À 1,8 km, pour 20 km souhaités"


def test_far_is_better_for_who_wants_to_leave():
    far = a_slot(latitude=MELUN[0], longitude=MELUN[1])
    very_far = a_slot(latitude=43.7, longitude=7.27)
    assert distance_value(pair(slot=far, wants_far=True)) == 10_000
    assert distance_value(pair(slot=very_far, wants_far=True)) == 5_000
    assert distance_sentence(pair(slot=far, wants_far=True)) == (
        "À 31 km : loin souhaité (au moins 20 km)"
    )


def test_an_earlier_start_is_better():
    soon, later = a_slot(), a_slot(window_from=date(2027, 1, 21))
    assert delay_value(pair(slot=soon)) == 10_000
    assert delay_value(pair(slot=later)) == 5_000
    assert delay_sentence(pair(slot=later)) == (
        "Peut commencer le 21 janvier 2027, 60 jours après sa disponibilité"
    )


def test_one_is_not_blamed_for_being_available_late():
    slot = a_slot(window_from=date(2027, 1, 21))
    assert delay_value(pair(slot=slot, available_from=date(2027, 1, 21))) == 10_000


def test_the_length_wanted_is_best():
    assert length_value(pair()) == 10_000
    long = a_slot(hours_wanted=450, hours_left=450)
    assert length_value(pair(slot=long)) == 3_333
    assert length_sentence(pair(slot=long)) == "450 h, pour 150 h souhaitées"


def test_what_is_unknown_earns_no_point_and_says_so():
    unknown = pair(slot=a_slot(latitude=None, rome=(), window_from=None), hours_wanted=None)
    assert values_of(unknown) == (None, None, None, None)
    assert score_of(values_of(unknown), Weights()) == 0
    assert all("non renseigné" in c.sentence(unknown) for c in CRITERIA)


@pytest.mark.parametrize(
    "missing",
    [
        {"slot": {"window_from": None}},
        {"slot": {"latitude": None}},
        {"slot": {"rome": ()}},
        {"seeker": {"wished": ()}},
        {"seeker": {"hours_wanted": None}},
        {"seeker": {"latitude": None}},
    ],
)
def test_a_date_or_a_wish_left_empty_never_scores_above_the_same_pair_with_it(missing):
    without = explain(
        a_seeker(**missing.get("seeker", {})), a_slot(**missing.get("slot", {})), SETTINGS, TODAY
    )
    [silent] = [c for c in without.proposal.contributions if "non renseigné" in c.sentence]
    assert (silent.points, silent.value) == (0, 0)
    assert without.proposal.score < explain(a_seeker(), a_slot(), SETTINGS, TODAY).proposal.score
    assert without.possible


@given(st.tuples(*[st.none() | st.integers(0, 10_000)] * 4))
def test_what_is_not_known_neither_earns_nor_leaves_out(values):
    told = tuple(10_000 if value is None else value for value in values)
    match = match_of(values, Weights())
    assert score_of(values, Weights()) <= match <= score_of(told, Weights())
    assert all(
        share == 0
        for share, value in zip(shares_of(values, Weights()), values, strict=True)
        if value is None
    )


@given(
    st.tuples(*[st.integers(0, 10_000)] * 4),
    st.builds(Weights, *[st.integers(0, 1000)] * 4),
)
def test_shares_add_up_to_the_weighted_mean(values, weights):
    shares = shares_of(values, weights)
    given_weights = weights.as_tuple()
    total = sum(given_weights)
    mean = sum(w * v for w, v in zip(given_weights, values, strict=True)) // total if total else 0
    assert sum(shares) == score_of(values, weights) == mean
    assert all(share >= 0 for share in shares)
    assert all(share == 0 for share, w in zip(shares, given_weights, strict=True) if w == 0)


@given(seekers, slots)
def test_every_value_lies_between_0_and_10_000(seeker, slot):
    values = values_of(Pair(ReadySeeker(seeker, SETTINGS, TODAY), slot))
    assert all(value is None or 0 <= value <= 10_000 for value in values)


def test_priority_rises_with_waiting_up_to_six_months():
    grown = {"birth_date": date(2004, 1, 1)}
    waits = [date(2026, 11, 22), date(2026, 10, 23), date(2026, 5, 26), date(2020, 1, 1)]
    points = [priority(a_seeker(waiting_since=w, **grown), SETTINGS, TODAY).points for w in waits]
    assert points == [0, 166, 1_000, 1_000]


def test_priority_names_its_reasons_and_adds_up():
    seeker = a_seeker(waiting_since=date(2026, 5, 1), possibilities=2)
    result = priority(seeker, SETTINGS, TODAY)
    assert [(bonus.code, bonus.points, bonus.sentence) for bonus in result.reasons] == [
        ("waiting", 1_000, "Attend depuis 205 jours"),
        ("minor", 600, "A moins de 18 ans"),
        ("few", 400, "Peu de possibilités : 2 places"),
    ]
    assert result.points == 2_000


def test_priority_is_capped():
    generous = Settings(waiting_points=5_000, minor_points=5_000)
    result = priority(a_seeker(waiting_since=date(2020, 1, 1)), generous, TODAY)
    assert result.points == sum(bonus.points for bonus in result.reasons) == 2_000
