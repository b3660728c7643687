"""An hour without anybody locks the session; the password reopens it, and nothing typed is lost."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from psf.accounts.idle import OPENED, SEEN
from psf.accounts.roles import Role

from .conftest import PASSWORD, code_now

pytestmark = pytest.mark.django_db
LOCK = "/compte/verrou/"
PRESENCE = "/compte/presence/"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def later(monkeypatch):
    """`later(minutes)`: the clock of the server, moved on."""
    begun, moved = time.time, [0.0]

    def move(minutes):
        moved[0] += minutes * 60

    monkeypatch.setattr("time.time", lambda: begun() + moved[0])
    return move


@pytest.fixture
def tutor(make_user, sign_in, territory, empty_cache):
    user = make_user(Role.TUTOR, place=territory.s93)
    sign_in(user)
    return user


def test_an_idle_session_is_locked_and_the_password_leads_back(client, tutor, later):
    assert client.get("/admin/").status_code == 200
    later(61)
    answer = client.get("/admin/account/?x=1")
    assert answer.url == f"{LOCK}?next=%2Fadmin%2Faccount%2F%3Fx%3D1"
    page = client.get(answer.url).content.decode()
    assert "Session verrouillée" in page and "60 minutes" in page
    assert 'name="code"' not in page
    wrong = client.post(LOCK, {"password": "faux", "next": "/admin/account/?x=1"})
    assert "Mot de passe incorrect" in wrong.content.decode()
    assert client.get("/admin/").status_code == 302
    answer = client.post(LOCK, {"password": PASSWORD, "next": "/admin/account/?x=1"})
    assert answer.url == "/admin/account/?x=1"
    assert client.get("/admin/account/").status_code == 200


def test_a_call_of_twenty_five_minutes_locks_nothing(client, tutor, later):
    for _ in range(5):
        later(25)
        assert client.get("/admin/").status_code == 200


def test_the_setting_says_after_how_long(client, tutor, later, settings):
    settings.IDLE_LOCK_MINUTES = 15
    later(16)
    assert client.get("/admin/").url.startswith(LOCK)


@pytest.mark.parametrize("role", [None, *Role])
def test_it_locks_everybody_on_every_address(client, make_user, sign_in, later, role):
    user = make_user(role) if role else make_user(is_superuser=True)
    sign_in(user)
    later(61)
    for address in ("/admin/", "/admin/account/", "/compte/", "/", "/admin/reports/site-history/"):
        assert client.get(address).url.startswith(LOCK), address
        assert client.post(address, {"a": "b"}).status_code == 423, address


def test_a_demonstration_account_is_locked_too(client, make_user, later):
    client.force_login(make_user(Role.TUTOR, is_demonstration=True))
    later(61)
    assert client.get("/admin/").url.startswith(LOCK)


def test_a_locked_session_writes_nothing(client, tutor, later):
    later(61)
    answer = client.post("/admin/account/", {"name-first_name": "Autre", "x": "1"})
    assert answer.status_code == 423
    tutor.refresh_from_db()
    assert tutor.first_name == "Camille"


def test_what_was_posted_comes_back_after_the_password(client, tutor, later):
    later(61)
    typed = {"note": "première ligne\nœuvre « 2 » & <b>", "choix": ["a", "b"]}
    page = client.post("/admin/account/?onglet=2", typed).content.decode()
    packed = re.search(r'name="typed" value="([^"]+)"', page)[1]
    wrong = client.post(LOCK, {"password": "faux", "typed": packed}).content.decode()
    assert packed in wrong
    answer = client.post(LOCK, {"password": PASSWORD, "typed": packed})
    text = answer.content.decode()
    assert 'action="/admin/account/?onglet=2"' in text and "Renvoyer ma saisie" in text
    assert answer.context["fields"] == [
        ("note", "première ligne\nœuvre « 2 » & <b>"),
        ("choix", "a"),
        ("choix", "b"),
    ]
    assert "&lt;b&gt;" in text and "<b>" not in text


def test_what_was_posted_is_kept_by_no_session_and_given_to_nobody_else(
    client, tutor, later, make_user
):
    later(61)
    page = client.post("/admin/account/", {"note": "confidence"}).content.decode()
    packed = re.search(r'name="typed" value="([^"]+)"', page)[1]
    assert not any("confidence" in str(row.get_decoded()) for row in Session.objects.all())
    other = make_user(Role.REVIEWER)
    client.force_login(other)
    answer = client.post(LOCK, {"password": PASSWORD, "typed": packed})
    assert answer.status_code == 302 and "confidence" not in answer.content.decode()


def test_a_password_that_was_posted_does_not_come_back(client, tutor, later):
    later(61)
    page = client.post("/compte/mot-de-passe/", {"oldpassword": "Secret-2026!"}).content.decode()
    assert 'name="typed"' not in page


def test_a_script_is_told_that_the_session_is_locked(client, tutor, later):
    later(61)
    for headers in ({"HTTP_SEC_FETCH_MODE": "cors"}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}):
        answer = client.post("/admin/account/", {"a": "b"}, **headers)
        assert (answer.status_code, answer.json()) == (423, {"locked": True})


def test_the_cover_asks_how_long_it_has_and_that_is_no_activity(client, tutor, later):
    assert client.get(PRESENCE).json()["seconds"] == 3600
    later(50)
    state = client.get(PRESENCE).json()
    assert state["seconds"] == 600 and not state["locked"]
    later(11)
    assert client.get(PRESENCE).json()["locked"]


def test_typing_in_a_long_form_keeps_it_open(client, tutor, later):
    for _ in range(4):
        later(40)
        assert client.post(PRESENCE).json()["seconds"] == 3600


def test_saying_that_somebody_is_there_does_not_unlock(client, tutor, later):
    later(61)
    assert client.post(PRESENCE).json()["locked"]
    assert client.get("/admin/").status_code == 302


def test_a_page_left_open_that_asks_by_itself_is_no_activity(client, tutor, later, monkeypatch):
    """Wagtail's editor says every few seconds that it is open."""
    from psf.accounts import idle

    monkeypatch.setattr(idle, "BY_ITSELF", idle.BY_ITSELF | {"wagtailadmin_home"})
    for _ in range(3):
        later(25)
        answer = client.get("/admin/")
    assert answer.url.startswith(LOCK)


def test_the_routes_that_ask_by_themselves_exist():
    from psf.accounts.idle import BY_ITSELF, OPEN_ROUTES

    assert reverse("wagtailadmin_editing_sessions:ping", args=["accounts", "user", "1", 1])
    assert reverse("wagtailadmin_editing_sessions:release", args=[1])
    assert len(BY_ITSELF) == 2
    for route in OPEN_ROUTES:
        assert reverse(route)


def test_the_cover_reopens_without_a_page(client, tutor, later):
    later(61)
    answer = client.post(LOCK, {"password": "faux"}, **JSON)
    assert answer.status_code == 400 and "incorrect" in str(answer.json()["errors"])
    answer = client.post(LOCK, {"password": PASSWORD}, **JSON)
    state = answer.json()
    assert (state["locked"], state["seconds"], state["code_due"]) == (False, 3600, False)
    assert state["token"]
    assert client.get("/admin/").status_code == 200


def test_the_password_is_not_guessed_at_the_lock(client, tutor, later):
    later(61)
    for _ in range(5):
        client.post(LOCK, {"password": "faux"})
    answer = client.post(LOCK, {"password": PASSWORD})
    assert "Trop d’essais" in answer.content.decode()
    assert client.get("/admin/").status_code == 302


def test_the_lock_leads_to_no_other_site(client, tutor, later):
    later(61)
    answer = client.post(LOCK, {"password": PASSWORD, "next": "https://ailleurs.example/"})
    assert answer.url == "/admin/"


def test_the_code_is_asked_when_that_of_the_session_is_no_longer_todays(
    client, tutor, later, settings
):
    settings.SESSION_COOKIE_AGE = 40 * 3600
    later(17 * 60)
    page = client.get(LOCK).content.decode()
    assert 'name="code"' in page
    assert client.post(LOCK, {"password": PASSWORD}).status_code == 200
    assert client.get("/admin/").status_code == 302
    answer = client.post(LOCK, {"password": PASSWORD, "code": code_now()})
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_session_lasts_a_working_day_however_busy(client, tutor, later, settings):
    assert settings.SESSION_COOKIE_AGE == 10 * 3600
    for _ in range(12):
        later(50)
        if client.get("/admin/").status_code != 200:
            break
    else:
        pytest.fail("the session outlived its day")
    assert client.get("/admin/").url.startswith("/compte/connexion/")
    assert not client.session.get(OPENED)


def test_reopening_does_not_lengthen_the_day(client, tutor, later):
    for _ in range(10):
        later(61)
        client.post(LOCK, {"password": PASSWORD})
    assert client.get("/admin/").url.startswith("/compte/connexion/")


def test_a_session_of_the_release_before_begins_now(client, tutor):
    session = client.session
    del session[OPENED], session[SEEN]
    session.save()
    assert client.get("/admin/").status_code == 200
    assert client.session[OPENED] and client.session[SEEN]


def test_a_visitor_is_never_locked(client, later):
    later(61)
    assert client.get(reverse("account_login")).status_code == 200
    assert client.get(PRESENCE).status_code == 401
    assert client.post(LOCK, {"password": "x"}, **JSON).status_code == 401


def test_every_page_of_the_admin_carries_the_cover(client, tutor):
    for address in ("/admin/", "/admin/account/", "/admin/jeunes/"):
        page = client.get(address).content.decode()
        assert 'data-controller="psf-idle-lock"' in page
        assert "idle-lock-controller" in page and "idle-lock.css" in page
