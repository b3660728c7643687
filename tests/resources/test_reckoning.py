"""From an amount to hours, days and euros; what must hold, and how to mend it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from psf.territories.school_days import Holiday
from resources.calibre.calendar import dates_of
from resources.calibre.checks import State, checks
from resources.calibre.insertion import Work, compare
from resources.calibre.question import Question
from resources.calibre.reckoning import NoBracket, NotACalibre, calibre_wished, reckon
from resources.calibre.school import Zone
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


AUTUMN = Holiday(date(2026, 10, 17), date(2026, 11, 1), name="Toussaint")
WINTER = Holiday(date(2027, 2, 13), date(2027, 2, 28), name="hiver")
SUMMER = Holiday(date(2027, 7, 3), date(2027, 8, 31), name="été")
ZONE_A = Zone("A", "Zone A", (AUTUMN, WINTER, SUMMER), SUMMER.last_day)
ZONE_B = Zone("B", "Zone B", (AUTUMN, SUMMER), SUMMER.last_day)
HOLIDAYS = replace(FIGURES, zones=(ZONE_A, ZONE_B))


def usable(first, last, zone=ZONE_A):
    calendar = zone.calendar(first, last)
    return calendar.usable_days(first.toordinal(), last.toordinal())


def test_presence_ends_within_the_firm_period_by_the_calendar_of_the_engine():
    # 13 weeks, their last week-end free, would begin on 4 January; half of the holiday of 16 days is lost.
    dates = dates_of(date(2026, 4, 3), 12, 450, (ZONE_A,))
    assert (dates.firm_end, dates.last_to_start) == (date(2027, 4, 2), date(2026, 12, 27))
    assert usable(dates.last_to_start, dates.firm_end) == 13 * 7 - 2
    assert usable(dates.last_to_start + timedelta(1), dates.firm_end) < 13 * 7 - 2
    # Zone B has no winter holiday here: the zone that asks the most decides.
    assert dates_of(date(2026, 4, 3), 12, 450, (ZONE_B,)).last_to_start == date(2027, 1, 4)
    both = dates_of(date(2026, 4, 3), 12, 450, (ZONE_B, ZONE_A))
    assert both.last_to_start == dates.last_to_start
    # In summer one week at each end: presence that ends on 30 September begins before July.
    summer = dates_of(date(2026, 10, 1), 12, 300, (ZONE_A,))
    assert summer.firm_end == date(2027, 9, 30) and summer.last_to_start < date(2027, 7, 3)


def test_beyond_the_published_calendar_its_last_year_comes_again_and_it_is_said():
    reckoning = reckon(
        Question(Decimal(300_000), 24, notified_on=date(2027, 1, 15), zone="A"), HOLIDAYS
    )
    assert reckoning.zones == (ZONE_A,)
    found = check("heures", reckoning)
    assert found.state is State.GOOD
    assert "Le calendrier publié s'arrête au 31 août 2027" in found.text
    assert (
        "(zone A)" in found.text and "la moitié de chaque période de petites vacances" in found.text
    )
    far = dates_of(date(2030, 4, 3), 12, 450, (ZONE_A,))
    near = dates_of(date(2026, 4, 3), 12, 450, (ZONE_A,))
    assert abs(
        (far.firm_end - far.last_to_start) - (near.firm_end - near.last_to_start)
    ) < timedelta(8)


def test_without_any_calendar_a_summer_is_still_a_summer_and_it_is_said():
    found = check("heures", ask(notified_on=date(2027, 1, 15)))
    assert "Le calendrier scolaire n'est pas renseigné" in found.text
    assert dates_of(date(2026, 10, 1), 12, 450).last_to_start < date(2027, 7, 5)


@pytest.mark.parametrize(
    ("amount", "months", "fits"), [(500_000, 5, False), (500_000, 12, True), (50_000, 2, True)]
)
def test_hours_that_no_date_lets_in_are_wrong(amount, months, fits):
    state = State.GOOD if fits else State.WRONG
    for figures in (FIGURES, HOLIDAYS):
        found = reckon(Question(Decimal(amount), months), figures)
        assert check("heures", found).state is state
    dated = ask(amount, months, notified_on=date(2027, 1, 1))
    assert check("heures", dated).state is state


def test_lots_pooled_beyond_what_a_year_holds_are_wrong():
    lots = (Decimal(500_000),) * 3
    pooled = reckon(Question(Decimal(1_500_000), 12, lots=lots, pooled=True), HOLIDAYS)
    assert pooled.longest_presence == 2_700
    assert check("heures", pooled).state is State.WRONG
    apart = reckon(Question(Decimal(1_500_000), 12, lots=lots), HOLIDAYS)
    assert check("heures", apart).state is State.GOOD


def test_the_cost_is_of_young_people_who_each_stay_within_the_legal_ceiling():
    pooled = ask(1_500_000, lots=(Decimal(500_000),) * 3, pooled=True).whole_cost
    assert pooled.shares == (900, 900, 900)
    assert pooled.of_one.legal.amount == 4050 and pooled.legal.amount == 3 * 4050
    mixed = ask(600_000, lots=(Decimal(500_000), Decimal(50_000)), pooled=True).whole_cost
    # The second does 150 hours, below the threshold: nothing is due by law.
    assert mixed.shares == (900, 150) and mixed.legal.amount == 4050
    assert mixed.granted.amount == 4050 + 675
    assert ask(600).whole_cost.shares == (150,)
    assert all(share <= FIGURES.rate.ceiling for share in pooled.shares + mixed.shares)


def test_the_european_threshold_in_force_is_dated_and_sourced():
    above = check("seuil", ask(threshold="state"))
    assert above.title == "Seuil européen atteint"
    assert "140 000 € HT, du 1er janvier 2026 au 31 décembre 2027" in plain(above.text)
    assert "Depuis le 22 août 2026" in above.text and "L2112-2-1" in above.text
    assert "notamment en faveur des personnes défavorisées" in above.text
    below = check("seuil", ask(threshold="works"))
    assert "sous le seuil européen" in below.title and "5 404 000 €" in plain(below.text)
    assert "reconductions" in below.text and "R2121-8" in below.text
    assert below.text[0].isupper()
    assert all(check.slug != "seuil" for check in checks(ask()))


def test_renewals_count_in_what_is_compared_with_the_threshold():
    """180 000 € three times are 540 000 €: the firm period alone proves nothing."""
    below = check("seuil", ask(130_000, threshold="state"))
    assert below.title != "Seuil européen atteint"
    above = check("seuil", ask(130_000, threshold="state", renewals=2))
    assert above.title == "Seuil européen atteint" and "390 000 €" in plain(above.text)


def test_days_beyond_the_months_move_the_last_days():
    whole = dates_of(date(2027, 1, 15), 12, 450)
    half = dates_of(date(2027, 1, 15), 12, 450, firm_days=15)
    assert (half.firm_end - whole.firm_end).days == 15
    assert half.last_to_declare > whole.last_to_declare
    said = check("declaration", ask(months=12, firm_days=15)).text
    assert "6 mois et 15 jours après la notification" in plain(said)


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
    assert "l'insertion compte plus d'heures" in compare(large, FIGURES).conclusion
    short = replace(large, firm_months=8)
    assert not compare(short, FIGURES).time_passed
    assert (
        "trop" in compare(short, FIGURES).conclusion
        or "courte" in compare(short, FIGURES).conclusion
    )
