"""What the search page asks: the app of contents declares its search in its own `searching.py`."""

from collections.abc import Callable, Sequence

from psf.registry import Registry, dotted

Search = Callable[..., Sequence]
SEARCHES: Registry[str, Search] = Registry("searches", key=dotted, module="searching")


def register(search: Search) -> None:
    """`search(typed, asked_from=…)` answers what fits a visitor's words, the best first."""
    SEARCHES.add(search)


def search(typed: str, *, asked_from: str = "") -> Sequence:
    """What fits; nothing while no app has contents.

    What finds nothing is remembered when it was `asked_from` an address, so often for each.
    """
    return [found for each in SEARCHES for found in each(typed, asked_from=asked_from)]
