"""Accounts, perimeters, absences, invitations and sessions end; who answers for a trace stays known."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from matching.models import Youth
from psf.accounts import forgetting
from psf.accounts.models import Absence, Invitation, User
from psf.accounts.roles import Role
from psf.accounts.second_person import in_the_same_hands
from psf.accounts.tasks import clear_sessions, forget_over
from psf.perimeter.access import Door, record_access_by
from psf.perimeter.models import AccessLog, PerimeterGrant
from psf.perimeter.scope import all_services, perimeter
from psf.perimeter.tasks import forget_old_traces
from psf.personal.durations import Span
from tests.factories.accounts import UserFactory
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.factories.offers import (
    OfferFactory,
)
from tests.personal.later import DAY, after, aged

pytestmark = pytest.mark.django_db


def left(user):
    User.objects.filter(pk=user.pk).update(left_on=timezone.localdate(), is_active=False)
    return user


def test_an_account_left_is_emptied_once_no_file_and_no_log_names_it(two_services):
    home = two_services.saint_denis
    idle, follower, reader = (left(UserFactory(phone="0199000000")) for _ in range(3))
    with perimeter([home]):
        youth = YouthFactory(service=home, tutor=follower)
        record_access_by(reader, youth, Door.FORM)
        offer = OfferFactory(service=home)
    # What somebody did for an offer alone holds nothing back.
    from psf.workflow.models import Event

    Event.objects.create(
        kind="note", name="n", label="n", offer=offer, service=home, by=idle, at=timezone.now()
    )
    with after("account", less=4 * DAY):
        assert forgetting.forget_left_accounts() == 0
    with after("account"):
        assert forgetting.forget_left_accounts() == 1
        assert forgetting.forget_left_accounts() == 0
        idle.refresh_from_db()
        assert str(idle) == idle.username == f"compte-clos-{idle.pk}"
        assert [idle.email, idle.phone, idle.function, idle.last_name] == [""] * 4
        with perimeter([home]):
            Youth.objects.update(tutor=None)
        assert forgetting.forget_left_accounts() == 1
        with all_services("test"):
            aged(AccessLog, "at", 13)
        forget_old_traces()
        assert forgetting.forget_left_accounts() == 1
        assert not User.objects.filter(left_on__isnull=False).exclude(last_name="").exists()
    assert two_services.tutor.last_name


def test_past_perimeters_go_unless_their_holder_still_has_work_there(two_services):
    home = two_services.saint_denis
    today = timezone.localdate()
    gone, mover = left(UserFactory()), UserFactory()
    for user in (gone, mover):
        PerimeterGrant.objects.create(user=user, service=home, ends_on=today, reason="essai")
    with perimeter([home]):
        placement = PlacementFactory(youth=YouthFactory(service=home), tutor=mover)
    with after("account"):
        assert set(PerimeterGrant.objects.filter(user__in=[gone, mover])) != set()
        forgetting.forget_ended_grants()
        assert PerimeterGrant.objects.filter(user=mover).exists()
        assert not PerimeterGrant.objects.filter(user=gone).exists()
        with perimeter([home]):
            type(placement).objects.filter(pk=placement.pk).update(tutor=two_services.tutor)
        forgetting.forget_ended_grants()
        assert not PerimeterGrant.objects.filter(user=mover).exists()


def test_absences_and_invitations_end_and_who_opened_an_account_is_still_known(two_services):
    today, now = timezone.localdate(), timezone.now()
    absent, substitute = two_services.tutor, two_services.coordinator
    Absence.objects.create(
        user=absent, substitute=substitute, created_by=substitute, starts_on=today, ends_on=today
    )
    invited = UserFactory()
    common = {
        "roles": [Role.TUTOR],
        "service": two_services.saint_denis,
        "invited_by": two_services.coordinator,
        "first_name": "Camille",
        "last_name": "Essai",
        "expires_at": now + DAY,
    }
    Invitation.objects.create(**common, email="a@exemple.fr", token_hash="a")
    accepted = Invitation.objects.create(
        **common, email="b@exemple.fr", token_hash="b", accepted_at=now, accepted_by=invited
    )
    with after("account", less=5 * DAY):
        assert forgetting.forget_absences() == forgetting.forget_invitations() == 0
    with after("account"):
        assert forget_over() >= 3
        assert not Absence.objects.exists()
        assert Invitation.objects.get() == accepted
        accepted.refresh_from_db()
        assert [accepted.email, accepted.first_name, accepted.last_name] == ["", "", ""]
        assert str(accepted) == f"invitation n° {accepted.pk}"
        assert in_the_same_hands(invited, two_services.coordinator)


def test_sessions_end():
    now = timezone.now()
    for key, ends in (("a", now + DAY), ("b", now - DAY)):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    clear_sessions()
    assert [row.session_key for row in Session.objects.all()] == ["a"]
    with after(Span(hours=24)):
        clear_sessions()
        assert not Session.objects.exists()
