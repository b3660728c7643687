"""A service of Seine-Saint-Denis and one of Nice, their people, and how a form is filled in."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from psf.accounts.roles import Role
from tests.factories.accounts import UserFactory, coordinator, tutor
from tests.factories.offers import (
    BuyerContactFactory,
    CompanyContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.factories.territories import ServiceFactory, commune, department


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def here(db):
    """The service of Saint-Denis; the others list nothing, so it answers for the département."""
    service = ServiceFactory(name="PSAD de Saint-Denis", department=department("93"))
    service.communes.add(commune("93066"), commune("93001"))
    return service


@pytest.fixture
def elsewhere(db):
    service = ServiceFactory(name="PSAD de Nice", department=department("06"))
    service.communes.add(commune("06088"))
    return service


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` gives the client of that user."""

    def sign(user):
        client.force_login(user, backend="psf.accounts.backends.AccountBackend")
        return client

    return sign


@pytest.fixture
def coordinating(sign_in, here):
    """The client of a coordinator of Saint-Denis."""
    return sign_in(coordinator(here))


@pytest.fixture
def tutoring(sign_in, here):
    return sign_in(tutor(here))


@pytest.fixture
def national(sign_in, here):
    return sign_in(UserFactory(roles=[Role.NATIONAL]))


@pytest.fixture
def contract(db):
    """A contract whose company has two people to call."""
    contract = ContractFactory()
    contract.contact = BuyerContactFactory(buyer=contract.buyer)
    contract.save()
    CompanyContactFactory(company=contract.company, role="hr")
    CompanyContactFactory(company=contract.company)
    return contract


@pytest.fixture
def offer(contract, here):
    """An offer followed by Saint-Denis, with one slot."""
    offer = OfferFactory(contract=contract, service=here)
    HostSlotFactory(offer=offer, tutor=contract.company.contacts.filter(role="tutor").first())
    return offer


def count_queries(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def url(model, action, *args):
    return reverse(f"wagtailsnippets_offers_{model}:{action}", args=args)


def formset(prefix, rows, initial=0):
    """The fields of an inline formset; rows are dicts, those with `id` come first."""
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for index, row in enumerate(rows):
        data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return data


def slot_data(tutor=None, site="Atelier", commune_code="93066", **fields):
    return {
        "id": "",
        "site": site,
        "commune": commune(commune_code).pk,
        "address": "",
        "tutor": tutor.pk if tutor else "",
        "host": "",
        "romes": "",
        "tasks": "Rangement du magasin",
        "days_per_week": 5,
        "weekly_hours": 35,
        "window_from": "",
        "window_until": "",
        "active": "on",
    } | fields


def offer_data(contract, slots=(), /, initial=0, **fields):
    return {
        "company": contract.company.pk,
        "contract": contract.pk,
        "lots": "",
        "declared_on": contract.notified_on.isoformat(),
        "calibre": 450,
        "hours": "",
        "derogation_reason": "",
        "derogation_agreed_on": "",
        "splittable": "on",
        "transport": "Bus 153",
        "equipment": "",
        "meals": "",
        "gratification": "",
        "service": "",
        **formset("slots", slots, initial),
    } | fields
