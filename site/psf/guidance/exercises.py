"""What somebody who learns can try, and what they have done of it today."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from psf.guidance.screens import EXERCISES, Exercise


@dataclass(frozen=True, slots=True)
class Tried:
    """An exercise, and whether it is done."""

    exercise: Exercise
    done: bool


def exercises_for(user: Any) -> list[Tried]:
    """In the order of their declaration; none outside a training space. In the user's perimeter."""
    if not settings.PSF_TRAINING:
        return []
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = [one for one in EXERCISES if one.for_whom(user)]
    return [Tried(one, one.done(user, today)) for one in mine]
