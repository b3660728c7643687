"""An académie's coordinator, a national one, and files of two académies at the stage « réservé »."""

from dataclasses import dataclass

import pytest

from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey


@dataclass
class Academy:
    """One académie: its service, its coordinator signed in, and a reserved file."""

    service: object
    coordinator: object
    client: object
    placement: object

    @property
    def academy(self):
        return self.service.department.academy

    @property
    def address(self) -> str:
        return f"/admin/etapes/academie/{self.academy.pk}/"

    def action(self, verb="call_company") -> Action:
        """The open action of the file for this verb."""
        with perimeter([self.service]):
            return Action.objects.open().get(placement=self.placement, verb=verb)

    def events(self, name) -> list:
        with perimeter([self.service]):
            return list(self.placement.events.filter(name=name))


@pytest.fixture
def academies(two_services, signed_in):
    """(Créteil, Nice)."""

    def build(service):
        person = UserFactory(roles=[Role.ACADEMIC], place=service.department.academy)
        return Academy(service, person, signed_in(person), journey(service))

    return build(two_services.saint_denis), build(two_services.nice)


@pytest.fixture
def creteil(academies):
    return academies[0]


@pytest.fixture
def nice(academies):
    return academies[1]


@pytest.fixture
def national(signed_in):
    return signed_in(UserFactory(roles=[Role.NATIONAL]))
