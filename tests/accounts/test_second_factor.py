"""Who sees young people shows two factors, in this very session."""

import re
import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from psf.accounts.code_steps import use_step
from psf.accounts.models import User
from psf.accounts.permissions import COLLECTION_ACTIONS, PAGE_ACTIONS
from psf.accounts.roles import SECOND_FACTOR, Role

from .conftest import PASSWORD, SECRET, code_now

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


def test_all_but_the_readers_of_drafts_need_it():
    assert set(Role) - SECOND_FACTOR == {Role.REVIEWER}


def test_a_reader_of_drafts_signs_in_without_and_puts_nothing_on_line(client, make_user):
    user = make_user(Role.REVIEWER)
    with_password(client, user)
    assert client.get("/admin/").status_code == 200
    assert not any(
        permission.split(".")[1].startswith(("publish", "add", "delete"))
        for permission in user.get_all_permissions()
    )
    assert "publish" not in PAGE_ACTIONS[Role.REVIEWER]
    assert COLLECTION_ACTIONS[Role.REVIEWER] == ["choose"]


def test_a_role_more_asks_for_it(client, make_user):
    with_password(client, make_user(Role.REVIEWER, Role.NATIONAL))
    assert client.get("/admin/").url == ENROL


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


def test_the_code_that_registered_the_application_does_not_sign_in(client, make_user, monkeypatch):
    user = make_user(Role.NATIONAL)
    now = time.time() // 30 * 30
    monkeypatch.setattr("time.time", lambda: now)
    with_password(client, user)
    key = re.search(r"<code>([A-Z2-7]{32})</code>", client.get(ENROL).content.decode())[1]
    code = code_now(key)
    client.post(ENROL, {"code": code})
    client.logout()
    for seconds in (1, 35, 55):
        monkeypatch.setattr("time.time", lambda later=now + seconds: later)
        with_password(client, user)
        answer = client.post(reverse("mfa_authenticate"), {"code": code})
        assert "déjà utilisé" in answer.content.decode()
    monkeypatch.setattr("time.time", lambda: now + 90)
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(key)}).status_code == 302


def test_a_code_used_at_one_door_serves_at_no_other(client, make_user, give_factor):
    """Nor after the cache, where allauth remembers it, was emptied."""
    user = make_user(Role.PUBLISHER)
    give_factor(user)
    with_password(client, user)
    code = code_now()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    cache.clear()
    assert "déjà utilisé" in client.post(VERIFY, {"code": code}).content.decode()
    other = Client()
    with_password(other, user)
    answer = other.post(reverse("mfa_authenticate"), {"code": code})
    assert "déjà utilisé" in answer.content.decode()


def test_an_older_code_is_refused_after_a_newer_one(make_user):
    user = make_user(Role.DPO)
    step = int(time.time()) // 30
    newer, older = (format_hotp_value(hotp_value(SECRET, step - back)) for back in (0, 1))
    assert use_step(user, SECRET, newer)
    assert not use_step(user, SECRET, older) and not use_step(user, SECRET, newer)


def test_using_a_code_does_not_make_a_form_on_the_account_stale(make_user):
    user = make_user(Role.DPO)
    user.refresh_from_db()
    use_step(user, SECRET, code_now())
    assert User.objects.get(pk=user.pk).version == user.version


# Devices


def signed_in_on(client, user, **more):
    with_password(client, user)
    return client.post(reverse("mfa_authenticate"), {"code": code_now(), **more})


def leave(client):
    client.post(reverse("account_logout"))


@pytest.fixture
def known(client, make_user, give_factor):
    """A member of the national team who said that this device is theirs, and signed out."""
    user = make_user(Role.NATIONAL)
    give_factor(user)
    assert (
        "C’est mon appareil"
        in (
            with_password(client, user),
            client.get(reverse("mfa_authenticate")).content.decode(),
        )[1]
    )
    signed_in_on(client, user, known_device="on")
    leave(client)
    return user


def test_a_known_device_gives_no_code_again_that_day(client, known, monkeypatch):
    assert with_password(client, known).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    leave(client)
    tomorrow = time.time() + 17 * 3600
    monkeypatch.setattr("time.time", lambda: tomorrow)
    assert with_password(client, known).url == reverse("mfa_authenticate")
    assert client.get("/admin/").url.startswith(reverse("account_login"))


def test_another_device_and_one_that_was_not_said_to_be_ones_own_give_the_code(
    client, known, make_user, give_factor
):
    assert with_password(Client(), known).url == reverse("mfa_authenticate")
    other = make_user(Role.PUBLISHER)
    give_factor(other)
    cache.clear()
    signed_in_on(client, other)
    leave(client)
    assert with_password(client, other).url == reverse("mfa_authenticate")


def test_a_device_is_known_to_one_account(client, known, make_user, give_factor):
    other = make_user(Role.NATIONAL)
    give_factor(other)
    assert with_password(client, other).url == reverse("mfa_authenticate")


@pytest.mark.parametrize("change", ["password", "application", "removed"])
def test_a_new_password_or_application_makes_every_device_unknown(
    client, known, give_factor, change
):
    if change == "password":
        known.set_password(PASSWORD)
        known.save()
    else:
        Authenticator.objects.filter(user=known).delete()
        if change == "application":
            give_factor(known)
    answer = with_password(client, known)
    if change == "removed":
        assert client.get("/admin/").url == ENROL
    else:
        assert answer.url == reverse("mfa_authenticate")


def test_a_forged_cookie_makes_no_device_known(client, known):
    name = "appareil_connu"
    cookie = client.cookies[name]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    client.cookies[name] = cookie.value[:-4] + "AAAA"
    assert with_password(client, known).url == reverse("mfa_authenticate")


def test_the_page_that_would_trust_a_browser_without_a_code_does_not_exist(client, known):
    assert client.get("/compte/second-facteur/confiance/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("mfa_trust")


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


def test_forgetting_ones_devices_makes_every_one_unknown(client, known):
    other = Client()
    signed_in = other.post(
        reverse("account_login"), {"login": known.username, "password": PASSWORD}
    )
    assert signed_in.url == reverse("mfa_authenticate")
    with_password(client, known)
    page = client.get("/compte/").content.decode()
    assert "Oublier mes appareils" in page
    address = reverse("accounts_forget_devices")
    assert client.get(address).status_code == 405
    done = client.post(address, follow=True).content.decode()
    assert "Vos appareils sont oubliés" in done and "Oublier mes appareils" not in done
    leave(client)
    assert with_password(client, known).url == reverse("mfa_authenticate")


def test_forgetting_ones_devices_leaves_those_of_others(client, known, make_user, give_factor):
    other = make_user(Role.PUBLISHER)
    give_factor(other)
    elsewhere = Client()
    signed_in_on(elsewhere, other)
    elsewhere.post(reverse("accounts_forget_devices"))
    assert with_password(client, known).url == "/admin/"
