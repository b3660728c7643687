"""Communes of a few départements, loaded from the real file."""

import pytest

from psf.territories import reference

DEPARTMENTS = ["06", "75", "76", "77", "91", "93"]


@pytest.fixture
def communes(db):
    reference.load_communes(DEPARTMENTS)
