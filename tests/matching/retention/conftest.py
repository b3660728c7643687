"""Records to forget, a ledger of one's own, and where to look for what is left of them."""

import pytest

from matching.enums import PlacementStage
from matching.models import Placement
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.ledger.conftest import ledger  # noqa: F401
from tests.matching.guests.conftest import buyer_link, clause_link, visit  # noqa: F401

Stage = PlacementStage


@pytest.fixture(autouse=True)
def private(tmp_path, settings):
    """A private folder of one's own."""
    settings.PRIVATE_DIR = tmp_path / "private"
    return settings.PRIVATE_DIR


@pytest.fixture
def file_at(two_services):
    """`file_at(stage)`: a file of Saint-Denis carried there by its tutor."""

    def at(stage=Stage.CLOSED, **kwargs) -> Placement:
        placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor, **kwargs)
        with perimeter([two_services.saint_denis]):
            return Placement.objects.for_file().get(pk=placement.pk)

    return at
