"""Thousands of requests in one test: nothing is asked twice that none of them can change.

The people who ask, their roles and their services must stay the same during the test.
"""

import functools
import logging

import pytest
from django.http import HttpResponseNotFound
from django.template import Template
from django.test.utils import _TestState
from wagtail.models import Site

from psf.accounts.backends import AccountBackend
from psf.accounts.models import User
from psf.perimeter.models import PerimeterGrant


@pytest.fixture
def brisk(monkeypatch, settings):
    from psf import urls  # Views are not loaded with the plugins.

    # In the cookie, a session comes back whole whatever a try did to it.
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "redirects" not in name]
    site = Site.objects.first()
    monkeypatch.setattr(Site, "find_for_request", staticmethod(lambda request: site))
    users, services_of = {}, PerimeterGrant.objects.services_of

    def get_user(backend, pk):
        if pk not in users:
            users[pk] = User.objects.get(pk=pk)
        return users[pk]

    monkeypatch.setattr(AccountBackend, "get_user", get_user)
    grants = type(PerimeterGrant.objects)
    monkeypatch.setattr(grants, "services_of", lambda self, user, on=None: seen(user), raising=True)
    seen = functools.cache(services_of)
    # Thousands of pages that are not there, dressed like the site or the admin.
    monkeypatch.setattr(urls, "handler404", nothing_there, False)
    monkeypatch.setattr("wagtail.admin.urls.page_not_found", nothing_there)
    # The test client keeps a copy of every template's context, which nobody reads here.
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def nothing_there(*args, **kwargs):
    return HttpResponseNotFound()


@pytest.fixture
def bare_pages(settings):
    """The admin's pages without their frame: what they say, without menus and scripts."""
    [engine] = settings.TEMPLATES
    folder = settings.BASE_DIR / "tests" / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [folder, *engine["DIRS"]]}]
