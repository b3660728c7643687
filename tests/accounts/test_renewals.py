"""A head renews the perimeters of theirs for the next school year: boxes, one confirmation."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from psf.accounts.grants.panel import panel_for
from psf.accounts.grants.rules import renew, renewals_for
from psf.accounts.models import AccountLogEntry
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/comptes/perimetres/renouveler/"
AUGUST = date(2027, 8, 31)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def june():
    """The tenth of June 2027: perimeters end in less than three months."""
    with time_machine.travel(datetime(2027, 6, 10, 10, tzinfo=PARIS), tick=True):
        yield


@pytest.fixture
def people(make_user, territory):
    class People:
        tutor = make_user(Role.TUTOR, place=territory.s93, username="tutrice")
        basin = make_user(Role.BASIN, place=territory.d93, username="bassin")
        elsewhere = make_user(Role.TUTOR, place=territory.s06, username="ailleurs")
        above = make_user(Role.REGIONAL, place=territory.idf, username="region")
        gone = make_user(Role.TUTOR, place=territory.s93, username="partie", is_active=False)

    return People


@pytest.fixture
def head(make_user, territory):
    """The coordonnatrice académique of Créteil, renewed already for the year to come."""
    user = make_user(Role.ACADEMIC, place=territory.creteil)
    PerimeterGrant.objects.create(
        user=user, academy=territory.creteil, starts_on=date(2027, 9, 1), reason="Essai"
    )
    return user


def names(renewals):
    return {renewal.grant.user.username for renewal in renewals}


def test_a_head_renews_a_list_at_once(head, people, sign_in, territory):
    client = sign_in(head)
    page = client.get(ADDRESS).content.decode()
    assert "Renouveler pour 2027-2028" in page
    boxes = [people.tutor.perimeter_grants.get().pk, people.basin.perimeter_grants.get().pk]
    answer = client.post(ADDRESS, {"renewals": boxes}, follow=True)
    assert "2 périmètres renouvelés." in answer.content.decode()
    follows = people.tutor.perimeter_grants.get(starts_on=date(2027, 9, 1))
    assert (follows.ends_on, follows.granted_by) == (date(2028, 8, 31), head)
    assert people.tutor.covers(territory.s93, date(2028, 8, 31))
    assert not people.tutor.covers(territory.d93, date(2028, 8, 31))
    assert AccountLogEntry.objects.filter(action="accounts.renew_grant").count() == 2
    assert "Rien à renouveler" in answer.content.decode()


def test_only_those_a_head_answers_for_are_listed(head, people):
    assert names(renewals_for(head)) == {"tutrice", "bassin"}


def test_a_forged_box_renews_nobody_else(head, people, sign_in):
    forged = [
        person.perimeter_grants.get().pk for person in (people.elsewhere, people.above, people.gone)
    ]
    forged += head.perimeter_grants.values_list("pk", flat=True)
    before = PerimeterGrant.objects.count()
    answer = sign_in(head).post(ADDRESS, {"renewals": forged})
    assert answer.status_code == 200 and PerimeterGrant.objects.count() == before


def test_nobody_is_renewed_for_longer_than_the_head_holds(people, make_user, territory, sign_in):
    unrenewed = make_user(Role.ACADEMIC, place=territory.creteil)
    page = sign_in(unrenewed).get(ADDRESS).content.decode()
    assert "faites-le renouveler d’abord" in page and 'type="checkbox"' not in page
    assert renew(renewals_for(unrenewed), unrenewed) == 0


def test_pressed_twice_it_renews_once(head, people):
    shown = renewals_for(head)
    assert renew(shown, head) == 2
    assert renew(shown, head) == 0


def test_an_administrator_renews_those_who_renew_the_others(make_user, people, sign_in, territory):
    academic = make_user(Role.ACADEMIC, place=territory.creteil, username="academique")
    administrator = make_user(Role.ADMINISTRATOR, place=territory.s93)
    assert "academique" in names(renewals_for(administrator))
    assert administrator.username not in names(renewals_for(administrator))
    client = sign_in(administrator)
    client.post(ADDRESS, {"renewals": [academic.perimeter_grants.get().pk]})
    assert academic.covers(territory.creteil, date(2028, 8, 31))


def test_a_perimeter_that_was_ended_early_is_not_offered_again(head, people):
    people.tutor.perimeter_grants.update(starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 9))
    assert names(renewals_for(head)) == {"bassin"}


def test_one_forgotten_in_august_is_offered_in_september(head, people):
    with time_machine.travel(datetime(2027, 9, 6, 10, tzinfo=PARIS)):
        found = {each.grant.user.username: each for each in renewals_for(head)}
        assert found["tutrice"].starts_on == date(2027, 9, 6)
        assert found["tutrice"].ends_on == date(2028, 8, 31)


def test_months_before_nothing_is_offered(head, people):
    assert renewals_for(head, on=AUGUST - timedelta(days=200)) == []


@pytest.mark.parametrize("role", [Role.TUTOR, Role.BASIN, Role.NATIONAL, Role.DPO, Role.PUBLISHER])
def test_others_renew_nobody(make_user, people, sign_in, territory, role):
    client = sign_in(make_user(role, place=territory.creteil))
    before = PerimeterGrant.objects.count()
    assert client.get(ADDRESS).status_code == 302
    client.post(ADDRESS, {"renewals": [people.tutor.perimeter_grants.get().pk]})
    assert PerimeterGrant.objects.count() == before


def test_the_home_page_says_what_ends_within_thirty_days(head, people, sign_in, client):
    assert panel_for(head) is None and panel_for(people.tutor) is None
    with time_machine.travel(datetime(2027, 8, 10, 10, tzinfo=PARIS), tick=True):
        sign_in(head)
        page = client.get("/admin/").content.decode()
        assert f'<a href="{ADDRESS}">2 périmètres à renouveler</a>' in page
        assert panel_for(people.tutor).own_end == AUGUST
        # Renewed: nothing of hers ends soon.
        assert panel_for(head).own_end is None
