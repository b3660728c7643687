"""A buyer in front of the public forms, then of the mail that they get."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from offers.models import Filing
from psf.french.days import numeric
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from tests.factories.offers import siret
from tests.factories.territories import commune

HEAD = {
    "acheteur": "Ville de Valfleury",
    "nature_acheteur": "local",
    "siret": "",
    "objet": "Nettoyage des écoles",
    "nature": "services",
    "duree": "24",
    "montant": "300k",
    "nom": "Camille Essai",
    "courriel": "camille@valfleury.fr",
    "telephone": "01 99 00 12 34",
    "precisions": "",
}
COMPANY = {
    "heures": "450",
    "titulaire": "Ateliers du Port",
    "siret": siret(901),
    "commune": "Saint-Denis",
    "contact": "Dominique Port",
    "telephone": "01 99 00 55 66",
    "courriel": "dominique@port.fr",
    "taches": "Accueil et classement",
}


def parts(*rows: dict) -> dict:
    """The fields of repeated forms."""
    named = {
        f"p{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()
    }
    return {"nombre": len(rows), **named}


def declaration(*rows: dict, **fields) -> dict:
    said = {"reference": "2026-014", "notification": numeric(timezone.localdate())}
    return {**HEAD, **said, **fields, **parts(*(rows or (COMPANY,)))}


def consultation(**fields) -> dict:
    soon = timezone.localdate() + timedelta(days=40)
    said = {"reference": "", "commune": "93200", "publication": numeric(soon)}
    return {**HEAD, **said, **parts({"lot": "", "heures": "150"}), **fields}


def proposal(**fields) -> dict:
    said = {
        "entreprise": "Boulangerie des Essais",
        "siret": "",
        "nom": "Dominique Fournil",
        "courriel": "dominique@fournil.fr",
        "telephone": "0199001122",
    }
    part = {"heures": "150", "commune": "Saint-Denis", "taches": "Vente et préparation"}
    return {**said, **parts(part), **fields}


@dataclass
class Sender:
    """Somebody who fills in a public form, then opens their mailbox."""

    client: Client = field(default_factory=Client)
    url: str = ""

    def sends(self, data, path="/declarer/"):
        return self.client.post(path, data)

    def filed(self, data, path="/declarer/") -> Filing:
        """The filing just sent; AssertionError when the form refused it."""
        answer = self.sends(data, path)
        assert answer.status_code == 302, problems(answer)
        return newest()

    def opens(self, filing) -> None:
        """Opens the link of the last mail, in this browser."""
        with all_services("test"):
            link = Link.objects.filter(filing=filing).latest("pk")
        self.url = self.client.get(f"/l/{link.token}/")["Location"]

    def page(self, path="") -> str:
        return self.client.get(f"{self.url}{path}").content.decode()

    def answers(self, gesture, data=None):
        return self.client.post(f"{self.url}{gesture}/", {"seen": "", **(data or {})})

    def confirms(self, filing) -> Filing:
        self.opens(filing)
        answer = self.answers("confirmer")
        assert answer.status_code == 302
        return again(filing)


def problems(answer) -> list:
    form = answer.context["form"]
    return [form.errors, *(part.errors for part in form.parts)]


def newest() -> Filing:
    with all_services("test"):
        return Filing.objects.select_related("service").latest("pk")


def again(filing) -> Filing:
    """As its own service sees it now, with its parts."""
    with perimeter([filing.service_id]):
        return Filing.objects.for_screen().get(pk=filing.pk)


def mails_about(filing) -> list[Message]:
    with all_services("test"):
        return list(Message.objects.filter(filing=filing).order_by("pk"))


@pytest.fixture
def buyer(here) -> Sender:
    commune("93066")
    return Sender()


@pytest.fixture
def declared(buyer) -> Filing:
    return buyer.confirms(buyer.filed(declaration()))
