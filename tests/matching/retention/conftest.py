"""Records to forget, a ledger of one's own, and where to look for what is left of them."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from matching.enums import PlacementStage, Situation
from matching.models import Placement
from psf.months import add_months
from psf.perimeter.scope import all_services, perimeter
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory
from tests.ledger.conftest import ledger  # noqa: F401
from tests.matching.guests.conftest import buyer_link, clause_link, visit  # noqa: F401

Stage = PlacementStage
TODAY = timezone.localdate


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


@pytest.fixture
def closed(two_services):
    """`closed(months, **fields)`: whose following ended that many months ago, at Saint-Denis."""

    def make(months: int = 12, *, days: int = 0, service=None, **fields):
        service = service or two_services.saint_denis
        day = add_months(TODAY(), -months) - timedelta(days=days)
        fields = {"situation": Situation.SOLUTION_JOB, "situation_since": day} | fields
        return YouthFactory(service=service, closed_on=day, **fields)

    return make


@pytest.fixture
def young(two_services):
    """`young(**fields)`: of Saint-Denis."""
    return partial(YouthFactory, service=two_services.saint_denis)


def codes(rows) -> set[str]:
    return set(rows.values_list("code", flat=True))


def of_age(years: int, *, days: int = 0) -> date:
    """Born so that their birthday is `days` from today."""
    return add_months(TODAY() + timedelta(days=days), -12 * years)


@pytest.fixture
def everywhere(db):
    """All services, their archives too, for the length of a test."""
    with all_services("test"):
        yield


@pytest.fixture
def here(two_services):
    with perimeter([two_services.saint_denis]):
        yield
