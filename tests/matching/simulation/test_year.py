"""A small simulated year: nothing waits in silence, and the same seed lives the same year."""

import time
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from matching.models import Placement
from matching.simulation.promise import BrokenPromise, check_files
from matching.simulation.year import Year
from offers import reference as offers_reference
from offers.models import Rome
from psf.accounts.permissions import sync
from psf.messaging.models import Message
from psf.perimeter.scope import all_services
from psf.territories import calendars, reference
from psf.territories.models import Department, SchoolHoliday
from psf.workflow.models import Action, Event
from tests.factories.matching import PlacementFactory

SECONDS = 25
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


def test_nothing_waits_in_silence_for_a_hundred_and_twenty_days(country):
    start = time.process_time()
    figures = Year(files=60, days=120, first=FIRST).run()
    assert time.process_time() - start < SECONDS
    assert figures.broken == []
    assert figures.checked_files > 500
    assert figures.files >= 40
    assert figures.released and figures.answered_by_link and figures.closed
    assert figures.median_sent_to_meeting is not None
    assert figures.longest_without_event < 60
    with all_services("test"):
        assert figures.messages == Message.objects.count() > 200
        assert Event.objects.filter(name="escalate").exists()
        assert not Event.objects.filter(at__date__gt=date(2025, 12, 29)).exists()
    assert any("promesses rompues : 0" in line for line in figures.lines())
