"""An académie of the demonstration: what it holds, and that every promise holds in it.

`.ci/run` asks the same of the whole, which `make run` loads.
"""

import time
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from demonstration import generate
from demonstration.accounts import ACCOUNTS, PASSWORD
from demonstration.load import load
from demonstration.scenarios import ENDED, UNDER_WAY
from demonstration.territories import SHARED
from demonstration.zones import ZONES
from matching.desk.doubles.kinds import KINDS, kinds_for
from matching.enums import PlacementStage
from matching.models import Placement, Youth
from matching.placements.integrity import broken_promises
from matching.youths.actions import PROPOSE_PLACEMENT
from matching.youths.exchanges.noting import is_an_exchange
from offers.enums import FilingKind
from offers.models import Filing, HostSlot, Offer
from psf.accounts.models import User
from psf.perimeter.scope import all_services
from psf.territories import calendars, reference
from psf.territories.models import SchoolHoliday, Service
from psf.workflow.models import Action, Event

# Of our own work, for an académie of three; the database's comes on top.
SECONDS = 30
NICE = ZONES[2]
# Later than that, a step says that nobody looks at the queue.
LATEST_DAYS = 45
FICTIONAL = ("01 99 00", "02 61 91", "04 65 71", "06 39 98")
SHOWN = [account for account in ACCOUNTS if account.shown]


@pytest.fixture
def reference_tables(db):
    """The communes and calendars that it needs: all communes take longer than itself."""
    reference.load_communes(SHARED)
    if not SchoolHoliday.objects.exists():
        calendars.load()


def test_a_part_of_the_demonstration_keeps_every_promise(reference_tables):
    start = time.process_time()
    counts = load(timezone.localdate(), zones=[NICE])
    assert time.process_time() - start < SECONDS
    with all_services("test"):
        holds_what_was_promised(counts)
        assert broken_promises() == []
        some_files_need_somebody()
        nobody_waits_for_a_promise_of_last_spring()
        what_came_by_the_forms_waits()
        one_pair_of_each_stands_twice()
        time_goes_forward()
        nobody_is_real()
    everybody_signs_in()
    it_never_loads_twice()


def test_the_whole_is_a_hundred_and_twenty_parcours():
    assert sum(zone.offers for zone in ZONES) == 60
    assert sum(zone.youths for zone in ZONES) == 400
    assert sum(sum(counts) for counts, *_ in [*ENDED.values(), *UNDER_WAY.values()]) == 120


def holds_what_was_promised(counts):
    assert Service.objects.following_young_people().count() == 380
    assert Offer.objects.count() == NICE.offers
    assert HostSlot.objects.count() == counts["slots"] >= NICE.offers
    # Two more, who are one.
    assert Youth.objects.count() == counts["youths"] == NICE.youths + 2
    stages = Counter(Placement.objects.values_list("stage", flat=True))
    assert sum(stages.values()) == counts["placements"] > 25
    assert set(stages) == set(PlacementStage.values)


def nobody_waits_for_a_promise_of_last_spring():
    longest = timezone.localdate() - timedelta(days=LATEST_DAYS)
    old = Action.objects.open().filter(due__lt=longest).values_list("verb", "due")
    watched = [
        (verb, due) for verb, due in old if is_an_exchange(verb) or verb == PROPOSE_PLACEMENT.verb
    ]
    assert sorted(watched) == []


def some_files_need_somebody():
    """Late, silent, missed, interrupted; those that are closed have their bilan."""
    assert Action.objects.late().filter(placement__isnull=False).exists()
    assert Action.objects.open().filter(verb="commitment_reminder").exists()
    assert Event.objects.filter(name="interrupt").exists()
    assert Event.objects.filter(name="missed").exists()
    closed = Placement.objects.filter(stage=PlacementStage.CLOSED).select_related("review")
    assert all(placement.review.sent_to_buyer_on for placement in closed)


def what_came_by_the_forms_waits():
    assert sorted(Filing.objects.waiting().values_list("kind", flat=True)) == sorted(FilingKind)
    waiting = set(Action.objects.open().filter(filing__isnull=False).values_list("verb", flat=True))
    assert len(waiting) == len(FilingKind)
    assert Filing.objects.get(answered_at__isnull=False).is_consultation


def one_pair_of_each_stands_twice():
    """What a newcomer finds under « Doubles possibles », in sight of the académie's coordinator."""
    services = Service.objects.filter(department__academy__code=NICE.academy)
    services = list(services.values_list("pk", flat=True))
    kinds = kinds_for(User.objects.get(username=NICE.account))
    assert {kind.slug for kind in kinds} == set(KINDS)
    assert {kind.slug: len(kind.find(services)) for kind in kinds} == dict.fromkeys(KINDS, 1)


def time_goes_forward():
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    for placement in Placement.objects.all():
        days = [
            placement.reserved_on,
            placement.sent_on,
            placement.accepted_on,
            placement.started_on,
            placement.presence_ended_on,
            placement.closed_on,
        ]
        known = [day for day in days if day]
        assert known == sorted(known), placement.code


def nobody_is_real():
    assert all(user.email.endswith(".invalid") for user in User.objects.all())
    assert all(youth.phone.startswith(FICTIONAL) for youth in Youth.objects.all())


def everybody_signs_in():
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert f"Mot de passe : {PASSWORD}" in out.getvalue()
    for account in SHOWN:
        assert account.username in out.getvalue()
        client = Client()
        assert client.login(username=account.username, password=PASSWORD)
        assert client.get(reverse("wagtailadmin_home")).status_code == 200, account.username


def it_never_loads_twice():
    call_command("load_demo", if_empty=True, stdout=StringIO())
    assert Offer.objects.count() == NICE.offers
    with pytest.raises(CommandError, match="déjà"):
        call_command("load_demo")


@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_production_refuses_the_demonstration(db, settings, command):
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    with pytest.raises(CommandError, match="production"):
        call_command(command)


def test_the_files_are_those_of_the_generator(tmp_path, monkeypatch):
    files = sorted(generate.DATA.glob("*.csv"))
    monkeypatch.setattr(generate, "DATA", tmp_path)
    generate.main()
    assert [file.name for file in files] == sorted(file.name for file in tmp_path.iterdir())
    for file in files:
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()
