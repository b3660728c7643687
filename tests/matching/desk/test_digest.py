"""The morning digest: what is mine and late, once a day, codes only."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.desk import digest
from matching.enums import PlacementStage
from psf.accounts.models import User
from psf.messaging import outbox
from psf.messaging.channels.recorded import RecordedChannel
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey

# Its mornings are of 2028: they must be to come.
pytestmark = [pytest.mark.django_db, pytest.mark.working_day]
PARIS = ZoneInfo("Europe/Paris")
# A Tuesday far enough for every action of the tests to be late.
MORNING = datetime(2028, 2, 1, 7, 5, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def recorded():
    RecordedChannel.reset()
    yield
    RecordedChannel.reset()


@pytest.fixture
def files(two_services):
    """A file of each service, both late on that morning."""
    return (
        journey(two_services.saint_denis, by=two_services.tutor),
        journey(two_services.nice, by=two_services.tutor_nice),
    )


def digest_of(user):
    return Message.objects.filter(kind=digest.KIND, user=user).first()


def test_each_reads_their_own_late_actions_and_no_name(files, two_services):
    assert digest.run(now=MORNING) >= 2
    here, there = files
    message = digest_of(two_services.tutor)
    assert f"{here.code} : Appeler l'entreprise" in message.body
    assert there.code not in message.body
    assert there.code in digest_of(two_services.tutor_nice).body
    with perimeter([here.service]):
        youth = here.youth
        names = [youth.last_name, youth.first_name, here.offer.company.name]
    assert not [name for name in names if name in message.body + message.subject_line]
    assert message.address == two_services.tutor.email
    assert "/admin/suivi/" in message.body
    assert message.link is None


def test_it_counts_what_stands_in_the_tab_of_what_is_mine(files, two_services, signed_in):
    digest.run(now=MORNING)
    message = digest_of(two_services.tutor)
    with perimeter([two_services.saint_denis]):
        mine = Action.objects.open().filter(person=two_services.tutor).late(MORNING.date()).count()
    assert mine > 0
    assert message.subject_line == f"Point du matin : {mine} en retard"


def test_one_message_a_person_and_a_day_whatever_runs_it(files, two_services):
    assert digest.run(now=MORNING) > 0
    assert digest.run(now=MORNING + timedelta(minutes=20)) == 0
    assert digest.run(now=MORNING + timedelta(days=1)) > 0
    assert Message.objects.filter(kind=digest.KIND, user=two_services.tutor).count() == 2


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2028, 2, 1, 6, 59, tzinfo=PARIS),
        datetime(2028, 2, 1, 9, 0, tzinfo=PARIS),
        datetime(2028, 2, 5, 7, 5, tzinfo=PARIS),  # Saturday
        datetime(2028, 2, 6, 7, 5, tzinfo=PARIS),  # Sunday
        datetime(2028, 5, 1, 7, 5, tzinfo=PARIS),  # Public holiday
        datetime(2028, 4, 17, 7, 5, tzinfo=PARIS),  # Easter Monday
    ],
)
def test_nothing_leaves_out_of_hours(files, moment):
    assert digest.run(now=moment) == 0


def test_seven_in_paris_in_summer_as_in_winter(files):
    assert digest.run(now=datetime(2028, 7, 4, 5, 5, tzinfo=ZoneInfo("UTC"))) > 0
    assert digest.run(now=datetime(2028, 2, 1, 5, 5, tzinfo=ZoneInfo("UTC"))) == 0


def test_who_has_nothing_late_hears_nothing(two_services, files):
    assert digest.run(now=timezone.now().replace(hour=6, minute=5)) in (0,)
    assert digest_of(two_services.tutor) is None


def test_it_can_be_switched_off_in_one_s_account(files, two_services, signed_in):
    client = signed_in(two_services.tutor)
    page = client.get("/admin/account/").content.decode()
    assert "Point du matin" in page
    answer = client.post(
        "/admin/account/",
        {
            "name_email-first_name": "Camille",
            "name_email-last_name": "Essai",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    assert answer.status_code == 302
    assert not User.objects.get(pk=two_services.tutor.pk).wants_digest
    digest.run(now=MORNING)
    assert digest_of(two_services.tutor) is None


def test_who_left_or_whose_perimeter_ended_hears_nothing(files, two_services):
    User.objects.filter(pk=two_services.tutor.pk).update(is_active=False)
    PerimeterGrant.objects.filter(user=two_services.tutor_nice).update(
        starts_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    digest.run(now=MORNING)
    assert digest_of(two_services.tutor) is None
    assert digest_of(two_services.tutor_nice) is None


def test_it_names_how_many_messages_did_not_leave(files, two_services):
    here, _ = files
    with perimeter([here.service]):
        Message.objects.create(
            kind="x", recipient="company", channel="email", body="x", state=MessageState.UNCERTAIN,
            **here.as_subject(),
        )  # fmt: skip
    digest.run(now=MORNING)
    assert "1 message n'est pas parti" in digest_of(two_services.tutor).body
    assert "pas parti" not in digest_of(two_services.tutor_nice).body


def test_a_long_list_is_cut(two_services):
    for _ in range(2):
        journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    digest.LINES, lines = 1, digest.LINES
    try:
        digest.run(now=MORNING)
    finally:
        digest.LINES = lines
    assert "de plus." in digest_of(two_services.tutor).body


def test_trouble_with_one_person_stops_nobody_else(files, two_services, monkeypatch):
    real = digest.write

    def write(user, now):
        if user == two_services.tutor:
            raise LookupError
        return real(user, now)

    monkeypatch.setattr(digest, "write", write)
    digest.run(now=MORNING)
    assert digest_of(two_services.tutor_nice)


def test_it_leaves_like_any_message(files, two_services):
    digest.run(now=MORNING)
    outbox.sweep()
    assert two_services.tutor.email not in {
        delivered.message.address for delivered in RecordedChannel.delivered
    }  # Dated in 2028: not due yet.
    Message.objects.filter(kind=digest.KIND).update(next_attempt_at=timezone.now())
    outbox.sweep()
    carried = [each for each in RecordedChannel.delivered if each.message.kind == digest.KIND]
    assert two_services.tutor.email in {each.message.address for each in carried}


def test_a_person_without_an_address_is_left_out(two_services):
    UserFactory(username="sans-adresse", email="")
    assert "sans-adresse" not in {user.username for user in digest.readers(MORNING.date())}
