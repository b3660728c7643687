"""What ProConnect says is heard when it is signed, for us, now, and asked by this browser; else nothing opens."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.test import Client

from psf.proconnect.visitor import KEY
from tests.proconnect.provider import OTHER_KEY, public_pem

pytestmark = pytest.mark.django_db
ADDRESSES = [
    ("get", "/mes-engagements/"),
    ("post", "/mes-engagements/marche/1/"),
    ("post", "/proconnect/connexion/"),
    ("get", "/proconnect/retour/?code=a&state=b"),
    ("post", "/proconnect/quitter/"),
    ("get", "/proconnect/au-revoir/"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_it_is_off_until_settings_say_otherwise(client, method, address):
    assert getattr(client, method)(address).status_code == 404


def test_somebody_signs_in_and_no_account_is_opened(person):
    answer = person.signs_in()
    assert (answer.status_code, answer.url) == (302, "/mes-engagements/")
    assert "camille.achat@exemple.fr" in person.sees()
    assert not get_user_model().objects.exists()
    assert person.client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in person.client.session


def test_what_is_asked_of_proconnect(person):
    person.signs_in()
    asked = person.provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "email", "given_name", "usual_name"}
    assert len(asked["nonce"]) >= 22 and len(asked["state"]) >= 16
    assert asked["redirect_uri"].endswith("/proconnect/retour/")


def test_a_get_starts_nothing(person):
    assert person.client.get("/proconnect/connexion/").status_code == 405
    assert not person.client.session.keys()


def test_the_session_gets_another_key(person):
    address = person.starts()
    before = person.client.session.session_key
    person.client.get(person.comes_back(address))
    assert person.client.session.session_key != before


HS256 = "HS256 with the public key"
WRONG = {
    "another nonce": {"id_token": {"nonce": "x" * 32}},
    "no nonce": {"id_token": {"nonce": None}},
    "another issuer of the ID token": {"id_token": {"iss": "https://ailleurs.exemple.fr"}},
    "another audience of the ID token": {"id_token": {"aud": "un-autre-service"}},
    "an ID token that is over": {"id_token": {"exp": int(time.time()) - 3600}},
    "an ID token without an end": {"id_token": {"exp": None}},
    "an ID token signed by another key": {"sign_id_token": (OTHER_KEY, "RS256")},
    "an ID token without a signature": {"sign_id_token": (None, "none")},
    "another algorithm for the ID token": {"sign_id_token": (OTHER_KEY, "PS256")},
    "a key that nobody published": {"kid": "inconnue"},
    "another issuer of the userinfo": {"userinfo": {"iss": "https://ailleurs.exemple.fr"}},
    "another audience of the userinfo": {"userinfo": {"aud": "un-autre-service"}},
    "a userinfo without audience": {"userinfo": {"aud": None}},
    "a userinfo signed by another key": {"sign_userinfo": (OTHER_KEY, "RS256")},
    "a userinfo without a signature": {"sign_userinfo": (None, "none")},
    "a userinfo that is not signed at all": {"plain_userinfo": True},
    "a userinfo about somebody else": {"userinfo": {"sub": "agent-2"}},
    "a discovery document of another issuer": {
        "discovery": {"issuer": "https://ailleurs.exemple.fr"}
    },
    "an address that is not verified": {"userinfo": {"email_verified": False}},
    "an address said to be verified in words": {"userinfo": {"email_verified": "true"}},
    "an address of which nothing is said": {"userinfo": {"email_verified": None}},
    "no address": {"userinfo": {"email": None}},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_opens_nothing(person, wrong):
    address = person.starts()
    for name, value in wrong.items():
        setattr(person.provider.wrong, name, value)
    answer = person.client.get(person.comes_back(address))
    assert answer.status_code == 403
    assert "rien" in answer.content.decode().lower()
    assert KEY not in person.client.session
    assert "S’identifier avec" in person.sees()


def test_a_token_sealed_with_the_public_key_as_a_secret_opens_nothing(person):
    """The classic confusion of algorithms: the public key is known to all."""
    import hashlib
    import hmac
    import json

    from jwt.utils import base64url_encode

    def forged(claims, by):
        head = base64url_encode(json.dumps({"alg": "HS256", "kid": "essai"}).encode())
        body = base64url_encode(json.dumps(claims).encode())
        seal = hmac.new(public_pem(), head + b"." + body, hashlib.sha256).digest()
        return (head + b"." + body + b"." + base64url_encode(seal)).decode()

    person.provider.sign = forged
    assert person.signs_in().status_code == 403
    assert KEY not in person.client.session


def test_an_answer_is_heard_once_and_by_the_browser_that_asked(person):
    back = person.comes_back(person.starts())
    assert Client().get(back).status_code == 403
    assert person.client.get(back).status_code == 302
    person.client.session.flush()
    assert person.client.get(back).status_code == 403


@pytest.mark.parametrize("query", ["code=a&state=inconnu", "code=a", "state=inconnu", ""])
def test_another_state_opens_nothing(person, query):
    person.starts()
    assert person.client.get(f"/proconnect/retour/?{query}").status_code == 403
    assert KEY not in person.client.session


def test_whoever_cancels_is_told_that_their_links_still_open(person):
    state = dict(
        each.split("=") for each in person.comes_back(person.starts()).split("?")[1].split("&")
    )["state"]
    answer = person.client.get(f"/proconnect/retour/?error=access_denied&state={state}")
    assert "Votre lien personnel s’ouvre toujours" in answer.content.decode()


def test_settings_may_say_that_proconnect_vouches_for_every_address(person, settings):
    settings.PROCONNECT_VOUCHES_FOR_ADDRESSES = True
    person.provider.wrong.userinfo = {"email_verified": None}
    assert person.signs_in().status_code == 302


def test_one_said_not_to_be_verified_is_refused_all_the_same(person, settings):
    settings.PROCONNECT_VOUCHES_FOR_ADDRESSES = True
    person.provider.wrong.userinfo = {"email_verified": False}
    assert person.signs_in().status_code == 403


def test_a_provider_that_is_away_is_said(person, settings):
    settings.SOCIALACCOUNT_PROVIDERS["proconnect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    page = person.client.post("/proconnect/connexion/")
    assert page.status_code == 403
    assert "utilisez le lien personnel" in page.content.decode()


def test_a_visit_ends_with_the_day(person, settings):
    person.signs_in()
    session = person.client.session
    session[KEY] = {**session[KEY], "since": time.time() - settings.SESSION_COOKIE_AGE - 1}
    session.save()
    assert "S’identifier avec" in person.sees()


def test_turning_it_off_ends_every_visit(person, settings):
    person.signs_in()
    settings.SOCIALACCOUNT_PROVIDERS = {"proconnect": {"APPS": []}}
    assert person.client.get("/mes-engagements/").status_code == 404


def test_half_a_setting_is_an_error(settings):
    settings.PROCONNECT = ("https://proconnect.exemple.fr", "", "")
    assert [each.id for each in run_checks(tags=["security"])] == ["psf.proconnect.E001"]
