"""What apps declare: screens that have a help, first steps of a newcomer, exercises of the training space."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psf.registry import Registry

MODULE = "guidance"


@dataclass(frozen=True, slots=True)
class Screen:
    """`views`: names of the addresses where its help stands; `text`: HTML, until somebody writes theirs."""

    key: str
    label: str
    views: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on a real screen; `for_whom` says whether a user has it to do."""

    key: str
    label: str
    why: str
    view: str
    for_whom: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something to try on invented data, on a real screen.

    `done` says whether a user has done it since a moment, from what the product wrote down of it.
    """

    key: str
    label: str
    how: str
    view: str
    for_whom: Callable[[Any], bool]
    done: Callable[[Any, datetime], bool]


SCREENS: Registry[str, Screen] = Registry("screens", key=lambda one: one.key, module=MODULE)
STEPS: Registry[str, Step] = Registry("first steps", key=lambda one: one.key, module=MODULE)
EXERCISES: Registry[str, Exercise] = Registry("exercises", key=lambda one: one.key, module=MODULE)


def screen_of(request: Any) -> Screen | None:
    """The screen that a request shows, if it has a help."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return None
    return next((screen for screen in SCREENS if match.view_name in screen.views), None)
