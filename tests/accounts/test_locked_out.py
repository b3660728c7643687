"""Nobody is kept out of their account by what a stranger sends, nor let into another's by an old address."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.accounts.urls import urlpatterns

from .conftest import PASSWORD, code_now

pytestmark = pytest.mark.django_db
ENROL = "/compte/second-facteur/activation/"
RESET = "/compte/mot-de-passe/oublie/"
ADDRESSES = [
    "/admin/",
    "/compte/",
    ENROL,
    "/compte/second-facteur/verification/",
    "/compte/confirmation/",
]


def with_password(client, user):
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})


def walked(client, address):
    """The last answer, all redirects followed; a page met twice is a circle."""
    met = []
    while True:
        answer = client.get(address)
        if answer.status_code != 302:
            return answer
        assert address not in met, [*met, address]
        met.append(address)
        address = answer.url


def link_of(mail):
    link = next(line for line in mail.body.splitlines() if line.startswith("http"))
    return urlsplit(link).path


@pytest.mark.parametrize("enrolled_before", [False, True])
def test_a_stranger_who_asks_for_a_new_password_keeps_nobody_from_enrolling(
    client, make_user, give_factor, enrolled_before
):
    user = make_user(Role.TUTOR)
    if enrolled_before:
        give_factor(user).delete()
    Client().post(RESET, {"email": user.email})
    assert not EmailAddress.objects.exists()
    with_password(client, user)
    assert walked(client, "/admin/").request["PATH_INFO"] == ENROL


def without_application(user, give_factor):
    pass


def with_application(user, give_factor):
    give_factor(user)


def removed(user, give_factor):
    give_factor(user).delete()


def recovery_codes_alone(user, give_factor):
    give_factor(user)
    RecoveryCodes.activate(user)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()


def unverified_row(user, give_factor):
    EmailAddress.objects.create(user=user, email=user.email)


def stranger_s_row(user, give_factor):
    EmailAddress.objects.create(user=user, email="ancienne@exemple.fr")


STATES = [
    without_application,
    with_application,
    removed,
    recovery_codes_alone,
    unverified_row,
    stranger_s_row,
]


@pytest.mark.parametrize("minutes", [0, 40])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_page_leads_to_one_that_leads_back(
    client, make_user, give_factor, state, minutes, monkeypatch
):
    """In whatever state of enrolment, with a password just given or not."""
    user = make_user(Role.ACADEMIC)
    state(user, give_factor)
    client.force_login(user)
    later = time.time() + minutes * 60
    monkeypatch.setattr("time.time", lambda: later)
    for address in ADDRESSES:
        assert walked(client, address).status_code == 200, address


def test_no_row_of_allauth_s_table_of_addresses_is_ever_written(client, make_user, mailoutbox):
    user = make_user(Role.REVIEWER)
    client.post(RESET, {"email": user.email})
    path = client.get(link_of(mailoutbox[0]), follow=True).redirect_chain[-1][0]
    chosen = "Nouvelle-Page-26"
    client.post(path, {"password1": chosen, "password2": chosen})
    client.post(reverse("account_login"), {"login": user.email, "password": chosen})
    again = {"oldpassword": chosen, "password1": "Encore-Page-27", "password2": "Encore-Page-27"}
    client.post(reverse("account_change_password"), again)
    user.refresh_from_db()
    assert user.check_password("Encore-Page-27")
    assert not EmailAddress.objects.exists()


def test_a_former_address_obtains_no_new_password(client, make_user, mailoutbox):
    """Nor does a link that was sent to it."""
    user = make_user(Role.TUTOR)
    former = user.email
    client.post(RESET, {"email": former})
    path = link_of(mailoutbox[0])
    EmailAddress.objects.create(user=user, email=former, verified=True)
    User.objects.filter(pk=user.pk).update(email="nouvelle@exemple.fr")
    mailoutbox.clear()
    assert client.post(RESET, {"email": former}).status_code == 302
    assert mailoutbox == []
    assert "password1" not in client.get(path, follow=True).content.decode()


# How many mails


def test_requests_of_one_person_block_no_colleague_behind_the_same_address(make_user, mailoutbox):
    noisy, colleague = make_user(Role.TUTOR), make_user(Role.TUTOR)
    answers = {Client().post(RESET, {"email": noisy.email}).url for _ in range(25)}
    assert answers == {reverse("account_reset_password_done")}
    assert len(mailoutbox) == 5
    Client().post(RESET, {"email": colleague.email})
    assert mailoutbox[-1].to == [colleague.email]


def test_strangers_requests_take_nothing_from_the_owner_s_browser(client, make_user, mailoutbox):
    user = make_user(Role.REVIEWER)
    with_password(client, user)
    client.post(reverse("account_logout"))
    for number in range(8):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(RESET, {"email": user.email})
    mailoutbox.clear()
    client.post(RESET, {"email": user.email})
    assert len(mailoutbox) == 1


# What a browser keeps


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_page_about_accounts_stays_in_a_browser(client, make_user, sign_in, signed_in):
    if signed_in:
        user = make_user(Role.TUTOR)
        sign_in(user)
        RecoveryCodes.activate(user)
    arguments = {
        "invitation_open": ["inconnu"],
        "account_reset_password_from_key": ["1", "set-password"],
    }
    for pattern in urlpatterns:
        address = reverse(pattern.name, args=arguments.get(pattern.name, []))
        if pattern.name == "account_logout":
            continue
        answer = client.get(address)
        if answer.status_code == 302 and not signed_in:
            continue  # The door itself, before any page.
        assert "no-store" in answer.get("Cache-Control", ""), address


def test_an_image_does_not_sign_anybody_out(client, make_user, sign_in):
    sign_in(make_user(Role.TUTOR))
    answer = client.get("/admin/logout/")
    assert answer.status_code == 405
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


def test_the_key_of_who_enrols_is_unreadable_in_the_session(client, make_user):
    with_password(client, make_user(Role.TUTOR))
    page = client.get(ENROL)
    key = page.context["form"].secret
    assert key in page.content.decode()
    assert key not in str(dict(client.session))
    assert client.post(ENROL, {"code": code_now(key)}).url == reverse("mfa_view_recovery_codes")


def test_a_key_in_clear_of_the_release_before_gives_way_to_a_new_one(client, make_user):
    with_password(client, make_user(Role.TUTOR))
    session = client.session
    session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    session.save()
    answer = client.post(ENROL, {"code": code_now()})
    assert "Code incorrect" in answer.content.decode()
