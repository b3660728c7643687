"""Hours read as days, weeks and months in one way, whatever the screen."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.enums import Calibre
from psf.french import volumes

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("hours", "a_week", "words"),
    [
        (150, 35, "150 h (1 mois : 22 jours, soit 4 semaines et 2 jours)"),
        (300, 35, "300 h (2 mois : 43 jours, soit 8 semaines et 3 jours)"),
        (450, 35, "450 h (3 mois : 65 jours, soit 13 semaines)"),
        (900, 35, "900 h (6 mois : 129 jours, soit 25 semaines et 4 jours)"),
        (150, 21, "150 h (1 mois : 22 jours, soit 7 semaines et 1 jour à 21 h par semaine)"),
        (150, 24, "150 h (1 mois : 22 jours, soit 6 semaines et 1 jour à 24 h par semaine)"),
        (14, 35, "14 h (2 jours)"),
        (7, 35, "7 h (1 jour)"),
        (0, 35, "0 h (0 jour)"),
        (1200, 35, "1\u00a0200 h (8 mois : 172 jours, soit 34 semaines et 2 jours)"),
    ],
)
def test_hours_read_as_days_weeks_and_months(hours, a_week, words):
    assert volumes.in_words(hours, a_week) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (450, "environ 65 jours, soit 13 semaines"),
        (150, "environ 22 jours, soit 4 semaines et 2 jours"),
        (35, "5 jours, soit 1 semaine"),
        (14, "2 jours"),
        (10, "environ 2 jours"),
    ],
)
def test_a_contract_says_about_how_long_the_hours_are(hours, words):
    assert volumes.about(hours) == words


@pytest.mark.parametrize("calibre", Calibre)
def test_the_label_of_a_calibre_says_the_same_months(calibre):
    assert f"({volumes.months(calibre)}" in calibre.label


def test_hours_that_are_no_whole_months_are_given_none():
    assert volumes.months(151) == volumes.months(0) == ""


@settings(deadline=None)
@given(st.integers(), st.integers())
def test_any_number_of_hours_can_be_said(hours, a_week):
    said = volumes.volume(hours, a_week)
    assert volumes.in_words(hours, a_week)
    assert min(said.days, said.weeks, said.extra_days) >= 0
    assert said.days * volumes.HOURS_A_DAY >= said.hours
    # Full weeks and days beyond them hold the hours, and not a week more.
    week = max(1, a_week)
    assert said.weeks * week + said.extra_days * volumes.HOURS_A_DAY >= said.hours
    assert said.extra_days * volumes.HOURS_A_DAY < week or not said.extra_days
    assert said.weeks <= volumes.weeks_begun(hours, a_week) <= said.weeks + 1


def test_nobody_else_divides_hours_into_weeks_or_months():
    """A second division would be a second answer: 150 h were 4, 5 and 8 weeks."""
    found = set()
    for room in ("matching", "offers", "resources", "site/psf"):
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                divides = isinstance(node, ast.BinOp) and isinstance(
                    node.op, ast.Div | ast.FloorDiv
                )
                if divides and "hour" in ast.unparse(node).lower():
                    found.add(f"{path.relative_to(ROOT)}: {ast.unparse(node)}")
    elsewhere = {line for line in found if not line.startswith("site/psf/french/volumes.py")}
    assert elsewhere <= set(NOT_LENGTHS), elsewhere


# Divisions of hours that give no number of weeks to people.
NOT_LENGTHS = (
    "matching/engine/criteria.py: FULL * min(wanted, pair.hours) // max(wanted, pair.hours)",
    "matching/engine/durations.py: -hours_planned * weeks_begun // weeks_planned",
    "matching/ranking/calendar.py: 2 * placement.hours // max(slot.weekly_hours, 7)",
    "resources/calibre/insertion.py: self.amount * self.labour * self.rate / 10000 / self.hourly_cost",
)
