"""A coordinator of Saint-Denis with the telephone in her hand."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.offers import siret
from tests.factories.territories import commune

URL = "/admin/suivi/offre-apres-un-appel/"


@pytest.fixture
def coordinating(signed_in, two_services):
    assert reverse("work:after_call") == URL
    commune("93066")
    return signed_in(two_services.coordinator)


def told(**typed) -> dict:
    """What the page sends for a company that nobody knows, which confirmed everything."""
    return {
        "entry": str(uuid4()),
        "company_name": "Ateliers du Port",
        "company_siret": siret(901),
        "contact_name": "Dominique Port",
        "contact_phone": "0199005566",
        "contact_role": "tutor",
        "is_tutor": "on",
        "commune": "Saint-Denis",
        "calibre": "300",
        "tasks": "Accueil et classement",
        "romes": "",
        "outcome": "verified",
    } | typed


def market(**typed) -> dict:
    """A marché and its buyer, neither known."""
    return {
        "contract": "nouveau",
        "reference": "2026-014",
        "title": "Nettoyage des écoles",
        "contract_kind": "services",
        "notified_on": "02/11/2026",
        "firm_months": "24",
        "buyer_name": "Ville de Valfleury",
        "buyer_siret": siret(902),
        "buyer_kind": "local",
        "buyer_contact": "Camille Essai",
        "buyer_email": "camille@valfleury.fr",
    } | typed


def errors_of(answer) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def offered(answer, name) -> list[str]:
    """What is proposed of that name, in order, without « another »."""
    form = answer.context["form"]
    return [label for key, label in form.fields[name].choices if key.isdecimal()]
