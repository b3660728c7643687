"""What people read is written once: the same day, number and list are the same words everywhere."""

import ast
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import formats

from psf.french import days, filters, moments, numbers, phrases, telephones
from psf.french.values import shown
from resources.enums import MarketKind

from .test_architecture import everything

ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2026, 12, 1)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (days.full_date(FIRST), "1er décembre 2026"),
        (days.full_date(date(2026, 8, 15).toordinal()), "15 août 2026"),
        (days.weekday_date(FIRST), "mardi 1er décembre"),
        (days.weekday_full_date(date(2026, 11, 21)), "samedi 21 novembre 2026"),
        (days.numeric(FIRST), "01/12/2026"),
        (days.numeric(None), ""),
        (days.short(date(2026, 11, 27), FIRST), "27/11"),
        (days.short(date(2027, 1, 4), FIRST), "04/01/2027"),
        (days.ago(FIRST, FIRST), "aujourd'hui"),
        (days.ago(date(2026, 11, 30), FIRST), "hier"),
        (days.ago(date(2026, 11, 19), FIRST), "il y a 12 jours (19/11)"),
        (days.hour(time(14)), "14 h"),
        (days.hour(time(8, 5)), "8 h 05"),
    ],
)
def test_a_day_is_told_as_people_say_it(words, expected):
    assert words == expected


def test_a_moment_is_told_at_the_time_of_paris():
    at = datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
    assert moments.moment_in_words(at) == "mardi 1er décembre à 14 h 30"
    assert moments.full_moment(at) == "mardi 1er décembre 2026 à 14 h 30"
    assert moments.numeric_moment(at) == "01/12/2026 à 14:30"
    assert moments.short_moment(at) == "01/12 à 14:30"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (numbers.grouped(12500), f"12{NBSP}500"),
        (numbers.decimal(8.5, 1), "8,5"),
        (numbers.decimal(8.04, 1), "8"),
        (numbers.decimal(-0.5), "-0,5"),
        (numbers.decimal(-0.001), "0"),
        (numbers.euros(Decimal("1390.505")), f"1{NBSP}390,51{NBSP}€"),
        (numbers.euros(675), f"675{NBSP}€"),
        (numbers.hours(Decimal("55.50")), f"55,5{NBSP}h"),
        (numbers.hours(450), f"450{NBSP}h"),
        (numbers.duration(450), "7 h 30"),
        (numbers.duration(-60), "-1 h"),
        (numbers.counted(0, "jour"), "0 jour"),
        (numbers.counted(2, "jour"), "2 jours"),
        (numbers.plural(1.5, "jour"), "jour"),
        (numbers.counted(3, "travail", "travaux"), "3 travaux"),
        (numbers.ordinal(1), "1er"),
        (numbers.ordinal(2), "2e"),
    ],
)
def test_a_number_is_written_as_in_france(words, expected):
    assert words == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Le Havre", "du Havre"),
        ("Les Abymes", "des Abymes"),
        ("Évreux", "d’Évreux"),
        ("Yvetot", "d’Yvetot"),
        ("Hyères", "d’Hyères"),
        ("Yaoundé", "de Yaoundé"),
        ("mobilier et équipement", "de mobilier et équipement"),
    ],
)
def test_a_name_after_de_elides_or_contracts(name, expected):
    assert phrases.of(name) == expected


def test_a_market_is_named_in_a_sentence():
    assert MarketKind.GREEN_SPACES.in_a_sentence == "un marché d’espaces verts"
    assert MarketKind.CLEANING.in_a_sentence == "un marché de nettoyage des locaux"
    assert MarketKind.OTHER.in_a_sentence == "ce marché"


def test_a_list_joins_its_last_two():
    assert phrases.listed([]) == ""
    assert phrases.listed(["a"]) == "a"
    assert phrases.listed(["a", "b"]) == "a et b"
    assert phrases.listed(iter("abc"), "ou") == "a, b ou c"


def test_a_telephone_is_shown_in_pairs_and_dialled_without_them():
    assert telephones.in_pairs("0199001234") == "01 99 00 12 34"
    assert telephones.dialled("+33 (0)1 99.00-12 34") == "+33199001234"
    assert telephones.dialled("") == ""


def test_a_value_in_a_list_of_changes_reads_as_french():
    given = (None, True, False, FIRST, Decimal("12.5"), "tel quel")
    assert [shown(value) for value in given] == [
        "",
        "oui",
        "non",
        "01/12/2026",
        "12.50",
        "tel quel",
    ]


def test_nobody_else_lists_the_months_or_the_days_of_the_week():
    """A second list would be a second way to say a day."""
    found = {
        str(path)
        for path in everything()
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ("février", "fevrier", "mercredi")
    }
    assert {path.split("/site/")[-1] for path in found} == {"psf/french/days.py"}


def test_a_text_too_long_for_its_place_is_cut_between_words():
    assert phrases.shortened("un  deux\ntrois", 40) == "un deux trois"
    assert phrases.shortened("Entreprise Dupont", 12) == "Entreprise…"
    assert phrases.shortened("Anticonstitutionnellement", 10) == "Anticonst…"
    assert all(len(phrases.shortened("mot " * 90, limit)) <= limit for limit in range(1, 99))


@pytest.mark.parametrize("day", [FIRST, datetime(2026, 12, 1, 9, 5, tzinfo=UTC)])
def test_no_default_format_writes_the_first_of_a_month_without_er(day):
    """Django's own says « 1 décembre 2026 », and Wagtail writes its lists and reports by it."""
    said = {formats.date_format(day, name) for name in ("DATE_FORMAT", "MONTH_DAY_FORMAT")}
    if isinstance(day, datetime):
        said.add(formats.date_format(day, "DATETIME_FORMAT"))
    assert not [words for words in said if "décembre" in words]
    assert str(Template("{{ day }}").render(Context({"day": day}))).startswith("01/12/2026")


def test_days_in_words_are_written_here_alone():
    """A format of Django's cannot write « 1er »: templates name formats in figures, or a month."""
    inside = re.compile(r"""\|(?:date|time):["']([^"']*)["']""")
    found = {
        form
        for path in (ROOT / "templates").rglob("*")
        if path.suffix in (".html", ".txt")
        for form in inside.findall(path.read_text(encoding="utf-8"))
    }
    assert {form for form in found if set(form) & set("jFMNlDS")} <= {"F Y"}


def test_a_cell_says_yes_no_and_days_in_french():
    given = (None, True, False, FIRST, "tel quel", 0)
    assert [filters.as_read(value) for value in given] == [
        "",
        "oui",
        "non",
        "01/12/2026",
        "tel quel",
        0,
    ]
