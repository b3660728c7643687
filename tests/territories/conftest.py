"""Communes of a few départements, loaded from the real file."""

import pytest
from django.db import transaction

from psf.territories import reference

DEPARTMENTS = ["06", "75", "76", "77", "91", "93"]


@pytest.fixture(scope="module")
def communes(django_db_setup, django_db_blocker):
    """Loaded once for a module, in a transaction that every test's own stands in."""
    with django_db_blocker.unblock(), transaction.atomic():
        reference.load_communes(DEPARTMENTS)
        yield
        transaction.set_rollback(True)
