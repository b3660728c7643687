"""Communes of a few départements, loaded from the real file."""

import pytest

from psf.territories import reference
from psf.territories.models import Department

DEPARTMENTS = ["06", "75", "76", "77", "91", "93"]


@pytest.fixture(autouse=True)
def reference_tables(request):
    """What the data migration loaded, again after a transactional test emptied the database."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        if not Department.objects.exists():
            reference.load()


@pytest.fixture
def communes(db, reference_tables):
    reference.load_communes(DEPARTMENTS)
