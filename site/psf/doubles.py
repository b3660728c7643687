"""Pairs of rows that may be one: what a registry finds of them, and how it tells why."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

T = TypeVar("T")


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
