"""Amounts and durations as people type them."""

from decimal import Decimal

import pytest

from resources.calibre.amounts import Unreadable, read_amount, read_lots, read_months


@pytest.mark.parametrize(
    ("typed", "euros"),
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
def test_an_amount_is_read_however_it_is_typed(typed, euros):
    assert read_amount(typed) == Decimal(euros)


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
