"""What the search page asks: the app of contents registers its search when it is ready."""

from collections.abc import Callable, Sequence

Search = Callable[..., Sequence]
_registered: list[Search] = []


def register(search: Search) -> None:
    """`search(typed, record=…)` answers what fits a visitor's words, the best first."""
    _registered[:] = [search]


def search(typed: str, *, record: bool) -> Sequence:
    """What fits; nothing while no app has contents. `record` counts what finds nothing."""
    return _registered[0](typed, record=record) if _registered else []
