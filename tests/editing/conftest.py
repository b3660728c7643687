"""A service, and somebody who may edit every record of the admin."""

import pytest

from psf.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.territories import ServiceFactory


@pytest.fixture
def service(db):
    return ServiceFactory(name="PSAD de Saint-Denis")


@pytest.fixture
def editor(service, signed_in):
    return signed_in(
        UserFactory(roles=[Role.ADMINISTRATOR, Role.BASIN], place=service, is_superuser=True)
    )
