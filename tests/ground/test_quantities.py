"""Quantities as people type them, in a form or in a file."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from psf.quantities.amounts import euros, read_amount, read_lots
from psf.quantities.days import read_day
from psf.quantities.durations import read_months
from psf.quantities.errors import Unreadable
from psf.quantities.fields import DayField
from psf.quantities.identifiers import read_siret
from psf.quantities.telephones import read_phone
from psf.quantities.whole import read_integer


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("300000", "300000"),
        ("400 000,00 €", "400000"),
        ("400\u202f000,50\u00a0€ HT", "400000.50"),
        ("400k", "400000"),
        ("400 k€", "400000"),
        ("1,2 M€", "1200000"),
        ("1.250 M€", "1250000"),
        ("1 million d'euros".replace("d'", ""), "1000000"),
        ("400.000", "400000"),
        ("1.200.000,50", "1200000.50"),
        ("1,200,000.50", "1200000.50"),
        ("85000,5", "85000.5"),
        ("400'000", "400000"),
        ("0,055", "0.06"),
        ("+5000 euros", "5000"),
        ("12 milliers", "12000"),
    ],
)
def test_an_amount_is_read_however_it_is_typed(typed, expected):
    assert read_amount(typed) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5000", "Un montant ne peut pas être négatif."),
        ("−5000 €", "Un montant ne peut pas être négatif."),
        ("0", "Le montant doit être supérieur à zéro."),
        ("0,001", "Le montant doit être supérieur à zéro."),
        ("300 000 € TTC", "montant hors taxes : écrivez-le sans la TVA"),
        ("3e5", "« 3e5 » n'est pas un montant"),
        ("4" * 40, "dépasse dix milliards"),
        ("beaucoup", "« beaucoup » n'est pas un montant. Écrivez par exemple 300000,"),
        ("NaN", "« NaN » n'est pas un montant"),
        ("1e9", "« 1e9 » n'est pas un montant"),
        ("٣٠٠", "n'est pas un montant"),
        ("12,5,7", "trop de points ou de virgules"),
        ("99999999999", "dépasse dix milliards"),
        ("x" * 90, "…"),
        ("€", "n'est pas un montant"),
        ("1,,", "trop de points ou de virgules"),
    ],
)
def test_what_is_no_amount_gets_a_french_sentence(typed, said):
    with pytest.raises(Unreadable) as refused:
        read_amount(typed)
    assert said in str(refused.value).replace("\xa0", " ")


@pytest.mark.parametrize(("typed", "months"), [("24", 24), ("24 mois", 24), ("2 ans", 24)])
def test_a_duration_is_read_in_months_or_years(typed, months):
    assert read_months(typed) == months


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("deux", "« deux » n'est pas une durée"),
        ("12,5", "nombre entier de mois"),
        ("0", "au moins un mois"),
        ("-3", "au moins un mois"),
        ("900", "dépasse 120 mois"),
    ],
)
def test_what_is_no_duration_gets_a_french_sentence(typed, said):
    with pytest.raises(Unreadable) as refused:
        read_months(typed)
    assert said in str(refused.value).replace("\xa0", " ")


def test_each_lot_has_a_line_and_a_wrong_one_is_named():
    assert read_lots("90 000 €\r\n\r\n250k;1,2 M€") == [90_000, 250_000, 1_200_000]
    assert read_lots(" \n ") == []
    with pytest.raises(Unreadable) as refused:
        read_lots("90000\ncent mille")
    assert (
        str(refused.value)
        .replace("\xa0", " ")
        .startswith("Lot 2 : « cent mille » n'est pas un montant.")
    )


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-22",
        "2026-11-22 00:00:00",
        "22/11/2026",
        "22/11/26",
        "22.11.2026",
        "22-11-2026",
        "22 novembre 2026",
        "22 nov. 2026",
        " 22 11 2026 ",
    ],
)
def test_a_day_is_read_the_same_on_a_form_and_in_a_file(typed):
    assert read_day(typed) == date(2026, 11, 22)
    assert DayField().clean(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2027", "n'existe pas dans le calendrier"),
        ("11/22/2026", "place le mois avant le jour"),
        ("22-11-26", "se lit de plusieurs façons"),
        ("22 brumaire 2026", "ce mois n'est pas reconnu"),
        ("demain", "n'est pas une date reconnue"),
    ],
)
def test_what_is_no_day_gets_the_same_sentence_on_a_form_and_in_a_file(typed, said):
    with pytest.raises(Unreadable, match=said):
        read_day(typed)
    with pytest.raises(ValidationError, match=said):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("450", 450), ("1 200 h", 1200), ("24 mois", 24), ("20km", 20), ("450,0", 450), ("-3", -3)],
)
def test_a_whole_number_is_read_with_its_unit(typed, number):
    assert read_integer(typed) == number


@pytest.mark.parametrize("typed", ["", "douze", "4,5", "450 hommes", "km"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(Unreadable, match="n'est pas un nombre entier"):
        read_integer(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0199001234", "01 99 00 12 34"),
        ("199001234", "01 99 00 12 34"),
        ("+33 (0)1.99.00.12.34", "01 99 00 12 34"),
        ("0033199001234", "01 99 00 12 34"),
        ("+44 20 7946 0000", "+442079460000"),
    ],
)
def test_a_telephone_is_kept_in_pairs(typed, kept):
    assert read_phone(typed) == kept


def test_what_is_no_telephone_is_refused():
    with pytest.raises(Unreadable, match="10 chiffres"):
        read_phone("12 34")


def test_a_siret_is_read_whatever_parts_its_digits():
    assert read_siret("356 000.000-00048") == "35600000000048"
    with pytest.raises(Unreadable, match="14 chiffres"):
        read_siret("356 000 000 00049")
    with pytest.raises(Unreadable, match="abrégé par le tableur"):
        read_siret("3,56E+13")


def test_a_sheet_may_hold_amounts_that_a_question_refuses():
    assert [euros(typed) for typed in ("0", "-12,50", "180 000")] == [0, Decimal("-12.5"), 180000]
