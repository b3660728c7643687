"""Gratification: the counter, the threshold, the dated rate."""

import random
from datetime import date
from decimal import Decimal

import pytest

from offers.gratification import (
    Counter,
    Presence,
    Rate,
    count_presence,
    gratification,
    rate_on,
)
from psf.territories.calendars import SchoolYear

RATE = Rate(Decimal("4.50"), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("hours", "due", "amount"),
    [
        (150, False, "0"),
        (300, False, "0"),
        (308, False, "0"),
        (309, True, "1390.50"),
        (450, True, "2025"),
        (900, True, "4050"),
    ],
)
def test_the_legal_minimum_is_due_from_the_first_hour_past_308(hours, due, amount):
    result = gratification(hours, RATE)
    assert (result.due, result.amount) == (due, Decimal(amount))


def test_one_hour_past_the_threshold_is_announced():
    assert gratification(150, RATE).warning == ""
    assert gratification(300, RATE).warning == (
        "Encore 8 h avant le seuil de 308 h : une heure de plus et toute la présence est due "
        "(1 390,50 € au moins)"
    )
    assert gratification(308, RATE).warning.startswith("Seuil atteint de 308 h")
    assert gratification(309, RATE).warning == (
        "Seuil de 308 h dépassé : gratification due dès la première heure, 1 390,50 € au moins"
    )


def test_a_contract_may_grant_it_from_the_first_hour():
    result = gratification(150, RATE, granted_from_first_hour=True)
    assert (result.due, result.amount) == (True, Decimal(675))
    assert result.warning == ("Gratification accordée par le marché dès la première heure : 675 €")
    assert not gratification(0, RATE, granted_from_first_hour=True).due


def test_the_ceiling_is_told():
    assert gratification(925, RATE).warning == (
        "925 h de présence : au-delà du plafond de 924 h dans la même entreprise "
        "et la même année scolaire"
    )


def test_without_a_rate_nothing_is_invented():
    assert gratification(450, None) == (False, None, "Taux de gratification non renseigné")


def test_the_rate_of_the_day_is_used():
    old = Rate(Decimal("4.35"), date(2024, 1, 1), date(2025, 12, 31))
    assert rate_on([RATE, old], date(2025, 12, 31)) == old
    assert rate_on([old, RATE], date(2026, 1, 1)) == RATE
    assert rate_on([old, RATE], date(2020, 1, 1)) is None


def test_presence_is_counted_per_young_person_host_and_school_year():
    rows = [
        Presence(1, 7, date(2026, 11, 2), 35),
        Presence(1, 7, date(2027, 6, 7), Decimal("20.5")),
        Presence(1, 7, date(2027, 9, 6), 10),
        Presence(1, 8, date(2026, 11, 9), 5),
        Presence(2, 7, date(2026, 11, 2), 3),
    ]
    random.Random(3).shuffle(rows)
    assert count_presence(rows) == {
        Counter(1, 7, SchoolYear(2026)): Decimal("55.5"),
        Counter(1, 7, SchoolYear(2027)): 10,
        Counter(1, 8, SchoolYear(2026)): 5,
        Counter(2, 7, SchoolYear(2026)): 3,
    }


def test_the_school_year_turns_on_1_september():
    assert SchoolYear.of(date(2027, 8, 31)) == SchoolYear(2026)
    assert str(SchoolYear.of(date(2027, 9, 1))) == "2027-2028"
