"""A young person of Saint-Denis who wants to cook, and places around."""

import pytest
from django.urls import reverse

from matching.models import Youth
from matching.youths.wishes import wish
from offers.models import Field
from psf.perimeter.scope import perimeter
from tests.factories.matching import YouthFactory
from tests.factories.offers import CompanyFactory, HostSlotFactory, OfferFactory, rome
from tests.factories.territories import commune

# From Saint-Denis: Aubervilliers is 3 km away, Nice far beyond any radius.
NEAR, FAR = "93001", "06088"


@pytest.fixture
def client(signed_in, two_services):
    return signed_in(two_services.tutor)


@pytest.fixture
def youth(two_services):
    return cook(two_services.saint_denis, two_services.tutor)


def cook(service, tutor=None, **fields) -> Youth:
    """Somebody of 17 who wishes «restauration, cuisine» then «accueil», 150 hours, 20 km."""
    youth = YouthFactory(service=service, tutor=tutor, **{"hours_wanted": 150, **fields})
    with perimeter([service]):
        wish(youth, [Field.objects.get(pk="restauration"), Field.objects.get(pk="accueil")])
    return youth


def place(service, *codes, company=None, at=NEAR, offer=None, **fields):
    """A free place of these ROME codes, by default at Aubervilliers and with 450 hours to split."""
    offer = {"service": service, "contract": None} | (offer or {})
    if company:
        offer["company"] = CompanyFactory(name=company)
    slot = HostSlotFactory(offer=OfferFactory(**offer), commune=commune(at), **fields)
    slot.romes.set([rome(code, code) for code in codes])
    slot.save()
    return slot


def list_of(youth):
    return reverse("work:ranking", args=[youth.code])


def reservation_of(youth, slot):
    return reverse("work:reserve", args=[youth.code, slot.code])
