"""Files of Saint-Denis at several stages, seen by its people."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from matching.enums import PlacementStage
from matching.models import Placement
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.journey import journey


@pytest.fixture
def client(signed_in, two_services):
    return signed_in(two_services.coordinator)


@pytest.fixture
def tutor_client(signed_in, two_services):
    return signed_in(two_services.tutor)


@pytest.fixture
def file_at(two_services):
    """`file_at(stage)`: a file of Saint-Denis carried there by its tutor."""

    def at(stage=PlacementStage.RESERVED, **kwargs):
        placement = journey(two_services.saint_denis, to=stage, by=two_services.tutor, **kwargs)
        with perimeter([two_services.saint_denis]):
            return Placement.objects.select_related("youth", "offer").get(pk=placement.pk)

    return at


@pytest.fixture
def make_late(two_services):
    """`make_late(subject, days, verb)`: its open actions become that much older."""

    def older(placement, days=10, **only):
        with perimeter([two_services.saint_denis]):
            actions = Action.objects.open().filter(placement=placement, **only)
            actions.update(due=F("due") - timedelta(days=days))

    return older


@pytest.fixture
def open_actions(two_services):
    """`open_actions(**lookup)`: open actions as Saint-Denis has them, oldest first."""

    def found(**lookup):
        with perimeter([two_services.saint_denis]):
            return list(Action.objects.open().filter(**lookup).oldest_first())

    return found


def queue(**params) -> str:
    return reverse("work:queue", query=params)


def keys_on(response) -> list[int]:
    """Keys of the actions on the page, in order."""
    return [row.action.pk for row in response.context["rows"]]


def verbs_on(response) -> list[str]:
    return [row.action.verb for row in response.context["rows"]]
