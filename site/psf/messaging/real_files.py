"""Previewing a text on a real file: apps above find it, in the reader's own perimeter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class RealFile:
    """What a message about this file would say; `youth` when it shows somebody's record."""

    values: dict[str, str]
    youth: models.Model | None = None


_finders: list[Callable] = []


def register(finder: Callable) -> None:
    """`finder(kind, code)` returns a `RealFile` in sight, or None.

    `kind` is the `MessageKind`, `code` what a person typed, such as P-2026-00042.
    """
    if finder not in _finders:
        _finders.append(finder)


def find(kind, code: str) -> RealFile | None:
    """The file of that code for that message, or None: not there, or out of sight."""
    return next((found for finder in _finders if (found := finder(kind, code))), None)
