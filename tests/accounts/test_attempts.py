"""Guessing gets slower and slower; nobody's errors keep the owner out."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from psf.accounts import browsers
from psf.accounts.roles import Role
from psf.throttles.models import Tally

from .conftest import PASSWORD, code_now

pytestmark = pytest.mark.django_db
LOGIN = "/compte/connexion/"
CODE = "/compte/second-facteur/code/"
TOO_MANY = "Trop d’essais"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner(make_user):
    return make_user(Role.WRITER, username="redaction", email="redaction@exemple.fr")


def attempt(client, login, password, **headers):
    return client.post(LOGIN, {"login": login, "password": password}, **headers)


def strangers_guess(many, login="redaction"):
    """So many wrong passwords, each from another place and browser; the last answer."""
    for number in range(many):
        answer = attempt(Client(REMOTE_ADDR=f"192.0.2.{number}"), login, "faux")
    return answer.content.decode()


def sign_out(client):
    """As a person does: the test client's own `logout` also forgets the browser's cookies."""
    client.post("/compte/deconnexion/")
    assert not is_signed_in(client)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_sixth_guess_is_not_heard_even_with_the_right_password(client, owner):
    strangers_guess(5)
    text = attempt(client, "redaction", PASSWORD).content.decode()
    assert f"{TOO_MANY}. Réessayez dans 1 minute." in text
    assert not is_signed_in(client)


def test_waits_grow_to_a_quarter_of_an_hour_and_there_is_no_lock(client, owner, clock):
    strangers_guess(5)
    for minutes in (1, 2, 4, 8, 15, 15):
        clock.shift(minutes * 60)
        assert TOO_MANY not in strangers_guess(1)
        assert TOO_MANY in strangers_guess(1)
    clock.shift(15 * 60)
    assert attempt(client, "redaction", PASSWORD).url == "/admin/"


def test_a_browser_that_signed_in_before_is_let_in_whatever_strangers_try(client, owner):
    attempt(client, "redaction", PASSWORD)
    sign_out(client)
    strangers_guess(20)
    assert attempt(client, "redaction", PASSWORD).url == "/admin/"


def test_and_whatever_is_tried_from_its_own_address(client, owner):
    attempt(client, "redaction", PASSWORD)
    sign_out(client)
    for number in range(40):
        attempt(Client(), f"inconnu{number}", "faux")
    assert TOO_MANY in attempt(Client(), "redaction", PASSWORD).content.decode()
    assert attempt(client, "redaction", PASSWORD).url == "/admin/"


def test_a_known_browser_may_not_guess_more_than_another(client, owner):
    attempt(client, "redaction", PASSWORD)
    sign_out(client)
    for _ in range(5):
        attempt(client, "redaction", "faux")
    assert TOO_MANY in attempt(client, "redaction", PASSWORD).content.decode()
    # Its errors are its own: the owner elsewhere is heard.
    assert attempt(Client(REMOTE_ADDR="192.0.2.1"), "redaction", PASSWORD).url == "/admin/"


def test_a_browser_is_known_for_its_own_accounts_only(client, owner, make_user):
    make_user(Role.WRITER, username="autre")
    attempt(client, "autre", PASSWORD)
    sign_out(client)
    strangers_guess(5)
    assert TOO_MANY in attempt(client, "redaction", PASSWORD).content.decode()


@pytest.mark.parametrize("forged", ["", "x", "x:y:z"])
def test_a_forged_device_is_a_stranger_s(client, owner, forged):
    client.cookies[browsers.COOKIE] = forged
    strangers_guess(5)
    assert TOO_MANY in attempt(client, "redaction", PASSWORD).content.decode()


def test_the_cookie_is_read_by_the_sign_in_pages_alone_and_by_no_script(client, owner):
    attempt(client, "redaction", PASSWORD, secure=True)
    cookie = client.cookies[browsers.COOKIE]
    assert cookie["path"] == "/compte/"
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
    assert "redaction" not in cookie.value


def test_a_wrong_code_makes_no_device_known(client, make_user, give_factor):
    user = make_user(Role.ACADEMIC)
    give_factor(user)
    attempt(client, user.username, PASSWORD)
    client.post(CODE, {"code": "000000"})
    assert browsers.COOKIE not in client.cookies
    client.post(CODE, {"code": code_now()})
    assert browsers.COOKIE in client.cookies


def test_name_and_address_in_any_case_share_one_budget(client, owner):
    for login in (
        "redaction",
        "REDACTION",
        "redaction@exemple.fr",
        "Redaction@Exemple.FR",
        " redaction ",
    ):
        strangers_guess(1, login)
    for login in ("redaction", "redaction@exemple.fr"):
        assert TOO_MANY in attempt(client, login, PASSWORD).content.decode()


def test_waiting_does_not_tell_whether_an_account_exists(client, owner):
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    told = token.sub("", strangers_guess(6))
    assert TOO_MANY in told
    assert told == token.sub("", strangers_guess(6, "personne")).replace("personne", "redaction")


def test_codes_have_a_budget_of_their_own_and_a_known_browser_another(sign_in, make_user, clock):
    user = make_user(Role.ACADEMIC)
    known = sign_in(user, Client())
    sign_out(known)
    thief = Client(REMOTE_ADDR="192.0.2.1")
    attempt(thief, user.username, PASSWORD)
    for _ in range(5):
        thief.post(CODE, {"code": "000000"})
    clock.shift(25)
    assert TOO_MANY in thief.post(CODE, {"code": code_now()}).content.decode()
    assert not is_signed_in(thief)
    clock.shift(60)
    attempt(known, user.username, PASSWORD)
    for _ in range(5):
        thief.post(CODE, {"code": "000000"})
    known.post(CODE, {"code": code_now()})
    assert is_signed_in(known)


def test_who_reads_the_mailbox_starts_anew(client, owner, mailoutbox):
    strangers_guess(5)
    client.post(reverse("account_reset_password"), {"email": "redaction@exemple.fr"})
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    path = client.get(link.replace("http://testserver", ""), follow=True).redirect_chain[-1][0]
    client.post(path, {"password1": "Nouvelle-Page-26", "password2": "Nouvelle-Page-26"})
    strangers_guess(8)
    assert attempt(client, "redaction", "Nouvelle-Page-26").url == "/admin/"


def test_a_valid_reset_link_is_never_refused_for_others(client, owner, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "redaction@exemple.fr"})
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    for number in range(40):
        Client().post(f"/compte/mot-de-passe/nouveau/1-faux{number}/")
    path = client.get(link.replace("http://testserver", ""), follow=True).redirect_chain[-1][0]
    done = client.post(path, {"password1": "Nouvelle-Page-26", "password2": "Nouvelle-Page-26"})
    assert done.status_code == 302


def test_nobody_s_mailbox_is_flooded_with_resets(owner, mailoutbox):
    for number in range(12):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(
            reverse("account_reset_password"), {"email": "redaction@exemple.fr"}
        )
    assert len(mailoutbox) == 5


def test_no_count_stands_in_a_cache_that_others_fill(client, make_user, give_factor, monkeypatch):
    """allauth's own limits included: what is written there may be thrown out by anybody."""
    written = []
    for name in ("set", "add"):
        monkeypatch.setattr(cache, name, lambda key, *args, **kwargs: written.append(key) or True)
    user = make_user(Role.ACADEMIC)
    give_factor(user)
    attempt(client, user.username, "faux")
    attempt(client, user.username, PASSWORD)
    client.post(CODE, {"code": "000000"})
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(CODE, {"code": code_now()})
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "faux", "password1": "x", "password2": "x"},
    )
    assert [key for key in written if "totp" not in key] == []
    assert Tally.objects.count() >= 5
