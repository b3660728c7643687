"""What a search shows: groups of results, by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

# Of each kind: as one types, and on the page of results.
FEW, MANY = 5, 40


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what it is, what tells it from others, where it leads."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind; `more`, whether others were left out."""

    name: str
    label: str
    results: tuple[Result, ...]
    more: bool

    @classmethod
    def of(cls, name: str, label: str, results: Iterable[Result], most: int) -> "Group":
        found = tuple(results)
        return cls(name, label, found[:most], len(found) > most)


def detail(*parts: object) -> str:
    """What is known of them, one after the other."""
    return " · ".join(str(part) for part in parts if part)
