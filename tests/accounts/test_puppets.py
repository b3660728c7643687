"""An account that one opened for oneself under another name opens no young person's file."""

import pytest

from psf.accounts.grants.rules import GrantRefused, confirm
from psf.accounts.models import Invitation
from psf.accounts.roles import Role

from .test_grants import GRANTS, form, services_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def invitation_of(inviter, number=1, **fields):
    invitation = Invitation(
        first_name="Prête",
        last_name=f"Nom{number}",
        email=f"prete-nom{number}@exemple.fr",
        invited_by=inviter,
        **fields,
    )
    invitation.full_clean(exclude=["token_hash", "expires_at"])
    invitation.renew()
    invitation.save()
    return invitation


def test_what_an_administrator_s_invitation_opens_waits_for_another(
    make_user, sign_in, client, territory
):
    """Whoever they say that they invite may be themselves."""
    one, other = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    invitation = invitation_of(one, roles=[Role.TUTOR], academy=territory.creteil)
    tutor = invitation.accept("Le-Portail-Vert-26")
    grant = tutor.perimeter_grants.get()
    assert (grant.asked_by, grant.granted_by) == (one, None) and services_of(tutor) == []
    puppet = invitation_of(one, 2, roles=[Role.ADMINISTRATOR]).accept("Le-Portail-Vert-26")
    for by in (one, puppet):
        with pytest.raises(GrantRefused):
            confirm(grant, by)
    confirm(grant, other)
    assert territory.s93.pk in services_of(tutor)


def test_what_an_administrator_gives_later_to_who_they_invited_waits_too(
    make_user, sign_in, territory
):
    one = make_user(Role.ADMINISTRATOR)
    writer = invitation_of(one, roles=[Role.WRITER]).accept("Le-Portail-Vert-26")
    sign_in(one).post(f"{GRANTS}new/", form(writer, academy=territory.creteil.pk))
    assert writer.perimeter_grants.get().is_pending and services_of(writer) == []


def test_two_puppets_of_one_person_do_not_confirm_each_other(make_user, territory):
    one = make_user(Role.ADMINISTRATOR)
    first, second = (
        invitation_of(one, number, roles=[Role.ADMINISTRATOR]).accept("Le-Portail-Vert-26")
        for number in (1, 2)
    )
    tutor = invitation_of(first, 3, roles=[Role.TUTOR], academy=territory.creteil).accept(
        "Le-Portail-Vert-26"
    )
    for by in (one, first, second):
        with pytest.raises(GrantRefused):
            confirm(tutor.perimeter_grants.get(), by)
    assert services_of(tutor) == []


def test_a_head_who_invites_within_their_own_perimeter_answers_alone(make_user, territory):
    head = make_user(Role.ACADEMIC, place=territory.creteil)
    tutor = invitation_of(head, roles=[Role.TUTOR], service=territory.s93).accept(
        "Le-Portail-Vert-26"
    )
    assert tutor.perimeter_grants.get().granted_by == head
    assert services_of(tutor) == [territory.s93.pk]
