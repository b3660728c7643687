"""The first steps of one user."""

from typing import Any

from psf.guidance.models import Settled
from psf.guidance.screens import STEPS, Step


def steps_for(user: Any) -> list[Step]:
    """In the order of their declaration."""
    return [step for step in STEPS if step.for_whom(user)]


def is_new(user: Any) -> bool:
    """Whether « Par où commencer » stands on their home page."""
    return not Settled.objects.filter(user=user).exists()
