"""The site that the data migration made, again after a transactional test emptied the database."""

import pytest

from home import reference
from home.models import HomePage


@pytest.fixture(autouse=True)
def first_site(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        if not HomePage.objects.exists():
            reference.load()


@pytest.fixture
def home(first_site):
    return HomePage.objects.get()
