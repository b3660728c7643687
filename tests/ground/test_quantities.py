"""Quantities as people type them, in a form or in a file."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from psf.quantities.amounts import euros, read_amount, read_lots
from psf.quantities.days import read_day
from psf.quantities.durations import (
    read_days,
    read_duration,
    read_hours,
    read_minutes,
    read_months,
    read_working_days,
)
from psf.quantities.errors import Unreadable
from psf.quantities.fields import (
    DayField,
    DaysField,
    EurosField,
    HoursField,
    MinutesField,
    MomentField,
    TimeField,
    WholeNumberField,
)
from psf.quantities.identifiers import read_siret
from psf.quantities.kinds import QUANTITIES
from psf.quantities.periods import lasting, read_period
from psf.quantities.spelled import in_digits
from psf.quantities.telephones import read_phone
from psf.quantities.times import read_moment, read_time
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
        ("1,2 M", "1200000"),
        ("1M2", "1200000"),
        ("1 million d'euros", "1000000"),
        ("1 million d’euros HT", "1000000"),
        ("300 000 euros hors taxes", "300000"),
        ("environ 300 000 €", "300000"),
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


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("24", 24),
        ("24 mois", 24),
        ("24 MOIS", 24),
        ("2 ans", 24),
        ("deux ans", 24),
        ("2 années", 24),
        ("3 ans ferme", 36),
        ("36 mois fermes", 36),
        ("48 mois maximum", 48),
        ("une durée de 3 ans", 36),
        ("environ 2 ans", 24),
        ("un an et demi", 18),
        ("1,5 an", 18),
        ("1 an et 6 mois", 18),
        ("dix-huit mois", 18),
        ("un semestre", 6),
        ("52 semaines", 12),
        ("104 semaines", 24),
        ("13 semaines", 3),
        ("90 jours", 3),
        ("365 jours", 12),
        ("2 x 12 mois", 24),
        ("24 mois (2 ans)", 24),
        ("24 mois, soit 2 ans", 24),
    ],
)
def test_a_duration_is_read_as_people_say_it(typed, months):
    assert read_months(typed) == months


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("11,5 mois", 11),
        ("12,5", 12),
        ("51 semaines", 11),
        ("360 jours", 11),
        ("18 mois et 15 jours", 18),
    ],
)
def test_a_month_begun_does_not_count_and_it_is_said(typed, months):
    """Rounded up, a marché of eleven months and a half would pass for one of twelve."""
    assert read_months(typed) == months
    assert "entier" in QUANTITIES["months"].understood(typed)["said"]


@pytest.mark.parametrize(
    ("typed", "months", "days"),
    [
        ("11,5 mois", 11, 15),
        ("12,5", 12, 15),
        ("18 mois et 10 jours", 18, 10),
        ("360 jours", 11, 29),
        ("13 semaines", 3, 0),
        ("un an et demi", 18, 0),
        ("1+1+1", 12, 0),
    ],
)
def test_the_days_of_a_month_begun_are_told_apart(typed, months, days):
    period = read_period(typed)
    assert (period.firm, period.days) == (months, days)
    assert read_period(lasting(period.firm, period.days)).firm == months


@pytest.mark.parametrize(
    ("typed", "firm", "renewals"),
    [
        ("1+1+1", 12, 2),
        ("1 + 1 + 1 + 1 an", 12, 3),
        ("2+1+1", 24, 2),
        ("12+12", 12, 1),
        ("12 mois + 3 x 12 mois", 12, 3),
        ("1 an renouvelable 2 fois", 12, 2),
        ("1 an, renouvelable deux fois un an", 12, 2),
        ("1 an (reconductible tacitement 3 fois)", 12, 3),
        ("1 an tacitement reconductible 3 fois", 12, 3),
        ("1 an + 3 reconductions d'un an", 12, 3),
        ("1 an et 3 reconductions", 12, 3),
        ("2 ans + 1 an en option", 24, 1),
        ("4 ans dont 2 fermes", 24, 0),
        ("48 mois dont 12 mois fermes", 12, 0),
    ],
)
def test_only_the_firm_part_counts_and_renewals_are_told(typed, firm, renewals):
    period = read_period(typed)
    assert (period.firm, period.renewals) == (firm, renewals)
    said = QUANTITIES["months"].understood(typed)["said"]
    assert ("reconduction" in said) is bool(renewals)
    # What we say is read again as the same.
    assert read_months(said) == firm


@pytest.mark.parametrize("number", [*range(1, 121)])
def test_what_is_said_of_a_duration_reads_as_the_same(number):
    assert read_months(QUANTITIES["months"].words(number)) == number


@pytest.mark.parametrize(
    ("typed", "days", "working"),
    [
        ("15", 15, 15),
        ("15 jours", 15, 15),
        ("10 jours ouvrés", 10, 10),
        ("2 semaines", 14, 10),
        ("deux semaines", 14, 10),
    ],
)
def test_a_delay_is_read_in_days_or_weeks(typed, days, working):
    assert read_days(typed) == days == DaysField().clean(typed)
    assert read_working_days(typed) == working


@pytest.mark.parametrize("typed", ["dix", "1 mois", "3,5", "bientôt"])
def test_what_is_no_number_of_days_is_refused(typed):
    with pytest.raises(Unreadable, match="n'est pas un nombre entier de jours"):
        read_days(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("7 h et demie", 450), ("sept heures et demie", 450), ("une demi-heure", 30)],
)
def test_hours_are_read_in_words(typed, minutes):
    assert read_duration(typed) == minutes


@pytest.mark.parametrize("typed", ["35 h par semaine", "35h/semaine", "35 heures"])
def test_a_weekly_rhythm_is_a_number_of_hours(typed):
    assert read_hours(typed) == 35


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("vingt et un", "21"),
        ("trente-six mois", "36 mois"),
        ("quatre-vingt-dix jours", "90 jours"),
        ("cent vingt", "120"),
        ("un an", "1 an"),
        ("demain", "demain"),
    ],
)
def test_numbers_are_read_spelled_out(words, digits):
    assert in_digits(words) == digits


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("deux", "« deux » n'est pas une durée"),
        ("12 à 24 mois", "n'est pas une durée"),
        ("24 mois (3 ans)", "n'est pas une durée"),
        ("1 an +", "n'est pas une durée"),
        ("4 semaines", "au moins un mois"),
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


@pytest.mark.parametrize(
    "typed",
    [
        "5/2/2009",
        "05022009",
        "20090205",
        "5 fév. 2009",
        "2009-02-05",
        "2009/2/5",
        "5/2/09",
        "5-2-2009",
        "05.02.2009",
        "5 / 2 / 2009",
        "５/２/２００９",
        "5\u00a0février\u202f2009",
        "5-févr.-2009",
        "Jeudi 5 Février 2009",
        "jeu. 5 février 2009",
        "05/02/2009 00:00:00",
    ],
)
def test_one_day_is_read_in_all_the_ways_people_write_it(typed):
    assert read_day(typed) == date(2009, 2, 5)


@pytest.mark.parametrize("typed", ["1er décembre 2026", "1ᵉʳ déc. 2026", "1 er décembre 2026"])
def test_the_first_of_a_month_is_read(typed):
    assert read_day(typed) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2009", "n'existe pas dans le calendrier"),
        ("00/13/2008", "n'existe pas dans le calendrier"),
        ("29/02/2009", "n'existe pas dans le calendrier"),
        ("abc", "n'est pas une date reconnue"),
        ("aujourd'hui", "n'est pas une date reconnue"),
        ("39849", "n'est pas une date reconnue"),
        ("5022009", "n'est pas une date reconnue"),
        ("050209", "n'est pas une date reconnue"),
        ("-5/2/2009", "n'est pas une date reconnue"),
        ("٥/٢/٢٠٠٩", "n'est pas une date reconnue"),
        ("5/2/60", "l'année sur quatre chiffres"),
        ("5/2/0009", "l'année s'écrit sur quatre chiffres"),
        ("0009-02-05", "l'année s'écrit sur quatre chiffres"),
        ("5/2/20090", "l'année s'écrit sur quatre chiffres"),
        ("5 février", "il manque l'année"),
        ("5 jui 2009", "ce mois n'est pas reconnu"),
        ("lundi 5 février 2009", "ce jour est un jeudi"),
        ("5/13/2009", "place le mois avant le jour"),
        ("05/02/2009 14:30", "n'est pas une date reconnue"),
    ],
)
def test_a_day_is_never_guessed(typed, said):
    with pytest.raises(Unreadable) as refused:
        read_day(typed)
    assert said in str(refused.value)
    assert typed in str(refused.value)


def refusal(field, typed) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages[0].replace("\xa0", " ")


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("14h30", time(14, 30)),
        ("14 h 30", time(14, 30)),
        ("14 H 30 min", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("14:30:00", time(14, 30)),
        ("830", time(8, 30)),
        ("14 h", time(14)),
        ("14 heures", time(14)),
        ("8", time(8)),
        ("midi", time(12)),
        ("0:00", time(0)),
    ],
)
def test_a_time_is_read_however_it_is_typed(typed, hour):
    assert read_time(typed) == hour
    assert TimeField().clean(typed) == hour


@pytest.mark.parametrize("typed", ["8:5", "24:00", "23:60", "14:30:15", "2pm", "minuit", "-3", "x"])
def test_what_is_no_time_is_refused_with_what_was_typed(typed):
    assert f"« {typed} »" in refusal(TimeField(), typed)


@pytest.mark.parametrize(
    "typed",
    [
        "05/02/2009 14:30",
        "5 fév. 2009 à 14h30",
        "jeudi 5 février 2009 à 14 h 30",
        "05/02/2009 14 h 30",
        "2009-02-05T14:30",
    ],
)
def test_a_moment_is_read_however_it_is_typed(typed):
    assert read_moment(typed) == datetime(2009, 2, 5, 14, 30)
    assert MomentField().clean(typed).isoformat() == "2009-02-05T14:30:00+01:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("05/02/2009", "il manque l'heure"),
        ("31/02/2009 14:30", "n'existe pas"),
        ("05/02/2009 25:00", "n'est pas un jour et une heure"),
        ("demain 14 h", "n'est pas une date reconnue"),
    ],
)
def test_what_is_no_moment_is_refused(typed, said):
    with pytest.raises(ValidationError, match=said):
        MomentField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("7 h", 420), ("7,5", 450), ("7.5 h", 450), ("7h30", 450), ("7:30", 450), ("35 h", 2100)],
)
def test_a_duration_is_read_in_hours_and_minutes(typed, minutes):
    assert read_duration(typed) == minutes


def test_whole_hours_and_minutes_refuse_what_their_column_cannot_hold():
    assert read_hours("35 h") == HoursField().clean("35") == 35
    assert read_minutes("1h15") == MinutesField().clean("75 min") == 75
    with pytest.raises(ValidationError, match="soit 7 h 30 : il faut un nombre entier d'heures"):
        HoursField().clean("7,5")
    for typed in ("-7", "sept", "7,33", "99999"):
        with pytest.raises(Unreadable):
            read_duration(typed)


def test_a_comma_before_three_digits_is_not_taken_for_thousands():
    with pytest.raises(Unreadable, match="se lit de deux façons"):
        euros("12,345")
    assert EurosField(max_digits=12, decimal_places=2).clean("1.234,56") == Decimal("1234.56")
    assert "« abc » n'est pas un montant" in refusal(EurosField(), "abc")


@pytest.mark.parametrize("field", [DayField, TimeField, MomentField, HoursField, EurosField])
def test_nothing_typed_is_nothing_and_too_much_is_refused(field):
    assert field(required=False).clean("  ") is None
    with pytest.raises(ValidationError, match="trop long"):
        field().clean("1" * 61)


@pytest.mark.parametrize("name", sorted(QUANTITIES))
def test_what_a_field_shows_is_read_back_as_the_same_value(name):
    typed = {"day": "5/2/2009", "time": "8h5".replace("5", "05"), "moment": "5/2/2009 8:30"}
    quantity = QUANTITIES[name]
    value = quantity.read(typed.get(name, "12"))
    assert quantity.read(quantity.plain(value)) == value
    assert quantity.understood(quantity.plain(value))["said"] == ""
    assert quantity.read(quantity.words(value).removesuffix(" (1 an)")) == value


def test_a_whole_number_is_refused_in_words():
    assert "« 4,5 » n'est pas un nombre entier" in refusal(WholeNumberField(), "4,5")
