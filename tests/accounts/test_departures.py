"""Somebody leaves: everything is handed over first, then the account closes at once."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from psf.accounts import leaver
from psf.accounts.models import AccountLogEntry, User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import services_in_sight
from psf.territories.models import Service
from psf.workflow.models import Action
from tests.refusals import Refusal, assert_refused

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


class Ledger(dict):
    """Stands for what an application gives to people: {username: number held}."""

    def __init__(self):
        super().__init__()
        self.seen = None

    def count(self, user):
        self.seen = services_in_sight()
        return self.get(user.username, 0)

    def handover(self, user, successor, note=""):
        number = self.pop(user.username)
        self[successor.username] = self.get(successor.username, 0) + number
        return number


@pytest.fixture
def ledger(monkeypatch):
    held = Ledger()
    known = {holding.name: holding for holding in leaver.HOLDINGS}
    monkeypatch.setattr(leaver.HOLDINGS, "_entries", known)
    leaver.register("parcours d’essai", held.count, held.handover)
    return held


@pytest.fixture
def people(make_user, territory):
    class People:
        leaving = make_user(Role.TUTOR, place=territory.s93, username="partante")
        colleague = make_user(Role.TUTOR, place=territory.d93, username="collegue")
        elsewhere = make_user(Role.TUTOR, place=territory.s77, username="ailleurs")
        coordinator = make_user(Role.ACADEMIC, place=territory.creteil, username="coordo")

    return People


def address(user):
    return reverse("accounts_departure", args=[user.pk])


def leave(client, user, successor=None):
    return client.post(address(user), {"successor": successor.pk if successor else ""})


def test_the_screen_says_what_is_open_and_names_possible_successors(sign_in, people, ledger):
    ledger["partante"] = 3
    client = sign_in(people.coordinator)
    page = client.get(address(people.leaving))
    assert "3 parcours d’essai" in page.content.decode()
    names = {user.username for user in page.context["form"].fields["successor"].queryset}
    assert names == {"collegue", "coordo"}


def test_everything_goes_to_the_successor_then_the_account_is_closed(
    sign_in, people, ledger, territory
):
    ledger["partante"] = 3
    today = timezone.localdate()
    action = Action.objects.create(
        verb="call_company",
        actor="tutor",
        person=people.leaving,
        opened_at=timezone.now(),
        due=today,
        service=territory.s93,
        contact=make_contact(),
    )
    client = sign_in(people.coordinator)
    leave(client, people.leaving, people.colleague)
    assert ledger == {"collegue": 3}
    action.refresh_from_db()
    assert action.person == people.colleague
    user = User.objects.get(pk=people.leaving.pk)
    assert (user.is_active, user.left_on, user.has_usable_password()) == (False, today, False)
    assert not PerimeterGrant.objects.filter(user=user, ends_on__gt=today).exists()
    entry = AccountLogEntry.objects.for_instance(user).get(action="accounts.leave")
    assert entry.user == people.coordinator
    assert entry.data["successor"] == "collegue"
    assert entry.data["moved"]["parcours d’essai"] == 3


def make_contact():
    from tests.factories.offers import CompanyContactFactory

    return CompanyContactFactory()


def test_the_leavers_perimeter_is_in_sight_while_counting_and_forgotten_after(
    people, ledger, territory, make_user
):
    administrator = make_user(Role.ADMINISTRATOR)
    leaver.open_items(people.leaving)
    assert ledger.seen == [territory.s93.pk]
    assert services_in_sight() == []
    leaver.close(people.leaving, administrator)


def test_nothing_is_closed_without_a_successor_while_something_is_open(sign_in, people, ledger):
    ledger["partante"] = 1
    client = sign_in(people.coordinator)
    answer = leave(client, people.leaving)
    assert "requis" in answer.content.decode()
    with pytest.raises(leaver.DepartureRefused, match="nommez un successeur"):
        leaver.close(people.leaving, people.coordinator)
    assert User.objects.get(pk=people.leaving.pk).is_active and ledger["partante"] == 1


def test_a_handover_that_leaves_something_behind_changes_nothing(people, ledger, monkeypatch):
    ledger["partante"] = 2
    moved = []
    leaver.register("dossiers bloqués", lambda user: 1, lambda *pair: moved.append(pair) or 0)
    with pytest.raises(leaver.DepartureRefused, match="1 dossiers bloqués"):
        leaver.close(people.leaving, people.coordinator, people.colleague)
    assert moved
    user = User.objects.get(pk=people.leaving.pk)
    assert user.is_active and user.perimeter_grants.get().ends_on > timezone.localdate()


def test_a_successor_of_another_place_is_refused(sign_in, people, ledger):
    ledger["partante"] = 1
    client = sign_in(people.coordinator)
    leave(client, people.leaving, people.elsewhere)
    with pytest.raises(leaver.DepartureRefused, match="périmètre de ce successeur"):
        leaver.close(people.leaving, people.coordinator, people.elsewhere)
    assert User.objects.get(pk=people.leaving.pk).is_active


def test_open_sessions_of_the_leaver_end_at_once(sign_in, people, ledger):
    theirs = sign_in(people.leaving, Client())
    assert theirs.get("/admin/").status_code == 200
    leaver.close(people.leaving, people.coordinator)
    answer = theirs.get("/admin/")
    assert answer.url.startswith(reverse("account_login"))
    assert not Authenticator.objects.filter(user=people.leaving).exists()
    again = theirs.post(reverse("account_login"), {"login": "partante", "password": PASSWORD})
    assert again.status_code == 200 and "incorrect" in again.content.decode()


@pytest.mark.parametrize(
    ("role", "place", "how"),
    [
        (Role.ACADEMIC, "nice", Refusal.NOTHING_THERE),
        (Role.BASIN, "s77", Refusal.NOTHING_THERE),
        (Role.TUTOR, "creteil", Refusal.BACK_HOME),
        (Role.NATIONAL, "creteil", Refusal.BACK_HOME),
        (Role.DPO, None, Refusal.NOTHING_THERE),
    ],
)
def test_others_close_nobody(make_user, sign_in, people, ledger, territory, role, place, how):
    user = make_user(role, place=getattr(territory, place) if place else None)
    client = sign_in(user)
    assert_refused(client.get(address(people.leaving)), how)
    assert_refused(leave(client, people.leaving, people.colleague), how)
    assert User.objects.get(pk=people.leaving.pk).is_active


def test_a_narrower_coordinator_cannot_close_a_wider_perimeter(
    make_user, people, ledger, territory
):
    Service.objects.create(kind="mlds", name="MLDS d’à côté", department=territory.d93)
    basin = make_user(Role.BASIN, place=territory.s93)
    assert leaver.may_close(basin, people.leaving)
    assert not leaver.may_close(basin, people.colleague)
    people.leaving.set_roles([Role.ACADEMIC])
    assert not leaver.may_close(basin, people.leaving)


def test_nobody_closes_their_own_account(people, ledger):
    assert not leaver.may_close(people.coordinator, people.coordinator)


def test_an_administrator_closes_an_account_outside_the_network(make_user, sign_in, ledger):
    writer = make_user(Role.WRITER)
    client = sign_in(make_user(Role.ADMINISTRATOR))
    assert leave(client, writer).status_code == 302
    assert not User.objects.get(pk=writer.pk).is_active


def test_work_held_under_a_perimeter_that_ended_is_counted_too(people, ledger, territory):
    PerimeterGrant.objects.filter(user=people.leaving).update(
        starts_on="2020-01-01", ends_on="2020-12-31"
    )
    ledger["partante"] = 1
    assert dict(leaver.open_items(people.leaving))["parcours d’essai"] == 1
    assert ledger.seen == [territory.s93.pk]


def test_invitations_sent_by_the_leaver_are_withdrawn(people, ledger, territory, make_user):
    from psf.accounts.models import Invitation

    invitation = Invitation(
        first_name="A", last_name="B", email="a@exemple.fr", roles=[], invited_by=people.leaving
    )
    invitation.renew()
    invitation.save()
    leaver.close(people.leaving, people.coordinator)
    invitation.refresh_from_db()
    assert invitation.state == "retirée"
