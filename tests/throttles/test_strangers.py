"""What a stranger asks leaves no row behind: no session, no answer kept, nothing but counts."""

import re

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from home import page_cache
from psf.throttles.models import Tally

pytestmark = pytest.mark.django_db
JUNK = {"login": "x", "password": "y", "code": "1", "email": "x@exemple.fr", "q": "zigouigoui"}
# What forms of visitors write when they are filled in: each limited where it is written.
LIMITED = {"resources_missedsearch", Tally._meta.db_table}


def routes(patterns, before="/"):
    for each in patterns:
        here = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from routes(each.url_patterns, here)


def addresses():
    """Every address outside the admin, with something in the place of what varies."""
    for route in routes(get_resolver().url_patterns):
        if not route.startswith("/admin/"):
            path = re.sub(r"\(\?P<\w+>.*?\)(?=[-/])|<[^>]*>", "12", route)
            if not re.search(r"[\\()*+\[\]?]", path.removesuffix("$")):
                yield path.removesuffix("$")


def rows():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(tables - LIMITED):
            cursor.execute(f'select count(*) from "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def kept():
    return [len(caches[name]._cache) for name in ("default", "pages")]


def test_strangers_leave_nothing_behind(settings):
    settings.PAGE_CACHE = True
    page_cache.clear()
    paths = sorted({*addresses(), "/", "/admin/", "/admin/suivi/"})
    assert len(paths) > 25
    for path in paths:
        Client(raise_request_exception=False).get(path)
    before, answers = rows(), kept()
    errors, sessions = [], set()
    for number, path in enumerate(paths):
        client = Client(raise_request_exception=False, REMOTE_ADDR=f"192.0.2.{number}")
        for answer in (
            client.get(path),
            client.get(path, {"role": "x", "page": "7", "next": "/l/12/"}),
            client.post(path, JUNK),
        ):
            if answer.status_code >= 500:
                errors.append(path)
            if settings.SESSION_COOKIE_NAME in client.cookies:
                sessions.add(path)
    assert errors == []
    assert sessions == set()
    assert rows() == before
    assert kept() == answers
    page_cache.clear()


def test_what_a_stranger_sends_is_counted_and_the_counts_say_nothing():
    Client(REMOTE_ADDR="192.0.2.77").get("/l/faux/")
    Client(REMOTE_ADDR="192.0.2.77").post("/compte/connexion/", JUNK)
    assert Tally.objects.count() == 3
    assert not Tally.objects.filter(key__contains="192").exists()
