"""A real Chromium against a live server: signed in, with its complaints collected.

`browse(user, width)` opens a page; `shot(page, name)` keeps a picture (pictures.py). Tests here run
on a copy of the test database (tests/own_database.py): they need no django_db mark.
"""

from functools import partial

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.browser.pictures import keep
from tests.browser.sound import DESK, HEIGHT, PHONE  # noqa: F401
from tests.own_database import db, transactional_db  # noqa: F401


@pytest.fixture(scope="package")
def browser(chromium, django_db_setup, django_db_blocker):
    """One Chromium for all stories; each has contexts of its own."""
    with django_db_blocker.unblock():
        # Django keeps connections opened inside Playwright's loop apart; one left outside it would
        # hold the database that is copied.
        connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs its loop in this thread, where tests also prepare rows:
        # https://playwright.dev/python/docs/test-runners
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()
        with django_db_blocker.unblock():
            connections.close_all()


class Contexts:
    """The browser's contexts: the usual one knows style and scripts since the first page."""

    def __init__(self, browser):
        self.browser, self._usual = browser, None

    def usual(self, address):
        if self._usual is None:
            self._usual = self.new(address)
        return self._usual

    def new(self, address):
        context = self.browser.new_context(
            base_url=address, locale="fr-FR", timezone_id="Europe/Paris"
        )
        context.set_default_timeout(20_000)
        return context

    def leave(self, context):
        """Nothing of a test stays, but what every page loads."""
        for page in context.pages:
            # No request still running may hold the database that is thrown away.
            page.wait_for_load_state("networkidle")
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.close()
        if context is self._usual:
            context.clear_cookies()
            context.clear_permissions()
        else:
            context.close()


@pytest.fixture(scope="package")
def contexts(browser):
    return Contexts(browser)


@pytest.fixture
def open_page(contexts, live_server):
    """`open_page(width)`: a page that nobody signed in, whose `trouble` lists what went wrong.

    Each page of a test is somebody else's, with cookies of their own, unless it shares those `of`.
    """
    opened = []

    def open_page(width=DESK, *, of=None):
        if of is not None:
            context = of.context
        else:
            context = contexts.new(live_server.url) if opened else contexts.usual(live_server.url)
            opened.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.trouble = []
        page.on("console", lambda message: page.trouble.extend(_complaint(message)))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("response", lambda answer: page.trouble.extend(_failure(answer)))
        return page

    yield open_page
    for context in opened:
        contexts.leave(context)


@pytest.fixture
def browse(open_page, live_server):
    """`browse(user, width)`: a page signed in as `user`."""

    def browse(user, width=DESK):
        page = open_page(width)
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return page

    return browse


def _complaint(message):
    return [message.text] if message.type == "error" else []


def _failure(answer):
    return [f"{answer.status} {answer.url}"] if answer.status >= 500 else []


@pytest.fixture
def shot():
    """`shot(page, name)`: a picture of a page of the admin."""
    return partial(keep, inside="#main")
