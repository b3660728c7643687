"""The journeys that other tests start from keep every promise of the queue."""

import pytest

from matching.enums import PlacementStage
from matching.placements.integrity import broken_promises
from psf.perimeter.scope import perimeter
from tests.factories.journey import carry, journey, reserved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_a_file_is_carried_to_any_stage_without_breaking_a_promise(two_services, stage):
    placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor)
    assert placement.stage == stage
    with perimeter([two_services.saint_denis]):
        assert broken_promises() == []


def test_a_file_reserved_before_is_carried_on(two_services):
    placement = reserved(two_services.saint_denis, hours=300)
    assert carry(placement, to=PlacementStage.CONVENTION).accepted_on is not None
