"""Names as callers say them, numbers in any form: in Python and in the database alike."""

import pytest
from django.db import connection

from psf.french.folding import fold
from psf.seeking.words import Typed, words_of

NAMES = {
    "N'Guyên": ["nguyen", "guyen", "n guyen", "N'GUYEN", "n’guyên"],
    "N’Guyên": ["nguyen", "guyen"],
    "O'Brien": ["obrien", "brien", "o'brien", "o brien", "O’Brien"],
    "Le Goff": ["legoff", "le goff", "goff", "Le-Goff", "LEGOFF"],
    "d'Orval": ["orval", "dorval", "d'orval", "D’Orval", "d orval"],
    "Anne-Sophie": ["anne-sophie", "annesophie", "anne sophie", "sophie", "anne"],
    "Łukasz": ["lukasz", "łukasz", "Lukasz"],
    "Øyvind": ["oyvind", "øyvind"],
    "de la Tour d'Auvergne": ["delatour", "latour", "tour", "auvergne", "de la tour", "la tour"],
    "Œuvrard": ["oeuvrard", "œuvrard"],
    "Strauß": ["strauss", "strauß"],
    "Þórunn": ["thorunn"],
    "Đorđević": ["dordevic"],
    "Saint-Étienne": ["saint etienne", "saintetienne", "etienne"],
}
TRIED = [(name, typed) for name, all_typed in NAMES.items() for typed in all_typed]


def words_in_database(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select psf_words(%s)", [fold(name)])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("name", "typed"), TRIED)
def test_a_name_is_found_as_it_is_said(name, typed):
    assert Typed.read(typed).begin_words_of(name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("N'Guyên", "uyen"), ("Le Goff", "off"), ("Martin", "martine"), ("Anne-Sophie", "nesophie")],
)
def test_the_middle_of_a_word_is_not_its_beginning(name, typed):
    assert not Typed.read(typed).begin_words_of(name)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("name", [*NAMES, "", "  ", "3M", "L'", "Évry-l’Œuf (SARL) n° 2"])
def test_the_database_gives_the_same_words(name):
    assert words_in_database(name).split() == words_of(name)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("letters", ["Łukasz", "Øyvind", "Strauß", "Đorđević", "Œuf", "L’Île", "İ"])
def test_the_database_folds_the_same_letters(letters):
    from psf.french.database import folded

    with connection.cursor() as cursor:
        cursor.execute(f"select {folded('%s::text')}", [letters])
        assert cursor.fetchone()[0] == fold(letters)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("06 39 98 12 34", "06 39.98.12.34"),
        ("06 39 98 12 34", "+33 6 39 98 12 34"),
        ("06 39 98 12 34", "0033639981234"),
        ("06 39 98 12 34", "+33 (0)6 39-98-12-34"),
        ("06 39 98 12 34", "639981234"),
        ("06 39 98 12 34", "981234"),
        ("06 39 98 12 34", "06 39 98"),
        ("+33639981234", "0639981234"),
        ("0692 12 34 56", "+262 692 12 34 56"),
    ],
)
@pytest.mark.django_db
@pytest.mark.database
def test_a_number_is_found_in_any_form(kept, typed):
    with connection.cursor() as cursor:
        cursor.execute("select psf_number(%s)", [kept])
        found = cursor.fetchone()[0].split()
    (word,) = Typed.read(typed).words
    assert any(each.startswith(word) for each in found)


@pytest.mark.parametrize("typed", ["", " ", "a", "'", "n° ", "-"])
def test_too_little_looks_for_nothing(typed):
    assert not Typed.read(typed)


@pytest.mark.parametrize("typed", ["mot " * 9, "a" * 101])
def test_a_sentence_looks_for_nothing_rather_than_for_its_beginning(typed):
    assert not Typed.read(typed)
    assert Typed.read(typed[:30])
