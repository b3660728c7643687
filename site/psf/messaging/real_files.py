"""Previewing a text on a real file: apps above find it in their `real_files.py`, in the reader's own perimeter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from psf.registry import Registry, dotted


@dataclass(frozen=True, slots=True)
class RealFile:
    """What a message about this file would say; `youth` when it shows somebody's record."""

    values: dict[str, str]
    youth: models.Model | None = None


FINDERS: Registry[str, Callable] = Registry("finders", key=dotted, module="real_files")


def register(finder: Callable) -> None:
    """`finder(kind, code)` returns a `RealFile` in sight, or None.

    `kind` is the `MessageKind`, `code` what a person typed, such as P-2026-00042.
    """
    FINDERS.add(finder)


def find(kind, code: str) -> RealFile | None:
    """The file of that code for that message, or None: not there, or out of sight."""
    return next((found for finder in FINDERS if (found := finder(kind, code))), None)
