"""Somebody away names who does their work, dated, and the work is seen there."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from psf.accounts.models import Absence
from psf.accounts.models.absence import stand_in
from psf.accounts.roles import Role

pytestmark = pytest.mark.django_db
ADD = "/admin/absences/new/"


@pytest.fixture
def team(make_user, territory):
    class Team:
        away = make_user(Role.TUTOR, place=territory.s93, username="absente")
        colleague = make_user(Role.TUTOR, place=territory.d93, username="collegue")
        elsewhere = make_user(Role.TUTOR, place=territory.s77, username="ailleurs")
        coordinator = make_user(Role.ACADEMIC, place=territory.creteil, username="coordo")

    return Team


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def absence(team, first=0, last=7) -> Absence:
    today = timezone.localdate()
    return Absence.objects.create(
        user=team.away,
        substitute=team.colleague,
        starts_on=today + timedelta(days=first),
        ends_on=today + timedelta(days=last),
        created_by=team.away,
    )


def typed(user, substitute, first=0, last=7) -> dict:
    today = timezone.localdate()
    return {
        "user": user.pk,
        "substitute": substitute.pk,
        "starts_on": today + timedelta(days=first),
        "ends_on": today + timedelta(days=last),
    }


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True


def test_a_substitute_stands_in_from_the_first_to_the_last_day(team):
    row = absence(team)
    today = timezone.localdate()
    assert stand_in(team.away) == team.colleague
    assert stand_in(team.away, row.ends_on) == team.colleague
    assert stand_in(team.away, row.ends_on + timedelta(days=1)) == team.away
    assert stand_in(team.away, today - timedelta(days=1)) == team.away
    assert set(team.colleague.stands_in_for) == {team.away.pk, team.colleague.pk}
    assert team.away.stands_in_for == [team.away.pk]


def test_two_absences_on_the_same_days_are_refused(team):
    absence(team)
    again = Absence(
        user=team.away,
        substitute=team.colleague,
        starts_on=timezone.localdate() + timedelta(days=3),
        ends_on=timezone.localdate() + timedelta(days=9),
        created_by=team.away,
    )
    with pytest.raises(ValidationError, match="déjà enregistrée"):
        again.full_clean()


def test_the_database_refuses_an_end_before_the_start_and_a_substitute_of_oneself(team):
    with pytest.raises(IntegrityError), transaction.atomic():
        absence(team, first=5, last=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            user=team.away,
            substitute=team.away,
            ends_on=timezone.localdate(),
            created_by=team.away,
        )


@pytest.mark.parametrize("who", ["away", "coordinator"])
def test_one_records_ones_own_absence_and_a_coordinator_those_of_the_team(team, who):
    by = getattr(team, who)
    by.is_demonstration = True
    by.save()
    response = client_of(by).post(ADD, typed(team.away, team.colleague))
    assert response.status_code == 302
    assert Absence.objects.get().created_by == by


def test_a_substitute_must_see_what_the_absent_person_sees(team):
    team.coordinator.is_demonstration = True
    team.coordinator.save()
    response = client_of(team.coordinator).post(ADD, typed(team.away, team.elsewhere))
    assert response.status_code == 200
    assert "ne contient pas celui" in response.content.decode()
    assert not Absence.objects.exists()


def test_nobody_records_the_absence_of_a_colleague_elsewhere(team):
    team.elsewhere.is_demonstration = True
    team.elsewhere.save()
    response = client_of(team.elsewhere).post(ADD, typed(team.away, team.colleague))
    assert response.status_code == 200
    assert not Absence.objects.exists()


def test_an_absence_out_of_sight_can_not_be_opened(team):
    row = absence(team)
    team.elsewhere.is_demonstration = True
    team.elsewhere.save()
    client = client_of(team.elsewhere)
    assert client.get(f"/admin/absences/edit/{row.pk}/").status_code == 404
    assert "absente" not in client.get("/admin/absences/").content.decode()
