"""A small part of the national demonstration: every promise holds, its history is the workflow's."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone

from demonstration.national import load, size
from demonstration.national.country import coordinator_of, largest_academy
from demonstration.national.stories import STORIES, YOUTH_OPENINGS
from matching.enums import PlacementStage
from matching.models import Placement, PlacementPeriod, Youth
from matching.placements.integrity import broken_promises
from matching.placements.workflow import PLACEMENTS
from matching.stages import ACTIVE
from offers import reference as offers_reference
from offers.models import HostSlot, Offer, OfferBudget, Rome
from psf.accounts.permissions import sync
from psf.messaging.models import Message
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services
from psf.territories import reference
from psf.territories.models import Department, SchoolHoliday
from psf.workflow.models import Action, Event

SCALE = 0.004
# Who else is on the lists, each situation once.
FEW = {situation: (share, min(lasts, 40)) for situation, (share, lasts) in YOUTH_OPENINGS.items()}
TOLD = {"expired", "silent", "silent_alone", "refused_at_meeting", "to_school", "stopped_by_youth"}


@pytest.fixture
def country(db):
    """Three académies with their communes, as far as the national demonstration needs them."""
    if not Department.objects.exists():
        reference.load()
    if not Rome.objects.exists():
        offers_reference.load()
    sync()
    reference.load_communes(("06", "76", "93"))
    if not SchoolHoliday.objects.exists():
        call_command("load_calendars", stdout=StringIO())


@pytest.mark.long
def test_a_part_of_the_country_keeps_every_promise(country):
    said = []
    counts = load.load(
        timezone.localdate(),
        size.Size.scaled(SCALE),
        said.append,
        stories=[story for story in STORIES if story.name in TOLD],
        listings=FEW,
    )
    assert counts["broken"] == 0
    with all_services("test"):
        assert broken_promises() == []
        numbers_are_those_asked(counts)
        history_is_the_workflows()
        hours_and_places_are_right()
        nothing_comes_from_the_future()
        no_token_is_left()
    the_largest_academy_has_its_coordinator()
    assert any("parcours" in line for line in said)
    it_is_not_loaded_twice()


def numbers_are_those_asked(counts):
    wanted = size.Size.scaled(SCALE)
    assert (Youth.objects.count(), Offer.objects.count()) == (wanted.youths, wanted.offers)
    assert 0.6 * wanted.placements < Placement.objects.count() <= wanted.placements
    stages = Counter(Placement.objects.values_list("stage", flat=True))
    assert stages[PlacementStage.CLOSED] > stages[PlacementStage.SENT]
    assert sum(stages[stage] for stage in ACTIVE) > 3
    assert counts["message"] == Message.objects.count() > counts["placements"]


def history_is_the_workflows():
    """Transitions follow each other, from and to the stages that the table knows."""
    rows = Event.objects.filter(placement__isnull=False, kind="transition").order_by("at", "pk")
    stage_of = {}
    for event in rows:
        if event.name != "reserve":
            transition = PLACEMENTS.transitions[event.name]
            assert event.from_stage == stage_of[event.placement_id] in transition.sources
            assert event.to_stage == (transition.target or event.from_stage)
        stage_of[event.placement_id] = event.to_stage
    assert stage_of == dict(Placement.objects.values_list("pk", "stage"))
    open_ones = Placement.objects.open().annotate(
        waiting=Count("actions", filter=Q(actions__done_at=None))
    )
    assert not open_ones.filter(waiting=0).exists()


def hours_and_places_are_right():
    assert not OfferBudget.objects.filter(total__lt=F("reserved") + F("consumed")).exists()
    held = set(Placement.objects.active().values_list("host_slot", flat=True))
    assert held == set(HostSlot.objects.filter(busy=True).values_list("pk", flat=True))
    periods = PlacementPeriod.objects.values("placement").annotate(
        first=Min("starts_on"), last=Max("ends_on")
    )
    dates = dict(Placement.objects.values_list("pk", "starts_on"))
    assert all(dates[row["placement"]] == row["first"] for row in periods)
    late = Placement.objects.filter(ends_on__gt=F("offer__contract__firm_end"))
    assert not late.exists()


def nothing_comes_from_the_future():
    now = timezone.now()
    assert not Event.objects.filter(at__gt=now).exists()
    assert not Action.objects.filter(opened_at__gt=now).exists()
    assert not Message.objects.filter(sent_at__gt=now).exists()
    assert not Action.objects.filter(done_at__lt=F("opened_at")).exists()


def no_token_is_left():
    for texts in (
        Message.objects.values_list("body", "subject_line", "recipient_name"),
        Event.objects.values_list("label", "text", "reason_label"),
        Placement.objects.values_list("goals", "meeting_place", "code"),
    ):
        assert not [row for row in texts if any("⟦" in text for text in row)]


def the_largest_academy_has_its_coordinator():
    academy, files = largest_academy()
    user = coordinator_of(academy)
    assert user.is_coordinator and user.is_demonstration
    services = PerimeterGrant.objects.services_of(user)
    with all_services("test"):
        assert Placement.objects.open().filter(service__in=services).count() == files > 0


def it_is_not_loaded_twice():
    with pytest.raises(CommandError, match="--force"):
        call_command("load_demo", national=True, stdout=StringIO())


def test_production_refuses_the_national_demonstration(db, settings):
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo", national=True)


@pytest.mark.parametrize("scale", [0, -1, 1.5])
def test_a_scale_is_a_share(db, scale):
    with pytest.raises(CommandError, match="entre 0 et 1"):
        call_command("load_demo", national=True, scale=scale)
