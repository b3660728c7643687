"""A provider that settings name, and somebody who signs in by it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from offers.enums import OfferStage
from tests.factories.links import say
from tests.factories.offers import BuyerContactFactory, ContractFactory, OfferFactory
from tests.proconnect.provider import CLIENT, SECRET, Provider, running


@pytest.fixture
def provider(settings):
    with running() as found:
        settings.PROCONNECT = (found.url, CLIENT, SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = {
            "proconnect": {
                "APPS": [
                    {
                        "provider_id": "proconnect",
                        "name": "ProConnect",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": found.url},
                    }
                ]
            }
        }
        yield found


@dataclass
class Person:
    """Somebody with a browser."""

    client: Client
    provider: Provider

    def starts(self) -> str:
        """The address of ProConnect that the browser is led to."""
        page = self.client.post("/proconnect/connexion/")
        assert page.status_code == 200
        return page.context["address"]

    def comes_back(self, address: str) -> str:
        """The path by which ProConnect sends the browser back."""
        back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
        parts = urlsplit(back)
        return f"{parts.path}?{parts.query}"

    def signs_in(self):
        return self.client.get(self.comes_back(self.starts()))

    def sees(self) -> str:
        return self.client.get("/mes-engagements/").content.decode()


@pytest.fixture
def person(provider):
    return Person(Client(), provider)


@pytest.fixture
def followed(two_services):
    """`followed(email)`: a contract with an offer, followed by somebody at this address."""

    def make(email="camille.achat@exemple.fr", **fields):
        contract = ContractFactory(**fields)
        contract.contact = BuyerContactFactory(buyer=contract.buyer)
        contract.save()
        OfferFactory(contract=contract, service=two_services.saint_denis, stage=OfferStage.TO_CALL)
        say(contract.contact, two_services.saint_denis.pk, email=email)
        return contract

    return make
