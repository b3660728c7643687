"""From an amount to hours, days and euros; what must hold, and how to mend it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from resources.calibre.calendar import dates_of
from resources.calibre.checks import State, checks
from resources.calibre.insertion import Work, compare
from resources.calibre.question import Question
from resources.calibre.reckoning import NoBracket, NotACalibre, calibre_wished, reckon
from tests.resources.figures import FIGURES

NBSP = "\u00a0"
LOTS = (Decimal(90_000), Decimal(250_000))


def ask(amount=300_000, months=24, **more):
    return reckon(Question(Decimal(amount), months, **more), FIGURES)


def check(slug, reckoning):
    return next(check for check in checks(reckoning) if check.slug == slug)


def plain(text):
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("amount", "hours"),
    [
        ("1", 150),
        ("99999.99", 150),
        ("100000", 300),
        ("199999.99", 300),
        ("200000", 450),
        ("300000", 450),
        ("399999.99", 450),
        ("400000", 900),
        ("5000000", 900),
    ],
)
def test_the_amount_of_the_firm_period_indicates_the_calibre(amount, hours):
    assert ask(amount).hours == hours


def test_the_calibre_is_told_in_weeks_and_days_and_explained():
    answer = ask()
    assert (answer.volume.weeks, answer.volume.days) == ("13 semaines", "65 jours")
    assert plain(answer.parts[0].why) == (
        "300 000 € : tranche de 200 000 € à moins de 400 000 €, calibre indicatif 450 h."
    )
    assert "moins de 100 000 €" in plain(ask(5000).parts[0].why)
    assert "tranche de 400 000 € et plus" in plain(ask(400_000).parts[0].why)
    assert (ask(1).volume.weeks, ask(500_000).volume.weeks) == (
        "4 semaines et 2 jours",
        "25 semaines et 4 jours",
    )


def test_without_a_bracket_nothing_is_invented():
    with pytest.raises(NoBracket):
        reckon(Question(Decimal(1), 12), replace(FIGURES, brackets=()))


def test_a_longer_calibre_gets_a_strong_warning_and_a_shorter_one_is_free():
    longer, shorter = ask(wished=900), ask(wished=150)
    assert longer.hours == 900 and shorter.hours == 150
    assert plain(longer.warning).startswith(
        "900 h dépasse le calibre qu'indique le montant (450 h)"
    )
    assert "se choisit librement" in shorter.remark
    assert (ask().warning, ask(wished=450).warning, longer.remark) == ("", "", "")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (200, "Choisissez 150 h ou 300 h."),
        (100, "Choisissez 150 h."),
        (1000, "dépasse le plus long"),
    ],
)
def test_a_calibre_in_between_is_refused(hours, said):
    with pytest.raises(NotACalibre) as refused:
        calibre_wished(hours)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("amount", "legal", "granted"),
    [(50_000, 0, 675), (150_000, 0, 1350), (300_000, 2025, 2025), (400_000, 4050, 4050)],
)
def test_the_cost_tells_the_legal_minimum_from_what_the_clause_grants(amount, legal, granted):
    cost = ask(amount).parts[0].cost
    assert (cost.legal.amount, cost.granted.amount) == (legal, granted)
    assert cost.due is cost.legal
    assert ask(amount, granted=True).parts[0].cost.due.amount == granted


def test_each_lot_has_its_calibre_and_pooled_hours_add_up():
    apart, pooled = ask(340_000, lots=LOTS), ask(340_000, lots=LOTS, pooled=True)
    assert [(part.name, part.calibre) for part in apart.parts] == [("Lot 1", 150), ("Lot 2", 450)]
    assert apart.hours == pooled.hours == 600
    assert (apart.longest_presence, pooled.longest_presence) == (450, 600)
    assert pooled.whole_cost.legal.amount == 2700
    assert "2 offres à déclarer" in check("lots", apart).text
    assert "en une seule offre" in check("lots", pooled).text


def test_a_short_firm_period_is_wrong_and_mended():
    found = check("duree", ask(months=10))
    assert found.state is State.WRONG and "Portez la période ferme à 12 mois" in found.repair
    assert check("duree", ask(months=12)).state is State.GOOD
    assert checks(ask(months=10))[0].state is State.WRONG


def test_without_partnership_the_mlds_is_consulted_before_publication():
    assert check("mlds", ask()).state is State.TO_DO
    assert "gardez sa réponse" in check("mlds", ask(partnership=False)).repair
    assert check("mlds", ask(partnership=True)).state is State.GOOD
    assert check("mlds", ask()).title == "Consultation de la MLDS avant la publication"


def test_the_last_day_to_declare_follows_the_notification():
    dates = dates_of(date(2027, 1, 15), 24, 450)
    assert dates.firm_end == date(2029, 1, 14)
    assert dates.last_to_declare == date(2028, 7, 14)
    found = check("declaration", ask(notified_on=date(2027, 1, 15)))
    assert "14 juillet 2028 (fin de la période ferme : 14 janvier 2029)" in found.text
    assert "18 mois après la notification" in check("declaration", ask()).text
    assert check("declaration", ask(months=6)).state is State.WRONG
    past = check("declaration", ask(months=12, notified_on=date(2025, 1, 1)))
    assert past.state is State.WRONG and "appelez la MLDS" in past.repair


def test_presence_ends_within_the_firm_period_and_never_counts_august():
    # 13 weeks end on 14 January.
    assert dates_of(date(2027, 1, 15), 24, 450).last_to_start == date(2028, 10, 16)
    # They would begin on 1 August: the month is left out.
    assert dates_of(date(2026, 10, 31), 12, 450).last_to_start == date(2027, 7, 1)
    found = check("heures", ask(notified_on=date(2027, 1, 15)))
    assert "16 octobre 2028" in found.text and found.state is State.GOOD
    assert check("heures", ask(500_000, months=5)).state is State.WRONG
    assert check("heures", ask(500_000, 5, notified_on=date(2027, 1, 1))).state is State.WRONG


def test_the_european_threshold_in_force_is_dated_and_sourced():
    above = check("seuil", ask(threshold="state"))
    assert above.title == "Seuil européen atteint"
    assert "140 000 € HT, du 1er janvier 2026 au 31 décembre 2027" in plain(above.text)
    assert "Depuis août 2026" in above.text and "L2112-2-1" in above.text
    below = check("seuil", ask(threshold="works"))
    assert below.title == "Sous le seuil européen" and "5 404 000 €" in plain(below.text)
    assert all(check.slug != "seuil" for check in checks(ask()))


def test_a_framework_agreement_without_minimum_needs_a_trigger():
    assert "montant de commandes" in check("declencheur", ask(no_minimum=True)).repair
    assert all(check.slug != "declencheur" for check in checks(ask()))


def test_the_classic_formula_is_for_comparison():
    work = Work(Decimal(1_000_000), Decimal(50), Decimal(5), Decimal(30), 24)
    assert work.hours == 833
    found = compare(work, FIGURES)
    assert (found.insertion_hours, found.calibre) == (833, 900)
    assert found.time_passed and found.amount_passed


def test_two_tests_decide_time_and_amount():
    large = Work(Decimal(4_000_000), Decimal(50), Decimal(5), Decimal(30), 24)
    assert not compare(large, FIGURES).amount_passed
    assert "Les deux conviennent" in compare(large, FIGURES).conclusion
    short = replace(large, firm_months=8)
    assert not compare(short, FIGURES).time_passed
    assert (
        "trop" in compare(short, FIGURES).conclusion
        or "courte" in compare(short, FIGURES).conclusion
    )
