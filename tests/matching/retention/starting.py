"""A production that starts on a restored database: what it has before, and when its first page answers.

Prints « before N », then « page STATUS N »: how many records the database has.
"""

import io
import os

import psycopg
from django.conf import settings

# Looked at without Django, as the server's administrator would.
place = settings.DATABASES["default"]


def records() -> int:
    with psycopg.connect(
        host=place["HOST"], port=place["PORT"], user="postgres", dbname=place["NAME"]
    ) as connection:
        [[number]] = connection.execute("select count(*) from matching_youth").fetchall()
        return number


print("before", records(), flush=True)
from psf import wsgi  # noqa: E402

seen: dict[str, int] = {}


def handler(environ, start_response):
    """The first thing that answers a visitor."""
    seen["records"] = records()
    return inner(environ, start_response)


inner, wsgi.application.application = wsgi.application.application, handler
environ = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/",
    "SERVER_NAME": "psf.invalid",
    "SERVER_PORT": "80",
    "wsgi.input": io.BytesIO(),
    "wsgi.url_scheme": "http",
}
answer: list[str] = []
b"".join(wsgi.application(environ, lambda status, headers: answer.append(status.split()[0])))
print("page", answer[0], seen["records"], flush=True)
os._exit(0)
