"""The whole demonstration, loaded once: what it holds, and that every promise holds in it."""

import time
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.demo import generate
from matching.demo.accounts import ACCOUNTS, PASSWORD
from matching.enums import PlacementStage
from matching.integrity import broken_promises
from matching.models import Placement, Youth
from offers.models import HostSlot, Offer
from psf.accounts.models import User
from psf.perimeter.scope import all_services
from psf.territories import reference
from psf.territories.demonstration import SHARED
from psf.territories.models import Service
from psf.workflow.models import Action, Event

# Of our own work; the database's comes on top.
SECONDS = 60
FICTIONAL = ("01 99 00", "02 61 91", "04 65 71", "06 39 98")
SHOWN = [account for account in ACCOUNTS if account.shown]


@pytest.fixture
def reference_tables(db):
    """The communes that the demonstration needs: all of them take longer than itself."""
    reference.load_communes(SHARED)


def test_the_demonstration_is_whole_and_keeps_every_promise(reference_tables):
    start = time.process_time()
    call_command("load_demo", stdout=StringIO())
    assert time.process_time() - start < SECONDS
    with all_services("test"):
        holds_what_was_promised()
        assert broken_promises() == []
        some_files_need_somebody()
        time_goes_forward()
        nobody_is_real()
    everybody_signs_in()
    it_never_loads_twice()


def holds_what_was_promised():
    assert Service.objects.following_young_people().count() == 380
    assert (Offer.objects.count(), HostSlot.objects.count()) == (60, 80)
    assert Youth.objects.count() == 400
    stages = Counter(Placement.objects.values_list("stage", flat=True))
    assert sum(stages.values()) == 120
    assert set(stages) == set(PlacementStage.values)


def some_files_need_somebody():
    """Late, silent, missed, interrupted; those that are closed have their bilan."""
    assert Action.objects.late().filter(placement__isnull=False).count() > 5
    assert Action.objects.open().filter(verb="commitment_reminder").exists()
    assert Event.objects.filter(name="interrupt").exists()
    assert Event.objects.filter(name="missed").exists()
    closed = Placement.objects.filter(stage=PlacementStage.CLOSED).select_related("review")
    assert all(placement.review.sent_to_buyer_on for placement in closed)


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
    assert Offer.objects.count() == 60
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
