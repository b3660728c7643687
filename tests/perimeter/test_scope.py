"""The scope of a transaction: what it shows, and how surely it is forgotten."""

import pytest

from matching.models import Placement, Youth
from psf.perimeter.scope import perimeter
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory

pytestmark = pytest.mark.django_db


def test_a_record_exists_in_its_service_only(two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    GuardianFactory(youth=youth)
    PlacementFactory(youth=youth)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().code == youth.code
        assert Placement.objects.count() == 1
    with perimeter([two_services.nice]):
        assert not Youth.objects.exists()
    assert not Youth.objects.exists()
