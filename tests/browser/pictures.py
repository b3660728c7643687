"""Pictures of pages, under var/screenshots, to be looked at.

With PSF_SCREENSHOTS=0 none is made: they are a fifth of what Chromium does, and nobody looks at
those of a folder that is thrown away.
"""

import os

from django.conf import settings

SCREENSHOTS = settings.VAR_DIR / "screenshots"
WANTED = os.environ.get("PSF_SCREENSHOTS") != "0"


def keep(page, name, *, inside=None):
    """The whole page; where it scrolls `inside` an element (Wagtail's admin), its whole content."""
    if not WANTED:
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    if inside:
        height = page.locator(inside).evaluate("(element) => element.scrollHeight")
        page.set_viewport_size({**size, "height": max(size["height"], height)})
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=not inside)
    page.set_viewport_size(size)
