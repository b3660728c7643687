"""A real Chromium against a live server: signed in, with its complaints collected.

`browse(user, width)` opens a page; `shot(page, name)` keeps a picture under var/screenshots.
"""

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import sync_playwright

PHONE, DESK = 390, 1280
SCREENSHOTS = settings.VAR_DIR / "screenshots"


@pytest.fixture
def browse(chromium, live_server, monkeypatch):
    """`browse(user, width)`: a page signed in as `user`, whose `trouble` lists what went wrong."""
    # Playwright runs its loop in this thread, where tests also prepare rows:
    # https://playwright.dev/python/docs/test-runners
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = []

        def browse(user, width=DESK):
            pages.append(_page(browser, live_server.url, user, width))
            return pages[-1]

        try:
            yield browse
        finally:
            # Neither a request still running nor a connection opened inside the loop may hold
            # the database that the last test drops.
            for page in pages:
                page.wait_for_load_state("networkidle")
            browser.close()
            connections.close_all()


def _page(browser, address, user, width):
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 844},
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )
    client = Client()
    client.force_login(user)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": address,
            }
        ]
    )
    page = context.new_page()
    page.trouble = []
    page.on("console", lambda message: page.trouble.extend(_complaint(message)))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("response", lambda answer: page.trouble.extend(_failure(answer)))
    return page


def _complaint(message):
    return [message.text] if message.type == "error" else []


def _failure(answer):
    return [f"{answer.status} {answer.url}"] if answer.status >= 500 else []


@pytest.fixture
def shot():
    """`shot(page, name)`: the whole page as a picture under var/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def shoot(page, name):
        path = SCREENSHOTS / f"{name}.png"
        # Wagtail scrolls inside the page: the window takes the height of what it shows.
        size = page.viewport_size
        height = page.evaluate("document.querySelector('#main').scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        page.screenshot(path=path)
        page.set_viewport_size(size)
        return path

    return shoot
