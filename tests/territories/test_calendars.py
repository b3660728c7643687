"""School holidays, what is not known of them, public holidays and working days."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from psf.territories import calendars
from psf.territories.errors import UnknownSchoolCalendar
from psf.territories.models import Academy, Department, SchoolHoliday

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    calendars.load()


def academy(code):
    return Academy.objects.get(code=code)


def department(code):
    return Department.objects.get(code=code)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("24", date(2027, 2, 6), date(2027, 2, 21)),
        ("70", date(2027, 2, 20), date(2027, 3, 7)),
        ("10", date(2027, 2, 13), date(2027, 2, 28)),
    ],
)
def test_winter_holidays_differ_by_zone_and_both_ends_belong_to_them(loaded, code, first, last):
    covering = SchoolHoliday.objects.covering
    for day in (first, last):
        assert covering(academy(code), day).get().name == "Vacances d’hiver"
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        assert not covering(academy(code), day).exists()


def test_no_holidays_of_a_zone_overlap(loaded):
    previous = None
    for holiday in SchoolHoliday.objects.order_by("zone", "starts_on"):
        if previous and previous.zone == holiday.zone:
            assert previous.ends_on < holiday.starts_on, (previous, holiday)
        previous = holiday


def test_every_loaded_holiday_is_valid(loaded):
    for holiday in SchoolHoliday.objects.all():
        holiday.full_clean()


def test_beyond_the_known_dates_the_answer_is_never_no_holiday(loaded):
    creteil = academy("24")
    last = SchoolHoliday.objects.known_until(creteil)
    assert last == date(2028, 8, 31)
    assert SchoolHoliday.objects.covering(creteil, last).exists()
    with pytest.raises(UnknownSchoolCalendar) as refusal:
        SchoolHoliday.objects.covering(creteil, last + timedelta(days=1))
    assert str(refusal.value) == (
        "Calendrier scolaire inconnu au-delà du 31/08/2028 (académie Créteil)."
    )


def test_before_the_known_dates_the_answer_is_never_no_holiday(loaded):
    with pytest.raises(UnknownSchoolCalendar, match="inconnu avant le"):
        SchoolHoliday.objects.covering(academy("24"), date(2020, 1, 1))


def test_an_academy_without_any_date_says_so(loaded):
    assert SchoolHoliday.objects.known_until(academy("43")) is None
    with pytest.raises(UnknownSchoolCalendar, match="inconnu pour l’académie Mayotte"):
        SchoolHoliday.objects.covering(academy("43"), date(2026, 11, 22))


def test_a_period_that_leaves_the_calendar_is_unknown_too(loaded):
    with pytest.raises(UnknownSchoolCalendar):
        SchoolHoliday.objects.between(academy("27"), date(2026, 7, 1), date(2026, 9, 15))


def test_a_period_lists_the_holidays_it_touches(loaded):
    found = SchoolHoliday.objects.between(academy("24"), date(2026, 10, 20), date(2026, 12, 19))
    assert [holiday.name for holiday in found] == ["Vacances de la Toussaint", "Vacances de Noël"]


def test_small_holidays_entered_early_do_not_make_the_year_known(loaded):
    corse = academy("27")
    assert SchoolHoliday.objects.known_until(corse) == date(2026, 8, 31)
    SchoolHoliday.objects.create(
        zone="CORSE",
        name="Vacances de Noël",
        school_year="2026-2027",
        starts_on=date(2026, 12, 19),
        ends_on=date(2027, 1, 3),
    )
    assert SchoolHoliday.objects.known_until(corse) == date(2026, 8, 31)


def test_the_command_completes_reports_and_respects_what_people_changed(capsys):
    call_command("load_calendars")
    count = SchoolHoliday.objects.count()
    first = capsys.readouterr().out
    assert f"{count} vacances ajoutées" in first
    assert "Calendrier inconnu, à saisir : Guadeloupe, Guyane, Martinique, Mayotte" in first
    winter = SchoolHoliday.objects.filter(
        zone="C", school_year="2026-2027", name="Vacances d’hiver"
    )
    winter.update(ends_on=date(2027, 2, 22))
    call_command("load_calendars")
    second = capsys.readouterr().out
    assert "0 vacances ajoutées, 0 rétablies" in second
    assert "laissées telles quelles : Vacances d’hiver 2026-2027 (Zone C)" in second
    assert winter.get().ends_on == date(2027, 2, 22)
    call_command("load_calendars", "--remplacer")
    assert winter.get().ends_on == date(2027, 2, 21)
    assert SchoolHoliday.objects.count() == count


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("93", date(2026, 7, 14), True),
        ("93", date(2026, 12, 26), False),
        ("67", date(2026, 12, 26), True),
        ("68", date(2026, 4, 3), True),
        ("57", date(2026, 4, 3), True),
        ("974", date(2026, 12, 20), True),
        ("972", date(2026, 5, 22), True),
        ("971", date(2026, 5, 27), True),
        ("973", date(2026, 6, 10), True),
        ("976", date(2026, 4, 27), True),
        ("988", date(2026, 9, 24), True),
        ("986", date(2026, 7, 29), True),
    ],
)
def test_public_holidays_follow_the_department(code, day, expected):
    assert (day in calendars.public_holidays(department(code), day.year)) is expected


def test_public_holidays_answer_for_every_department_in_french():
    for place in Department.objects.all():
        found = calendars.public_holidays(place, 2026)
        assert len(found) >= 11
        assert found[date(2026, 5, 1)] == "Fête du Travail"


def test_public_holidays_cannot_be_altered_by_a_caller():
    with pytest.raises(TypeError):
        calendars.public_holidays(department("93"), 2026)[date(2026, 1, 2)] = "Pont"


def test_working_days_are_monday_to_friday_save_public_holidays():
    assert calendars.is_working_day(department("93"), date(2026, 11, 20))
    assert not calendars.is_working_day(department("93"), date(2026, 11, 21))
    assert not calendars.is_working_day(department("93"), date(2026, 11, 11))
    assert calendars.is_working_day(department("93"), date(2025, 12, 26))
    assert not calendars.is_working_day(department("67"), date(2025, 12, 26))


def test_without_a_departement_a_working_day_is_one_of_the_whole_country():
    assert calendars.is_working_day(None, date(2025, 12, 26))
    assert not calendars.is_working_day(None, date(2026, 11, 11))
