"""A coordinator of Saint-Denis in front of a file at any stage."""

import pytest

from matching.enums import PlacementStage
from matching.models import Placement
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey


@pytest.fixture
def client(signed_in, two_services):
    return signed_in(two_services.coordinator)


@pytest.fixture
def file_at(two_services):
    """`file_at(stage)`: a file of Saint-Denis carried there by its tutor."""

    def at(stage=PlacementStage.RESERVED, **kwargs):
        return journey(two_services.saint_denis, to=stage, by=two_services.tutor, **kwargs)

    return at


@pytest.fixture
def seen(two_services):
    """`seen(placement)`: the file as the database now has it."""

    def see(placement):
        with perimeter([two_services.saint_denis]):
            return Placement.objects.for_file().get(pk=placement.pk)

    return see
