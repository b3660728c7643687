"""Documents that can be produced: each app declares its own, with the variables it fills.

    register(DocumentKind(slug="convention", title="Convention de stage", …))

The registry is filled when the apps start: `kinds.py` of a room that makes documents.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from psf.registry import Registry


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that a template may use: what it holds in French, and an example."""

    name: str
    description: str
    sample: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What a record gives: every variable, and what is missing, in words."""

    values: dict[str, str]
    missing: list[str]
    file_name: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One document.

    `built_in` is the product's own template. `fill(subject)` gives the values of a record,
    `find(code, user)` the record of a public code that `user` may see (or None).
    """

    slug: str
    title: str
    variables: tuple[Variable, ...]
    built_in: Path
    fill: Callable[[object], Filled]
    find: Callable[[str, object], object | None]
    # The record shown as an example in the field where one types a code.
    code_help: str = "Par exemple P-2026-00042."
    code_label: str = "Code du dossier"
    code_unknown: str = "Aucun dossier de ce code parmi ceux que vous suivez."
    # Replaced by the communications team, for the whole country.
    editorial: bool = False
    # What stands in a copy for everybody, to fill in by hand: what is no line of dots. None: no such copy.
    blank: Callable[[], dict[str, str]] | None = None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(variable.name for variable in self.variables)

    @property
    def samples(self) -> dict[str, str]:
        return {variable.name: variable.sample for variable in self.variables}


KINDS: Registry[str, DocumentKind] = Registry(
    "documents", key=lambda kind: kind.slug, module="kinds"
)


def register(kind: DocumentKind) -> DocumentKind:
    """Declare a document; declaring the same again changes nothing."""
    KINDS.add(kind)
    return kind


def kinds() -> list[DocumentKind]:
    return list(KINDS)


def kind_of(slug: str) -> DocumentKind:
    """Raises KeyError."""
    return KINDS[slug]
