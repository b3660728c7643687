"""A small simulated year: nothing waits in silence, and the same seed lives the same year."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from demonstration.simulation.promise import BrokenPromise, check_files
from demonstration.simulation.year import Year
from offers import reference as offers_reference
from offers.models import Rome
from psf.accounts.permissions import sync
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from psf.territories import calendars, reference
from psf.territories.models import Department, SchoolHoliday
from psf.workflow.models import Action, Event
from tests.factories.matching import PlacementFactory, YouthFactory

SECONDS = 60
FIRST = date(2025, 9, 1)


@pytest.fixture
def country(db):
    if not Department.objects.exists():
        reference.load()
    if not Rome.objects.exists():
        offers_reference.load()
    sync()
    reference.load_communes(("06", "93"))
    if not SchoolHoliday.objects.exists():
        calendars.load()


@pytest.mark.long
def test_nothing_waits_in_silence_for_a_hundred_and_twenty_days(country):
    start = time.process_time()
    figures = Year(files=40, days=120, first=FIRST).run()
    assert time.process_time() - start < SECONDS
    assert figures.broken == []
    assert figures.checked_files > 250
    assert figures.files >= 15
    assert figures.released and figures.answered_by_link and figures.closed
    assert figures.median_sent_to_meeting is not None
    assert figures.longest_without_event < 70
    with all_services("test"):
        assert figures.messages == Message.objects.count() > 100
        assert Event.objects.filter(name="escalate").exists()
        assert not Event.objects.filter(at__date__gt=date(2025, 12, 29)).exists()
    assert any("promesses rompues : 0" in line for line in figures.lines())


def test_the_same_seed_lives_the_same_year(country):
    """A few days are enough: any difference grows from the first one on."""
    years = []
    for _ in range(2):
        with transaction.atomic():
            figures = Year(files=15, days=14, first=FIRST, seed=3).run()
            figures = replace(figures, longest_code="", seconds=0.0)
            years.append((figures, actions_of_the_year()))
            transaction.set_rollback(True)
    assert years[0] == years[1]


def actions_of_the_year():
    with all_services("test"):
        rows = Action.objects.order_by("opened_at", "pk").values_list("verb", "due", "actor")
        return list(rows)


def test_a_file_that_waits_in_silence_is_found(two_services):
    today = date(2026, 3, 2)
    with perimeter([two_services.saint_denis]):
        placement = PlacementFactory(youth=YouthFactory(service=two_services.saint_denis))
        with pytest.raises(BrokenPromise, match=placement.code):
            check_files(today)
        action = Action.objects.create(
            verb="call_company",
            actor="tutor",
            opened_at=timezone.make_aware(datetime(2026, 2, 1)),
            due=today - timedelta(days=3),
            **placement.as_subject(),
        )
        assert check_files(today) == 1
        with pytest.raises(BrokenPromise, match="never told"):
            check_files(today + timedelta(days=1))
        action.escalated_on = today
        action.save()
        assert check_files(today + timedelta(days=1)) == 1


def test_a_simulated_year_wants_an_empty_database_of_its_own(two_services, settings):
    with perimeter([two_services.saint_denis]):
        PlacementFactory(youth=YouthFactory(service=two_services.saint_denis))
    with pytest.raises(CommandError, match="vide"):
        call_command("simulate", files=1, days=1)
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    with pytest.raises(CommandError, match="production"):
        call_command("simulate", files=1, days=1)
