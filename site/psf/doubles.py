"""Pairs of rows that may be one: what a registry finds of them, and how it tells why."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Keys = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """Two rows, the older first, and why they may be one, in words."""

    first: T
    second: T
    why: str


def pairs_within(
    rows: Iterable[T], key: Callable[[T], Hashable | None], same: Callable[[T, T], bool]
) -> Iterator[tuple[T, T]]:
    """Each two rows of one `key` (None: of no group) that are the `same`, in the order of `rows`."""
    groups: dict[Hashable, list[T]] = {}
    for row in rows:
        of = key(row)
        if of is not None:
            groups.setdefault(of, []).append(row)
    for group in groups.values():
        for first, second in combinations(group, 2):
            if same(first, second):
                yield first, second


class Pairs:
    """Pairs for a paginator, by their keys: the rows are loaded of a slice alone.

    `found`: ((key of the older, of the younger), why), the surest reason of a pair first; `apart`:
    those said to be two, the older first; `rows`: a queryset with what is shown of one.
    """

    def __init__(self, found: Iterable[tuple[Keys, str]], apart: set[Keys], rows: Any) -> None:
        self._why: dict[Keys, str] = {}
        for keys, why in found:
            self._why.setdefault(keys, why)
        self._keys = sorted(self._why.keys() - apart)
        self._rows = rows

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, wanted: slice) -> list[Pair]:
        keys = self._keys[wanted]
        rows = self._rows.in_bulk({key for pair in keys for key in pair})
        return [Pair(rows[first], rows[second], self._why[first, second]) for first, second in keys]
