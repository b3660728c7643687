"""What a page owes whoever opens it: nothing for axe to say, nothing wider than the screen."""

from axe_playwright_python.sync_playwright import Axe

PHONE, DESK = 390, 1280
HEIGHT = 844
THUMB = 44  # CSS pixels
# What fades in has the colours of neither state.
SETTLED = """() => Promise.allSettled(
    document.getAnimations()
        .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
        .map(each => each.finished)
)"""


def each_width(page, path=None):
    """The page as it is, on a phone, then on a desk; opened anew on each where `path` is given.

    The admin's pages want it: Wagtail lays its menu out once.
    """
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if path:
            page.goto(path)
        yield width


def assert_accessible(page, *, within=None, frames=True):
    """axe finds nothing on the page, or in what the selector `within` names, once nothing moves there."""
    page.evaluate(SETTLED)
    options = {"resultTypes": ["violations"], "iframes": frames}
    results = Axe().run(page, context=within, options=options)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def assert_fits(page, buttons=None):
    """Nothing is wider than the screen; on a phone, what `buttons` selects is as high as a thumb."""
    width = page.viewport_size["width"]
    # Between two pages there is no document.
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    if buttons and width == PHONE:
        small = page.evaluate(
            """([buttons, least]) => [...document.querySelectorAll(buttons)]
                .filter((button) => button.offsetParent && button.offsetHeight < least)
                .map((button) => button.textContent.trim())""",
            [buttons, THUMB],
        )
        assert small == [], f"{page.url} at {width}: {small}"
