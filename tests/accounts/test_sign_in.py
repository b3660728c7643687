"""The only door: password, throttling, closed side doors, demonstration accounts."""

import re

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse

from psf.accounts.models import User
from psf.accounts.roles import Role

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/compte/connexion/"


def attempt(client, login, password, **headers):
    return client.post(LOGIN, {"login": login, "password": password}, **headers)


def test_the_page_is_french_and_without_inline_code(client):
    page = client.get(LOGIN)
    text = page.content.decode()
    assert 'lang="fr"' in text and "Se connecter" in text
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert "style=" not in text and "<style" not in text
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_a_writer_signs_in_with_name_or_address_in_any_case(client, make_user):
    user = make_user(Role.WRITER, username="redaction", email="Redaction@exemple.fr")
    for login in ("redaction", "REDACTION", "redaction@EXEMPLE.fr"):
        assert attempt(client, login, PASSWORD).url == "/admin/"
        assert client.get("/admin/").wsgi_request.user == user
        client.logout()


def test_a_wrong_password_is_refused_beside_what_was_typed(client, make_user):
    make_user(Role.WRITER, username="redaction")
    text = attempt(client, "redaction", "faux").content.decode()
    assert "Identifiant ou mot de passe incorrect." in text
    assert 'value="redaction"' in text


def test_one_address_cannot_try_one_password_on_every_account(client):
    for number in range(30):
        attempt(client, f"inconnu{number}", "faux")
    assert "Trop d’essais" in attempt(client, "encore", "faux").content.decode()
    other = attempt(client, "encore", "faux", REMOTE_ADDR="192.0.2.7").content.decode()
    assert "incorrect" in other


def test_the_account_is_not_locked_for_others(client, make_user):
    make_user(Role.WRITER, username="redaction")
    for _ in range(6):
        attempt(client, "quelquun", "faux")
    assert attempt(client, "redaction", PASSWORD).status_code == 302


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_wagtails_own_sign_in_pages_lead_to_ours(client, make_user, address):
    make_user(Role.WRITER, username="redaction")
    assert client.get(address).url.startswith(LOGIN)
    answer = client.post(address, {"username": "redaction", "password": PASSWORD})
    assert answer.url.startswith(LOGIN)
    assert not client.get(LOGIN).wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "address",
    [
        "/admin/password_reset/",
        "/admin/password_reset/done/",
        "/compte/signup/",
        "/compte/email/",
        "/compte/login/code/",
    ],
)
def test_other_doors_do_not_exist(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {"email": "a@exemple.fr"}).status_code == 404


def test_the_admin_sends_a_visitor_to_our_sign_in(client):
    assert client.get("/admin/").url.startswith(LOGIN)


def test_a_forgotten_password_is_chosen_anew_by_mail(
    client, make_user, mailoutbox, django_capture_on_commit_callbacks
):
    make_user(Role.WRITER, username="redaction", email="redaction@exemple.fr")
    client.post(reverse("account_reset_password"), {"email": "redaction@exemple.fr"})
    (mail,) = mailoutbox
    assert mail.subject == "[PSF] Nouveau mot de passe"
    link = next(line for line in mail.body.splitlines() if line.startswith("http"))
    page = client.get(link.replace("http://testserver", ""), follow=True)
    path = page.redirect_chain[-1][0]
    weak = client.post(path, {"password1": "abc", "password2": "abc"})
    assert "mot de passe" in weak.content.decode()
    client.post(path, {"password1": "Nouvelle-Page-26", "password2": "Nouvelle-Page-26"})
    assert attempt(client, "redaction", "Nouvelle-Page-26").status_code == 302


def test_an_unknown_address_gets_no_mail_and_the_same_page(client, mailoutbox):
    answer = client.post(reverse("account_reset_password"), {"email": "inconnu@exemple.fr"})
    assert answer.url == reverse("account_reset_password_done")
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("un-cartable-2026", "une majuscule"),
        ("UN-CARTABLE-2026", "une minuscule"),
        ("Un-Cartable-Neuf", "un chiffre"),
        ("UnCartable2026", "un caractère spécial"),
    ],
)
def test_passwords_hold_four_classes(client, make_user, password, missing):
    client.force_login(make_user(Role.REVIEWER))
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert missing in answer.content.decode()


def test_a_closed_account_is_told_so(client, make_user):
    make_user(Role.WRITER, username="parti", is_active=False)
    assert attempt(client, "parti", PASSWORD).url == reverse("account_inactive")


def test_names_are_unique_whatever_their_case(make_user):
    make_user(username="redaction", email="a@exemple.fr")
    twin = User(username="Redaction", email="A@exemple.fr", first_name="A", last_name="B")
    with pytest.raises(Exception, match="Un compte existe déjà avec cette adresse"):
        twin.validate_constraints()
    twin.clean()
    assert twin.username == "redaction"


def test_a_demonstration_account_is_refused_in_production_at_the_door_and_afterwards(
    client, make_user, settings
):
    make_user(Role.TUTOR, username="tutrice", is_demonstration=True)
    assert attempt(client, "tutrice", PASSWORD).status_code == 302
    assert client.get("/admin/").status_code == 200
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    assert client.get("/admin/").url.startswith(LOGIN)
    assert attempt(client, "tutrice", PASSWORD).url == reverse("account_inactive")
    assert client.get("/admin/").url.startswith(LOGIN)


def failing():
    return {error.id for error in run_checks(include_deployment_checks=True, tags=["security"])}


def test_the_deployment_check_refuses_demonstration_accounts(make_user, settings):
    assert "psf.accounts.E001" in failing()
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    assert not {"psf.accounts.E001", "psf.accounts.E002"} & failing()
    make_user(Role.TUTOR, is_demonstration=True)
    assert "psf.accounts.E002" in failing()
    call_command("close_demonstration_accounts", verbosity=0)
    assert "psf.accounts.E002" not in failing()


def test_the_deployment_check_warns_of_proxies_that_nobody_counted(settings):
    assert "psf.accounts.W001" in failing()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert "psf.accounts.W001" not in failing()
