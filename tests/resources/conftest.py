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


@pytest.fixture
def home(db):
    """The home page, there again after a transactional test emptied the database."""
    from home import reference
    from home.models import HomePage

    if not HomePage.objects.exists():
        reference.load()
    return HomePage.objects.get()


@pytest.fixture
def loaded(home, rows, settings):
    """The first content, as `manage.py load_content` writes it; the admin's own indexes aside."""
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from home import page_cache
    from resources.loading.loading import load

    [(name, backend)] = settings.WAGTAILSEARCH_BACKENDS.items()
    settings.WAGTAILSEARCH_BACKENDS = {name: {**backend, "AUTO_UPDATE": False}}
    page_cache.clear()
    with disable_reference_index_auto_update():
        load()
    yield home
    page_cache.clear()
