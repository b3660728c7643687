"""The home page that the data migration made."""

import pytest

from home.models import HomePage


@pytest.fixture
def home(db):
    return HomePage.objects.get()
