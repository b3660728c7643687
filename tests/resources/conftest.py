"""Dated rows and tasks are there, again after a transactional test emptied the database."""

import pytest

from offers import reference as figures
from offers.models import CalibreBracket
from resources import reference as tasks


@pytest.fixture
def rows(db):
    if not CalibreBracket.objects.exists():
        figures.load()
    tasks.load()
