"""Dated rows and tasks are there, again after a transactional test emptied the database."""

import pytest
from django.conf import settings
from django.db import transaction

from offers import reference as figures
from offers.models import CalibreBracket
from resources import reference as tasks


@pytest.fixture
def rows(db):
    if not CalibreBracket.objects.exists():
        figures.load()
    tasks.load()
    tasks.load_law()


@pytest.fixture
def home(db):
    """The home page, there again after a transactional test emptied the database."""
    from home import reference
    from home.models import HomePage

    if not HomePage.objects.exists():
        reference.load()
    return HomePage.objects.get()


def load_quietly():
    """The first content, as `manage.py load_content` writes it; the admin's own indexes aside."""
    from django.test import override_settings
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from home import page_cache, reference
    from home.models import HomePage
    from resources.loading.loading import load

    if not HomePage.objects.exists():
        reference.load()
    if not CalibreBracket.objects.exists():
        figures.load()
    tasks.load()
    tasks.load_law()
    aside = {
        name: {**backend, "AUTO_UPDATE": False}
        for name, backend in settings.WAGTAILSEARCH_BACKENDS.items()
    }
    page_cache.clear()
    with override_settings(WAGTAILSEARCH_BACKENDS=aside), disable_reference_index_auto_update():
        load()


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """Loaded once for a module, in a transaction that every test's own stands in."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_quietly()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(content, db):
    """The first content; yields the home page."""
    from home import page_cache
    from home.models import HomePage

    page_cache.clear()
    yield HomePage.objects.get()
    page_cache.clear()
