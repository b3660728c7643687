"""Several rows at once: entrusted to a colleague, companies reminded; never beyond what is in sight."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.placements.actions.sent import ANSWER
from offers.models import CompanyContact
from psf.accounts.models import Absence
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, Event
from tests.factories.accounts import tutor
from tests.refusals import Refusal, assert_refused

from .conftest import keys_on, queue

pytestmark = pytest.mark.django_db
Stage = PlacementStage
GIVE, REMIND = "/admin/suivi/actions/confier/", "/admin/suivi/actions/relancer/"


@pytest.fixture
def silent(file_at):
    """A file sent to a company that can be written to, three days ago."""

    def make():
        placement = file_at(Stage.SENT)
        long_ago = timezone.now() - timedelta(days=3)
        with perimeter([placement.service_id]):
            CompanyContact.objects.filter(company=placement.offer.company).update(
                email="entreprise@example.invalid"
            )
            Message.objects.filter(placement=placement).update(created_at=long_ago)
        return placement

    return make


def reminders(placement) -> int:
    with perimeter([placement.service_id]):
        return Message.objects.filter(placement=placement, kind="company_reminder").count()


def answer_of(open_actions, placement) -> int:
    return next(
        action.pk for action in open_actions(placement=placement) if action.verb == ANSWER.verb
    )


def test_an_action_entrusted_is_the_colleagues_and_the_history_says_so(
    client, file_at, open_actions, two_services
):
    placement = file_at(Stage.RESERVED)
    colleague = tutor(two_services.saint_denis, username="collegue")
    key = next(a.pk for a in open_actions(placement=placement) if a.actor == "tutor")
    page = client.post(GIVE, {"actions": key})
    assert page.status_code == 200 and str(colleague) in page.content.decode()
    done = client.post(
        GIVE,
        {"actions": key, "confirmed": 1, "person": colleague.pk, "text": "Tu la connais mieux."},
    )
    assert done.status_code == 302
    with perimeter([two_services.saint_denis]):
        assert Action.objects.get(pk=key).person == colleague
        event = Event.objects.get(name="given")
        assert (event.text, event.placement) == ("Tu la connais mieux.", placement)


def test_nothing_is_entrusted_to_somebody_of_another_service(
    client, file_at, open_actions, two_services
):
    placement = file_at(Stage.RESERVED)
    key = next(a.pk for a in open_actions(placement=placement) if a.actor == "tutor")
    client.post(GIVE, {"actions": key, "confirmed": 1, "person": two_services.tutor_nice.pk})
    with perimeter([two_services.saint_denis]):
        assert Action.objects.get(pk=key).person != two_services.tutor_nice


def test_a_tutor_does_not_entrust(signed_in, two_services):
    answer = signed_in(two_services.tutor).post(GIVE, {"actions": 1})
    assert_refused(answer, Refusal.BACK_HOME)


def test_companies_ticked_are_reminded_once_in_two_days(client, silent, open_actions):
    placement = silent()
    key = answer_of(open_actions, placement)
    asked = client.post(REMIND, {"actions": key})
    assert "1 entreprise à relancer" in asked.content.decode()
    assert reminders(placement) == 0
    client.post(REMIND, {"actions": key, "confirmed": 1})
    written = reminders(placement)
    assert written > 0
    client.post(REMIND, {"actions": key, "confirmed": 1})
    assert reminders(placement) == written


def test_a_whole_list_reminds_what_the_filter_shows_and_no_more(client, silent, make_late):
    late, recent = silent(), silent()
    make_late(late, 20)
    listed = keys_on(client.get(queue(onglet="entreprises", retard="1")))
    assert listed
    client.post(f"{REMIND}?onglet=entreprises&retard=1", {"tout": 1, "confirmed": 1})
    assert reminders(late) > 0
    assert reminders(recent) == 0


def test_another_service_is_never_reached(signed_in, silent, open_actions, two_services):
    placement = silent()
    key = answer_of(open_actions, placement)
    stranger = signed_in(two_services.coordinator_nice)
    stranger.post(REMIND, {"actions": key, "confirmed": 1})
    stranger.post(f"{REMIND}?onglet=tout", {"tout": 1, "confirmed": 1})
    assert reminders(placement) == 0


def test_a_substitute_finds_the_work_of_whoever_is_away(signed_in, file_at, two_services):
    placement = file_at(Stage.RESERVED)
    colleague = tutor(two_services.saint_denis, username="collegue")
    assert keys_on(signed_in(colleague).get(queue(onglet="a-moi"))) == []
    Absence.objects.create(
        user=placement.tutor,
        substitute=colleague,
        ends_on=timezone.localdate() + timedelta(days=5),
        created_by=placement.tutor,
    )
    assert keys_on(signed_in(colleague).get(queue(onglet="a-moi"))) != []
