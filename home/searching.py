"""What the search page asks: the app of contents declares its search in its own `searching.py`."""

from collections.abc import Callable, Sequence

from psf.registry import Registry, dotted

Search = Callable[..., Sequence]
SEARCHES: Registry[str, Search] = Registry("searches", key=dotted, module="searching")


def register(search: Search) -> None:
    """`search(typed, record=…)` answers what fits a visitor's words, the best first."""
    SEARCHES.add(search)


def search(typed: str, *, record: bool) -> Sequence:
    """What fits; nothing while no app has contents. `record` counts what finds nothing."""
    return [found for each in SEARCHES for found in each(typed, record=record)]
