"""Accounts open by invitation only, within what the person who invites may give."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from psf.accounts.models import Invitation, User
from psf.accounts.models.invitation import suggest_username
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant

pytestmark = pytest.mark.django_db
ADD = "/admin/invitations/new/"
CHOSEN = "Le-Portail-Vert-26"


def filled(**fields):
    return {
        "first_name": "Élodie",
        "last_name": "Œuvrard",
        "email": "Elodie@exemple.fr",
        "function": "Tutrice",
        "roles": [Role.TUTOR.value],
        "starts_on": str(timezone.localdate()),
        "ends_on": "",
        **fields,
    }


@pytest.fixture
def academic(make_user, sign_in, territory):
    """The coordonnatrice académique of Créteil, signed in."""
    user = make_user(Role.ACADEMIC, place=territory.creteil)
    user.client = sign_in(user)
    return user


@pytest.fixture
def invite(academic, mailoutbox, django_capture_on_commit_callbacks):
    """Send an invitation from the screen; return it with the path of its link."""

    def send(**fields):
        with django_capture_on_commit_callbacks(execute=True):
            answer = academic.client.post(ADD, filled(**fields))
        assert answer.status_code == 302, answer.context["form"].errors
        link = re.search(r"https?://[^/]+(/\S+)", mailoutbox[-1].body)[1]
        return Invitation.objects.latest("pk"), link

    return send


def accept(client, link, password=CHOSEN):
    client.get(link)
    return client.post(
        reverse("invitation_accept"), {"new_password1": password, "new_password2": password}
    )


def test_an_invitation_opens_an_account_with_its_roles_and_perimeter(
    invite, client, territory, academic, mailoutbox
):
    ends_on = academic.perimeter_grants.get().ends_on - timedelta(days=1)
    invitation, link = invite(service=territory.s93.pk, ends_on=str(ends_on))
    assert mailoutbox[0].to == ["elodie@exemple.fr"]
    assert "Œuvrard" not in mailoutbox[0].subject
    assert invitation.state == "en attente"
    client.logout()
    assert accept(client, link).url == reverse("account_login")
    user = User.objects.get(email="elodie@exemple.fr")
    assert (user.username, user.roles) == ("elodie.oeuvrard", {Role.TUTOR})
    grant = user.perimeter_grants.get()
    assert (grant.place, grant.ends_on, grant.granted_by) == (territory.s93, ends_on, academic)
    answer = client.post(
        reverse("account_login"), {"login": "elodie.oeuvrard", "password": CHOSEN}, follow=True
    )
    assert "Protéger votre compte" in answer.content.decode()


def test_the_token_leaves_the_address_at_once_and_get_changes_nothing(invite, client, territory):
    invitation, link = invite(service=territory.s93.pk)
    client.logout()
    token = link.rstrip("/").split("/")[-1]
    for _ in range(2):
        answer = client.get(link)
        assert answer.url == "/compte/invitation/"
    page = client.get(answer.url).content.decode()
    assert token not in page and "elodie.oeuvrard" in page
    assert token not in str(dict(client.session))
    invitation.refresh_from_db()
    assert invitation.accepted_at is None and token not in invitation.token_hash
    assert not User.objects.filter(email="elodie@exemple.fr").exists()


def test_an_invitation_serves_once(invite, client, territory):
    _, link = invite(service=territory.s93.pk)
    client.logout()
    accept(client, link)
    again = accept(client, link)
    assert again.status_code == 410 and "déjà servi" in again.content.decode()
    assert User.objects.filter(email="elodie@exemple.fr").count() == 1


def test_a_weak_password_keeps_the_invitation_open(invite, client, territory):
    _invitation, link = invite(service=territory.s93.pk)
    client.logout()
    assert "Il manque au mot de passe" in accept(client, link, "motdepasse12").content.decode()
    assert accept(client, link).status_code == 302


def test_an_expired_invitation_says_so(invite, client, territory):
    _invitation, link = invite(service=territory.s93.pk)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    client.logout()
    answer = accept(client, link)
    assert answer.status_code == 410 and "expiré" in answer.content.decode()


def test_without_an_invitation_the_page_opens_nothing(client):
    assert client.get(reverse("invitation_accept")).status_code == 410
    assert accept(client, "/compte/invitation/inconnu/").status_code == 410


def test_a_revoked_invitation_opens_nothing(invite, client, territory, academic):
    invitation, link = invite(service=territory.s93.pk)
    address = reverse("accounts_invitation_revoke", args=[invitation.pk])
    assert "ne servira plus" in academic.client.get(address).content.decode()
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
    academic.client.post(address)
    client.logout()
    assert "retirée" in accept(client, link).content.decode()


def test_sending_again_closes_the_former_address(
    invite, client, territory, academic, mailoutbox, django_capture_on_commit_callbacks
):
    invitation, former = invite(service=territory.s93.pk)
    with django_capture_on_commit_callbacks(execute=True):
        academic.client.post(reverse("accounts_invitation_resend", args=[invitation.pk]))
    link = re.search(r"https?://[^/]+(/\S+)", mailoutbox[-1].body)[1]
    client.logout()
    assert accept(client, former).status_code == 410
    assert accept(client, link).status_code == 302


def test_a_mail_that_does_not_leave_is_seen_in_the_list(
    academic, territory, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("psf.accounts.messages.send_mail", broken)
    with django_capture_on_commit_callbacks(execute=True):
        answer = academic.client.post(ADD, filled(service=territory.s93.pk))
    assert answer.status_code == 302
    assert "non envoyée" in academic.client.get("/admin/invitations/").content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Ce rôle demande un périmètre"),
        ({"service": "93", "academy": "creteil"}, "un seul niveau"),
        ({"service": "06"}, "Sélectionnez un choix valide"),
        ({"roles": [Role.ADMINISTRATOR.value], "service": "93"}, "Sélectionnez un choix valide"),
        ({"roles": [Role.REGIONAL.value], "service": "93"}, "Sélectionnez un choix valide"),
        ({"service": "93", "email": "DEJA@exemple.fr"}, "Un compte existe déjà"),
        ({"service": "93", "starts_on": "2027-01-10", "ends_on": "2027-01-01"}, "précède"),
    ],
)
def test_a_coordinator_gives_no_more_than_they_hold(
    academic, territory, make_user, fields, message
):
    make_user(email="deja@exemple.fr")
    codes = {"93": territory.s93.pk, "06": territory.s06.pk, "creteil": territory.creteil.pk}
    fields = {
        key: codes.get(value, value) if isinstance(value, str) else value
        for key, value in fields.items()
    }
    answer = academic.client.post(ADD, filled(**fields))
    assert message in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_coordinator_cannot_give_longer_than_they_hold(academic, territory):
    academic.perimeter_grants.update(ends_on=timezone.localdate() + timedelta(days=30))
    answer = academic.client.post(ADD, filled(service=territory.s93.pk))
    assert "dépasse le vôtre" in answer.content.decode()
    ends_on = str(timezone.localdate() + timedelta(days=30))
    answer = academic.client.post(ADD, filled(service=territory.s93.pk, ends_on=ends_on))
    assert answer.status_code == 302


def test_one_open_invitation_an_address(invite, academic, territory):
    invite(service=territory.s93.pk)
    answer = academic.client.post(ADD, filled(service=territory.s93.pk, email="ELODIE@exemple.fr"))
    assert "déjà en cours" in answer.content.decode()


def test_an_administrator_invites_anybody_anywhere(make_user, sign_in, territory):
    client = sign_in(make_user(Role.ADMINISTRATOR))
    answer = client.post(ADD, filled(roles=[Role.REGIONAL.value], region=territory.paca.pk))
    assert answer.status_code == 302
    answer = client.post(ADD, filled(email="dpo@exemple.fr", roles=[Role.DPO.value]))
    assert answer.status_code == 302
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    "role", [Role.TUTOR, Role.BASIN, Role.DEPARTMENTAL, Role.WRITER, Role.NATIONAL, Role.DPO]
)
def test_other_roles_invite_nobody(make_user, sign_in, territory, role):
    client = sign_in(make_user(role, place=territory.creteil))
    for address in ("/admin/invitations/", ADD):
        assert client.get(address).status_code == 302
        assert client.post(address, filled(service=territory.s93.pk)).status_code in (302, 405)
    assert not Invitation.objects.exists()


def test_invitations_of_others_are_out_of_reach(invite, make_user, sign_in, territory, client):
    invitation, _ = invite(service=territory.s93.pk)
    client.logout()
    stranger = sign_in(make_user(Role.ACADEMIC, place=territory.nice))
    assert "Œuvrard" not in stranger.get("/admin/invitations/").content.decode()
    for address in (
        f"/admin/invitations/inspect/{invitation.pk}/",
        f"/admin/invitations/history/{invitation.pk}/",
        reverse("accounts_invitation_revoke", args=[invitation.pk]),
        reverse("accounts_invitation_resend", args=[invitation.pk]),
    ):
        assert stranger.get(address).status_code == 404
    for action in ("revoke", "resend"):
        address = reverse(f"accounts_invitation_{action}", args=[invitation.pk])
        assert stranger.post(address).status_code == 404


def test_an_invitation_is_neither_edited_nor_deleted(invite, academic, territory):
    invitation, _ = invite(service=territory.s93.pk)
    for action in ("edit", "delete", "usage"):
        answer = academic.client.post(f"/admin/invitations/{action}/{invitation.pk}/", filled())
        assert answer.status_code in (302, 405)
    invitation.refresh_from_db()
    assert invitation.is_open and invitation.place == territory.s93


def test_an_invitation_dies_with_the_account_that_sent_it(invite, client, academic, territory):
    _, link = invite(service=territory.s93.pk)
    client.logout()
    User.objects.filter(pk=academic.pk).update(is_active=False)
    assert accept(client, link).status_code == 410


def test_names_make_readable_usernames(make_user):
    assert suggest_username("Marie-Line", "d’Œuvre") == "marie-line.d-oeuvre"
    make_user(username="marie-line.d-oeuvre")
    assert suggest_username("Marie-Line", "d’Œuvre") == "marie-line.d-oeuvre2"


def test_the_form_speaks_of_roles_in_french_and_offers_only_those_one_may_give(academic):
    page = academic.client.get(ADD)
    assert [label for _, label in page.context["form"].fields["roles"].choices] == [
        "Coordonnateur académique",
        "Coordonnateur départemental",
        "Coordonnateur de bassin",
        "Tuteur pédagogique",
    ]
    assert "Nouvel" not in page.content.decode()


def test_a_perimeter_that_starts_later_shows_nothing_before(invite, client, territory):
    later = timezone.localdate() + timedelta(days=10)
    _, link = invite(service=territory.s93.pk, starts_on=str(later))
    client.logout()
    accept(client, link)
    user = User.objects.get(email="elodie@exemple.fr")
    assert PerimeterGrant.objects.services_of(user) == []
    assert PerimeterGrant.objects.services_of(user, on=later) == [territory.s93.pk]


def test_the_date_of_a_perimeter_is_a_date(academic, territory):
    answer = academic.client.post(ADD, filled(service=territory.s93.pk, starts_on="demain"))
    assert "pas une date reconnue" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_unknown_token_leaves_no_session_and_a_right_one_is_never_refused(
    invite, client, territory
):
    _invitation, link = invite(service=territory.s93.pk)
    client.logout()
    before = Session.objects.count()
    stranger = Client()
    answers = [stranger.get(f"/compte/invitation/faux{n}/").status_code for n in range(35)]
    assert answers == [410] * 30 + [429] * 5
    assert Session.objects.count() == before
    assert Client().get(link).url == reverse("invitation_accept")


def test_who_waits_for_a_second_person_is_told_so_on_both_sides(
    make_user, sign_in, territory, client, mailoutbox, django_capture_on_commit_callbacks
):
    sign_in(make_user(Role.ADMINISTRATOR))
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(ADD, filled(service=territory.s93.pk), follow=True)
    assert "un autre administrateur confirme son périmètre" in sent.content.decode()
    link = re.search(r"https?://[^/]+(/\S+)", mailoutbox[-1].body)[1]
    client.logout()
    accept(client, link)
    page = client.get(reverse("account_login")).content.decode()
    assert "quand une deuxième personne l’aura confirmé" in page
