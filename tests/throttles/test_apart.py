"""Tries are counted outside the request: an error keeps its count, and none pass together."""

import contextlib

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from psf.accounts import attempts
from psf.accounts.backends import AccountBackend
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.links import throttle
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import perimeter
from psf.throttles.limits import Limit
from tests.accounts.conftest import PASSWORD, code_now, factor_of
from tests.factories.links import link_to
from tests.factories.offers import CompanyContactFactory, OfferFactory

pytestmark = pytest.mark.usefixtures("apart")
THREE = Limit("three", tries=3, seconds=600)
MANY = 16


@pytest.fixture
def sent_link(db):
    """A link that left in a message, and a browser that opened it."""
    from matching.messages import values

    offer = OfferFactory()
    contact = CompanyContactFactory(company=offer.company, email="claude@exemple.fr")
    link = link_to("clause", offer=offer, contact=contact)
    with perimeter([]):
        post(
            "company_waiting",
            offer,
            Recipient(name=contact.name, email=contact.email, contact=contact),
            values=values.for_offer(offer, contact),
            link=lambda address: link,
        )
    client = Client()
    return client, client.get(f"/l/{link.token}/").url


def same_browser(client):
    another = Client(raise_request_exception=False)
    another.cookies = client.cookies
    return another


def resent():
    return Message.objects.filter(kind="company_resend").count()


def test_the_count_of_a_transaction_that_fails_stays():
    for _ in range(3):
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            assert THREE.allows("a")
            1 / 0  # noqa: B018
    assert not THREE.allows("a")


def test_a_request_runs_no_statement_more_in_its_own_transaction():
    with CaptureQueriesContext(connection) as queries:
        THREE.allows("a")
    assert len(queries) == 0


def test_a_request_that_fails_keeps_its_count(sent_link, monkeypatch):
    client, url = sent_link
    calls = []

    def fails(link):
        calls.append(link)
        raise RuntimeError("the mail server is away")

    monkeypatch.setattr("matching.guests.views.send_again", fails)
    browser = same_browser(client)
    answers = [browser.post(f"{url}renvoyer/").status_code for _ in range(5)]
    assert answers == [500, 500, 500, 200, 200]
    assert len(calls) == throttle.RESENDS.tries


def test_no_more_resends_pass_together_than_one_after_another(sent_link, at_once):
    client, url = sent_link
    answers = at_once(lambda n: same_browser(client).post(f"{url}renvoyer/").status_code, MANY)
    assert answers == [200] * MANY
    assert resent() == throttle.RESENDS.tries


def test_passwords_tried_together_are_heard_five_times(at_once, monkeypatch):
    User.objects.create_user("redaction", password=PASSWORD)
    heard = []
    monkeypatch.setattr(AccountBackend, "authenticate", lambda *args, **kwargs: heard.append(1))

    def guess(number):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        typed = {"login": "redaction", "password": f"Faux-{number}"}
        return client.post("/compte/connexion/", typed).status_code

    tries = attempts.PASSWORDS.tries
    assert sorted(at_once(guess, MANY)) == [200] * tries + [429] * (MANY - tries)
    assert len(heard) == tries


def test_a_code_sent_twice_at_once_opens_one_session(at_once):
    user = User.objects.create_user("coordination", password=PASSWORD)
    user.set_roles([Role.ACADEMIC])
    factor_of(user)

    def waiting():
        client = Client()
        client.post("/compte/connexion/", {"login": "coordination", "password": PASSWORD})
        return client

    clients = [waiting() for _ in range(4)]
    code = code_now()
    at_once(lambda n: clients[n].post("/compte/second-facteur/code/", {"code": code}), 4)
    opened = [client for client in clients if "_auth_user_id" in client.session]
    assert len(opened) == 1
