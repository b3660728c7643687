"""Who tries too often reads how long to wait and whom to call, in the site's frame; programs read a header."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from matching.enums import PlacementStage
from psf.accounts import attempts
from psf.accounts.views import invitation
from psf.links import throttle
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.throttles.limits import Limit
from resources.public import contact
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.links import link_to
from tests.factories.territories import ServiceFactory, department

pytestmark = pytest.mark.django_db
WAIT = 42 * 60


@pytest.fixture
def once(monkeypatch):
    """`once(module, name)`: that limit hears one try in 42 minutes."""

    def bound(module, name) -> None:
        monkeypatch.setattr(module, name, Limit(f"test.{name}", tries=1, seconds=WAIT))

    return bound


def wrong_link(client, once):
    once(throttle, "WRONG_TOKENS")
    return lambda: client.get("/l/personne/")


def wrong_invitation(client, once):
    once(invitation, "WRONG_TOKENS")
    return lambda: client.get(reverse("invitation_open", args=["personne"]))


def password(client, once):
    once(attempts, "PASSWORDS")
    UserFactory(username="camille")
    data = {"login": "camille", "password": "faux"}
    return lambda: client.post(reverse("account_login"), data)


def public_form(client, once):
    once(contact, "WRITES")
    data = {
        "region": department("93").academy.region_id,
        "subject": "Autre question",
        "organisation": "Ville d’Essai",
        "name": "Camille Essai",
        "email": "camille@exemple.fr",
        "text": "Bonjour",
    }
    return lambda: client.post(reverse("public:mlds"), data)


def answers_of_a_guest(client, once):
    once(throttle, "ANSWERS")
    service = ServiceFactory()
    placement = journey(service, to=PlacementStage.SENT)
    with perimeter([service]):
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=placement.host_slot.tutor)
    page = client.get(f"/l/{link.token}/").url
    return lambda: client.post(f"{page}redirect/", {})


def reset(client, once):
    """One of allauth's own limits."""
    data = {"email": "personne@exemple.fr"}
    return lambda: client.post(reverse("account_reset_password"), data)


@pytest.mark.parametrize(
    "door", [wrong_link, wrong_invitation, password, public_form, answers_of_a_guest, reset]
)
def test_one_too_many_says_how_long_to_wait_and_whom_to_call(client, once, door, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/42m/ip"}
    ask = door(client, once)
    assert ask().status_code != 429
    answer = ask()
    page = BeautifulSoup(answer.content, "html.parser")
    text = re.sub(r"\s+", " ", unescape(page.get_text()))
    assert answer.status_code == 429
    assert WAIT - 60 < int(answer["Retry-After"]) <= WAIT
    assert "42 minutes" in text
    assert re.search("[Aa]ppelez|téléphonez", text)
    assert page.html["lang"] == "fr"
    assert page.select_one("header.fr-header, header[role=banner]") is not None
    assert page.h1
