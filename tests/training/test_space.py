"""A training space says so on every page, opens without password, reaches nobody; elsewhere: nothing."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from psf.accounts.roles import Role
from psf.messaging import channels
from psf.training import checks, marking
from psf.training.entrances import ENTRANCES
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
SENTENCE = "données inventées, aucun message ne part"
PUBLIC = ("/", "/compte/connexion/", "/nulle-part/")


@pytest.fixture
def training(settings):
    from psf.settings import training as forced

    settings.PSF_TRAINING = True
    for name in dir(forced):
        if name.isupper() and name != "INSTALLED_APPS":
            setattr(settings, name, getattr(forced, name))
    return settings


def entered(client, slug):
    return client.post(reverse("training:enter", args=[slug]), follow=True)


def learner(role, **fields):
    return UserFactory(roles=[role], is_demonstration=True, **fields)


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda one: one.slug)
def test_nobody_enters_without_a_password_outside_a_training_space(client, entrance):
    learner(entrance.role)
    address = reverse("training:enter", args=[entrance.slug])
    for ask in (client.get, client.post, client.head, client.options):
        assert ask(address).status_code == 404
    assert "_auth_user_id" not in client.session
    assert address not in client.get("/compte/connexion/").content.decode()


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda one: one.slug)
def test_each_role_is_entered_by_a_button_of_the_sign_in_page(client, training, entrance):
    user = learner(entrance.role)
    page = client.get("/compte/connexion/").content.decode()
    address = reverse("training:enter", args=[entrance.slug])
    assert f'action="{address}"' in page
    assert 'type="password"' not in page
    assert client.get(address).status_code == 405
    answer = entered(client, entrance.slug)
    assert answer.status_code == 200
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SENTENCE in answer.content.decode()


def test_no_other_role_has_a_door(client, training):
    learner(Role.ADMINISTRATOR)
    assert client.post("/entrainement/administration/").status_code == 404


def test_nobody_real_is_entered(client, training):
    UserFactory(roles=[Role.TUTOR], is_demonstration=False)
    entered(client, "tutorat")
    assert "_auth_user_id" not in client.session


def test_each_entrance_takes_the_next_service(client, training):
    users = {learner(Role.TUTOR).pk for _ in range(3)}
    seen = []
    for _ in range(4):
        entered(client, "tutorat")
        seen.append(int(client.session["_auth_user_id"]))
        client.logout()
    assert set(seen[:3]) == users
    assert seen[3] == seen[0]


def test_every_page_says_what_it_is_and_asks_not_to_be_found(client, training):
    for path in PUBLIC:
        answer = client.get(path)
        assert SENTENCE in answer.content.decode(), path
        assert "noindex" in answer["X-Robots-Tag"], path


def test_no_page_says_so_elsewhere(client):
    for path in PUBLIC:
        answer = client.get(path)
        assert SENTENCE not in answer.content.decode(), path
        assert "X-Robots-Tag" not in answer, path


def test_whatever_is_set_messages_stay(settings):
    settings.PSF_DELIVERY = "smtp"
    settings.MESSAGES_SMS_CHANNEL = "psf.messaging.channels.console.ConsoleChannel"
    settings.MESSAGES_MUST_LEAVE = True
    assert channels.channel_path("email").endswith("SmtpChannel")
    settings.PSF_TRAINING = True
    assert {channels.channel_path(way) for way in ("email", "sms")} == {channels.MAILBOX}
    assert channels.nothing_leaves()


def test_no_mail_of_an_account_leaves_either(client, training):
    user = learner(Role.TUTOR, email="quelquun@ailleurs.invalid")
    client.post("/compte/mot-de-passe/oublie/", {"email": user.email})
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EMAIL_HOST", "mail.ministere.invalid", "EMAIL_HOST"),
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend", "EMAIL_BACKEND"),
        ("PSF_DELIVERY", "smtp", "PSF_DELIVERY"),
        ("MESSAGES_SMS_CHANNEL", "provider.Channel", "PSF_SMS_CHANNEL"),
        ("BOUNCE_MAILBOX", {"host": "imap.invalid"}, "PSF_IMAP_HOST"),
        ("PROCONNECT", ("https://proconnect.invalid", "", ""), "PSF_PROCONNECT_URL"),
    ],
)
def test_what_would_reach_somebody_is_refused(training, name, value, said):
    assert checks.nothing_leaves_a_training_space(None) == []
    setattr(training, name, value)
    (error,) = checks.nothing_leaves_a_training_space(None)
    assert error.id == "psf.training.E001" and said in error.msg
    training.PSF_TRAINING = False
    assert checks.nothing_leaves_a_training_space(None) == []


def test_a_database_with_real_accounts_is_refused(settings):
    learner(Role.TUTOR)
    settings.PSF_TRAINING = True
    assert checks.nobody_real_in_a_training_space(None) == []
    UserFactory(roles=[Role.TUTOR], is_demonstration=False)
    (error,) = checks.nobody_real_in_a_training_space(None)
    assert error.id == "psf.training.E002"
    settings.PSF_TRAINING = False
    assert checks.nobody_real_in_a_training_space(None) == []


def test_an_account_opened_while_training_is_nobody_real(settings):
    settings.PSF_TRAINING = True
    before = timezone.now()
    marking.mark("public", before)
    UserFactory(is_demonstration=False, date_joined=before + timedelta(minutes=5))
    assert checks.nobody_real_in_a_training_space(None) == []
    UserFactory(is_demonstration=False, date_joined=before - timedelta(minutes=5))
    assert len(checks.nobody_real_in_a_training_space(None)) == 1


def test_the_real_site_refuses_the_database_of_a_training_space(settings):
    assert checks.no_training_space_in_production(None) == []
    now = timezone.now()
    marking.mark("public", now)
    assert marking.written_at() == now
    (error,) = checks.no_training_space_in_production(None)
    assert error.id == "psf.training.E003"
    settings.PSF_TRAINING = True
    assert checks.no_training_space_in_production(None) == []


NEEDED = {
    "SECRET_KEY": "only-for-checking-" + "x1" * 30,
    "DATABASE_URL": "postgres://psf@db.invalid/psf",
    "ALLOWED_HOSTS": "psf.invalid",
}
SHOW = """
import importlib, sys
chosen = importlib.import_module(f"psf.settings.{sys.argv[1]}")
print(chosen.PSF_DELIVERY, chosen.EMAIL_BACKEND.split(".")[-2], repr(chosen.EMAIL_HOST),
      chosen.MESSAGES_MUST_LEAVE, chosen.DEBUG, "demonstration" in chosen.INSTALLED_APPS,
      chosen.SOCIALACCOUNT_PROVIDERS["proconnect"]["APPS"])
"""


@pytest.mark.parametrize("kind", ["production", "development"])
@pytest.mark.parametrize(
    "asked", [{}, {"PSF_DELIVERY": "smtp", "EMAIL_HOST": "mail.invalid"}], ids=["plain", "mail"]
)
def test_the_environment_cannot_make_a_training_space_send(kind, asked):
    kept = {name: value for name, value in os.environ.items() if name != "EMAIL_HOST"}
    done = subprocess.run(
        [sys.executable, "-c", SHOW, kind],
        capture_output=True,
        text=True,
        cwd=django_settings.BASE_DIR,
        env={**kept, **NEEDED, "PYTHONPATH": "site", "PSF_TRAINING": "true", **asked},
    )
    host = asked.get("EMAIL_HOST", "")
    assert done.stdout.split() == [
        *("mailbox", "dummy", repr(host)),
        *("False", "False", "True", "[]"),
    ], done.stderr
