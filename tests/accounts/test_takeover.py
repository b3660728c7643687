"""Nobody alone takes over an account: by its address and its factor, it takes two people."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from psf.accounts.models import AccountLogEntry
from psf.accounts.roles import Role

from .test_grants import opened_by_invitation_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def edited(user, **fields):
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "phone": "",
        "function": "",
        "roles": sorted(user.roles),
        **fields,
    }


@pytest.mark.parametrize("first", ["address", "factor"])
def test_nobody_alone_takes_over_an_account_by_its_address_and_its_factor(
    administrator, make_user, sign_in, client, territory, give_factor, first
):
    tutor = make_user(Role.TUTOR, place=territory.s93)
    give_factor(tutor)
    former = tutor.email
    edit, remove = (
        f"/admin/users/edit/{tutor.pk}/",
        reverse("accounts_remove_second_factor", args=[tutor.pk]),
    )

    def change_address():
        return client.post(edit, edited(tutor, email="pris@exemple.fr"))

    def has_factor():
        return Authenticator.objects.filter(user=tutor).exists()

    if first == "address":
        change_address()
        assert "un autre administrateur" in client.post(remove, follow=True).content.decode()
        assert has_factor()
    else:
        client.post(remove)
        assert not has_factor()
        assert "autre administrateur change" in change_address().content.decode()
        tutor.refresh_from_db()
        assert tutor.email == former
    client.logout()
    sign_in(make_user(Role.ADMINISTRATOR))
    if first == "address":
        client.post(remove)
        assert not has_factor()
    else:
        change_address()
        tutor.refresh_from_db()
        assert tutor.email == "pris@exemple.fr"


def test_the_former_address_is_told_that_it_was_changed(
    administrator, make_user, give_factor, mailoutbox, django_capture_on_commit_callbacks
):
    user = make_user(Role.TUTOR)
    give_factor(user)
    with django_capture_on_commit_callbacks(execute=True):
        administrator.client.post(
            f"/admin/users/edit/{user.pk}/", edited(user, email="nouvelle@exemple.fr")
        )
    assert mailoutbox[-1].to == [user.email]
    assert "nouvelle@exemple.fr" not in mailoutbox[-1].body
    entry = AccountLogEntry.objects.get(action="accounts.change_address")
    assert entry.user == administrator


@pytest.mark.parametrize("role", [Role.TUTOR, Role.ADMINISTRATOR, Role.NATIONAL])
def test_nobody_alone_moves_the_address_of_an_account_without_application(
    administrator, make_user, role
):
    """Whoever has the new mailbox would choose the password and enrol."""
    user = make_user(role)
    answer = administrator.client.post(
        f"/admin/users/edit/{user.pk}/", edited(user, email="pris@exemple.fr")
    )
    assert "pas d’application de codes" in answer.content.decode()
    former = user.email
    user.refresh_from_db()
    assert user.email == former


def test_an_account_that_one_opened_is_not_somebody_else_for_a_takeover(
    make_user, sign_in, give_factor
):
    tutor, one, puppet = (
        make_user(role) for role in (Role.TUTOR, Role.ADMINISTRATOR, Role.ADMINISTRATOR)
    )
    give_factor(tutor)
    opened_by_invitation_of(one, puppet)
    remove = reverse("accounts_remove_second_factor", args=[tutor.pk])
    sign_in(puppet, Client()).post(remove)
    assert not Authenticator.objects.filter(user=tutor).exists()
    answer = sign_in(one, Client()).post(
        f"/admin/users/edit/{tutor.pk}/", edited(tutor, email="pris@exemple.fr")
    )
    assert "autre administrateur change" in answer.content.decode()
    former = tutor.email
    tutor.refresh_from_db()
    assert tutor.email == former
