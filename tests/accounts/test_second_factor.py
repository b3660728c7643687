"""Who sees young people shows two factors, in this very session."""

import re
import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from psf.accounts.roles import SECOND_FACTOR, Role

from .conftest import PASSWORD, code_now

pytestmark = pytest.mark.django_db
ENROL = "/compte/second-facteur/activation/"
VERIFY = "/compte/second-facteur/verification/"


def with_password(client, user):
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_with_a_password_alone_every_address_leads_to_enrolment(client, make_user, role):
    with_password(client, make_user(role))
    for address in ("/admin/", "/admin/account/", "/compte/", "/", "/admin/reports/site-history/"):
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.url) == (302, ENROL)
    assert client.get(ENROL).status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - SECOND_FACTOR))
def test_roles_that_see_nobody_need_no_second_factor(client, make_user, role):
    with_password(client, make_user(role))
    assert client.get("/admin/").status_code == 200


def test_a_superuser_needs_it_too(client, make_user):
    with_password(client, make_user(is_superuser=True))
    assert client.get("/admin/").url == ENROL


def test_enrolment_shows_a_key_takes_its_code_then_shows_recovery_codes(client, make_user):
    user = make_user(Role.TUTOR)
    with_password(client, user)
    page = client.get(ENROL).content.decode()
    key = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
    assert "data:image/svg+xml" in page
    refused = client.post(ENROL, {"code": "000000"}).content.decode()
    assert "Code incorrect" in refused and key in refused
    answer = client.post(ENROL, {"code": code_now(key)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<code>(\d{8})</code>", client.get(answer.url).content.decode())
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200


def test_the_key_is_unreadable_in_the_database(client, make_user):
    with_password(client, make_user(Role.TUTOR))
    key = re.search(r"<code>([A-Z2-7]{32})</code>", client.get(ENROL).content.decode())[1]
    client.post(ENROL, {"code": code_now(key)})
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert key not in stored


def test_afterwards_the_code_is_asked_before_the_session_opens(client, make_user, give_factor):
    user = make_user(Role.ACADEMIC)
    give_factor(user)
    assert with_password(client, user).url == reverse("mfa_authenticate")
    assert client.get("/admin/").url.startswith(reverse("account_login"))
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Code incorrect" in wrong.content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get("/admin/").status_code == 200


def test_a_code_serves_once_for_as_long_as_it_is_valid(client, make_user, give_factor, monkeypatch):
    user = make_user(Role.ACADEMIC)
    give_factor(user)
    now = time.time() // 30 * 30
    monkeypatch.setattr("time.time", lambda: now)
    code = code_now()
    with_password(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.logout()
    for seconds in (1, 35, 55):
        monkeypatch.setattr("time.time", lambda later=now + seconds: later)
        with_password(client, user)
        again = client.post(reverse("mfa_authenticate"), {"code": code})
        assert "incorrect" in again.content.decode()


def test_codes_are_throttled(client, make_user, give_factor):
    user = make_user(Role.ACADEMIC)
    give_factor(user)
    with_password(client, user)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "Trop d’essais" in answer.content.decode()


def test_a_recovery_code_opens_the_account_once(client, make_user, give_factor):
    user = make_user(Role.TUTOR)
    give_factor(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    with_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200
    client.logout()
    with_password(client, user)
    again = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "incorrect" in again.content.decode()
    assert client.get("/admin/").status_code == 302


def test_a_session_opened_some_other_way_must_give_the_code(client, make_user, give_factor):
    user = make_user(Role.TUTOR)
    give_factor(user)
    client.force_login(user)
    assert client.get("/admin/?p=2").url == f"{VERIFY}?next={quote('/admin/?p=2', safe='')}"
    answer = client.post(f"{VERIFY}?next=/admin/", {"code": code_now(), "next": "/admin/"})
    assert answer.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_session_goes_back_to_enrolment_when_the_factor_is_removed(sign_in, make_user):
    user = make_user(Role.TUTOR)
    client = sign_in(user)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/admin/").url == ENROL


def test_a_session_older_than_the_present_factor_must_give_a_code(sign_in, make_user, give_factor):
    user = make_user(Role.TUTOR)
    client = sign_in(user)
    Authenticator.objects.filter(user=user).delete()
    give_factor(user)
    assert client.get("/admin/").url.startswith(VERIFY)


def test_a_demonstration_account_goes_without(client, make_user, settings):
    user = make_user(Role.TUTOR, is_demonstration=True)
    with_password(client, user)
    assert client.get("/admin/").status_code == 200


def test_removing_ones_own_factor_leads_straight_back_to_enrolment(sign_in, make_user):
    user = make_user(Role.TUTOR)
    client = sign_in(user)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/admin/").url == ENROL


def test_health_answers_everybody(client, make_user):
    with_password(client, make_user(Role.TUTOR))
    assert client.get("/sante/").status_code != 302
