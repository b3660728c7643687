"""Errors are kept without the values that the database quotes, addresses without what opens."""

import logging
import re
import sys
from io import StringIO
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import URLPattern, get_resolver
from gunicorn.config import Config

from psf.scrubbing import ScrubbingFormatter, is_secret, scrub
from psf.web_log import WebLog

MESSAGE = (
    'duplicate key value violates unique constraint "youth_ine_once"\n'
    "DETAIL:  Key (ine)=(123456789AB) already exists.\n"
)


def test_a_message_keeps_the_constraint_and_loses_the_value():
    assert "youth_ine_once" in scrub(MESSAGE)
    assert "123456789AB" not in scrub(MESSAGE)


def test_a_failing_row_is_not_quoted():
    assert "Zoé" not in scrub("Failing row contains (4, Zoé, 2009-01-01).")


def test_a_logged_traceback_is_scrubbed():
    try:
        raise ValueError(MESSAGE)
    except ValueError:
        record = logging.LogRecord("psf", logging.ERROR, "", 0, "échec", (), sys.exc_info())
    line = ScrubbingFormatter("%(message)s").format(record)
    assert "échec" in line
    assert "123456789AB" not in line


SENTINEL = "Zoé Ouragan"
REFUSED = [
    f"insert into t (born) values ('2009-01-01', '{SENTINEL}')",
    f"select '{SENTINEL}'::int",
    f"select '{SENTINEL}'::date",
    f"select array['{SENTINEL}', '1']::int[]",
    f"insert into scrubbed values ('a\n{SENTINEL}\n\nThe end')",
    "insert into scrubbed values ('b')",
]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", REFUSED)
def test_no_error_of_the_database_says_a_value(statement):
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table scrubbed (name text check (name ~ '^[0-9]+$'), s text)"
        )
        cursor.execute(f"alter table scrubbed alter s set default '{SENTINEL}'")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        record = logging.LogRecord("psf", logging.ERROR, "", 0, "échec", (), sys.exc_info())
    line = ScrubbingFormatter("%(message)s").format(record)
    assert SENTINEL not in line.replace(f"cursor.execute({statement!r}", "")
    assert psycopg.__name__ in line


TOKEN = "q7Zt-xQ_2b9"
ADDRESSES = [
    f"/l/{TOKEN}/",
    f"/compte/invitation/{TOKEN}/",
    f"/agenda-personnel/{TOKEN}.ics",
    f"/compte/mot-de-passe/nouveau/3-{TOKEN}/",
]
# Routes whose argument opens something, and those of the same name that open nothing.
OPENING = ("token", "uidb36", "uidb64", "secret", "signature")
CLOSED = ("/admin/password_reset/",)


def routes(patterns, before="/"):
    for each in patterns:
        if isinstance(each, URLPattern):
            yield before + str(each.pattern).lstrip("^")
        else:
            yield from routes(each.url_patterns, before + str(each.pattern).lstrip("^"))


def test_every_address_that_opens_something_is_known():
    found = [
        route
        for route in routes(get_resolver().url_patterns)
        if re.search(rf"<(\w+:)?({'|'.join(OPENING)})>", route) and not route.startswith(CLOSED)
    ]
    assert len(found) == len(ADDRESSES)
    for route in found:
        path = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]*>", TOKEN, route).rstrip("$")
        assert is_secret(path), route
        assert TOKEN not in scrub(f"Not Found: {path}"), route


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    "said",
    [
        "Not Found: {}",
        'GET https://psf.exemple{} HTTP/1.1" 302',
        "/compte/connexion/?next={}&x=1",
        "Error handling request {}?utm_source=mail",
    ],
)
def test_a_line_says_the_purpose_and_never_the_path(path, said):
    line = scrub(said.format(path))
    assert TOKEN not in line and "(" in line
    assert scrub(said.format(path.replace("/", "%2F"))).count(TOKEN) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", ADDRESSES)
def test_no_log_of_ours_keeps_an_address_that_opens(path, client, monkeypatch):
    """Whatever Django and we log, through every handler that is installed."""
    import psf.links.views
    from psf.accounts.models import calendar
    from psf.accounts.views import invitation, passwords

    def fails(*args, **kwargs):
        raise RuntimeError(f"cannot answer {path}")

    monkeypatch.setattr(psf.links.views, "find_link", fails)
    monkeypatch.setattr(invitation, "hash_token", fails)
    monkeypatch.setattr(calendar, "digest_of", fails)
    monkeypatch.setattr(passwords.NewPasswordView, "dispatch", fails)
    client.raise_request_exception = False
    written = StringIO()
    [handler] = [
        h for h in logging.getLogger().handlers if isinstance(h.formatter, ScrubbingFormatter)
    ]
    monkeypatch.setattr(handler, "stream", written)
    assert client.get(path).status_code == 500
    client.get(f"/nulle-part{path}")
    logging.getLogger("django.server").warning('"GET %s HTTP/1.1" 404', path)
    said = written.getvalue()
    assert "Internal Server Error" in said and "Not Found" in said and "cannot answer" in said
    assert TOKEN not in said


def test_no_handler_of_django_writes_beside_ours():
    """Its mails to administrators hold the whole request; runserver's lines, the address."""
    for name in ("django", "django.request", "django.server", "django.security"):
        assert logging.getLogger(name).handlers == []
        assert logging.getLogger(name).propagate
    assert settings.LOGGING["root"]["handlers"] == ["console"]


def test_gunicorn_logs_no_address_that_opens():
    config = Config()
    config.set("accesslog", "-")
    log = WebLog(config)
    written = StringIO()
    for logger in (log.access_log, log.error_log):
        for handler in logger.handlers:
            handler.setStream(written)
    path = ADDRESSES[0]
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_REFERER": f"https://psf.exemple{ADDRESSES[1]}",
    }
    answer = SimpleNamespace(status="302 Found", sent=0, headers=[])
    request = SimpleNamespace(headers=[])
    from datetime import timedelta

    log.access(answer, request, environ, timedelta(seconds=1))
    log.error("Error handling request %s", path)
    said = written.getvalue()
    assert "(lien personnel)" in said and "(invitation)" in said
    assert TOKEN not in said
