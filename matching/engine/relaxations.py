"""What one side could accept so that a place opens: one change at a time, in plain words.

A relaxation is a name, the obstacles it may lift, and a list of steps from the smallest; the first
step that opens something counts. A step is the changed side and the French condition that begins
the sentence («En acceptant 10 km de plus»).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from matching.engine.ages import add_days
from matching.engine.hard import Obstacle
from matching.engine.profiles import CALIBRES, Seeker, Slot
from psf.french.numbers import grouped

RADIUS_STEPS_KM = (10, 20, 30)
WEEK_STEPS = (4, 8, 12)
MARGIN_KM = RADIUS_STEPS_KM[-1]
"""How much wider than the wish candidates must be sought for a relaxation to see them."""


class Relaxation(NamedTuple):
    """The one change that would open most. ``opened`` is 0 when no single change opens anything."""

    code: str  # a relaxation's name, or "none"
    opened: int
    sentence: str
    changed: Seeker | Slot | None = None  # whom the list is for, once changed so


SeekerStep = tuple[str, Seeker]
SlotStep = tuple[str, Slot]
SeekerSteps = Callable[[Seeker, date], Iterator[SeekerStep]]
SlotSteps = Callable[[Slot, date], Iterator[SlotStep]]


def further(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """A wider radius."""
    if not seeker.wants_far:
        for km in RADIUS_STEPS_KM:
            yield f"En acceptant {km} km de plus", replace(seeker, radius_km=seeker.radius_km + km)


def nearer(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """No longer far away."""
    if seeker.wants_far:
        yield "En acceptant une place proche", replace(seeker, wants_far=False)


def other_field(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """Any field."""
    if seeker.wished:
        yield "En acceptant un autre domaine", replace(seeker, wished=(), only_wished=False)


def shorter(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """A shorter parcours."""
    for hours in reversed(CALIBRES):
        if seeker.hours_wanted is not None and hours < seeker.hours_wanted:
            sentence = f"En acceptant un parcours de {grouped(hours)} h"
            yield sentence, replace(seeker, hours_wanted=hours)


def earlier(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """Available sooner."""
    if seeker.available_from is not None and seeker.available_from > today:
        for weeks in WEEK_STEPS:
            day = max(today, add_days(seeker.available_from, -7 * weeks))
            yield f"En commençant {weeks} semaines plus tôt", replace(seeker, available_from=day)


def later(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """Available longer."""
    if seeker.available_until is not None:
        for weeks in WEEK_STEPS:
            day = add_days(seeker.available_until, 7 * weeks)
            sentence = f"En restant disponible {weeks} semaines de plus"
            yield sentence, replace(seeker, available_until=day)


def fuller_weeks(seeker: Seeker, today: date) -> Iterator[SeekerStep]:
    """More hours a week."""
    if seeker.weekly_hours_max is not None:
        yield "En acceptant 35 h par semaine", replace(seeker, weekly_hours_max=None)


def split(slot: Slot, today: date) -> Iterator[SlotStep]:
    """Several shorter parcours in turn."""
    if not slot.splittable:
        yield "Si l'entreprise accepte de fractionner les heures", replace(slot, splittable=True)


def longer_window(slot: Slot, today: date) -> Iterator[SlotStep]:
    """Hosting until later, within the firm period."""
    if slot.window_until is not None:
        for weeks in WEEK_STEPS:
            day = add_days(slot.window_until, 7 * weeks)
            yield f"Si l'accueil dure {weeks} semaines de plus", replace(slot, window_until=day)


def earlier_window(slot: Slot, today: date) -> Iterator[SlotStep]:
    """Hosting from sooner."""
    if slot.window_from is not None and slot.window_from > today:
        for weeks in WEEK_STEPS:
            day = max(today, add_days(slot.window_from, -7 * weeks))
            sentence = f"Si l'accueil commence {weeks} semaines plus tôt"
            yield sentence, replace(slot, window_from=day)


def full_weeks(slot: Slot, today: date) -> Iterator[SlotStep]:
    """Full weeks."""
    if slot.days_per_week < 5 or slot.weekly_hours is not None:
        changed = replace(slot, days_per_week=5, weekly_hours=None)
        yield "Si l'accueil passe à 35 h par semaine", changed


def any_age(slot: Slot, today: date) -> Iterator[SlotStep]:
    """No age asked by the company."""
    if slot.min_age is not None:
        yield "Si l'entreprise renonce à l'âge demandé", replace(slot, min_age=None)


SEEKER_RELAXATIONS: tuple[tuple[str, Obstacle, SeekerSteps], ...] = (
    ("further", Obstacle.TOO_FAR | Obstacle.SCORE, further),
    ("nearer", Obstacle.TOO_NEAR, nearer),
    ("field", Obstacle.FIELD | Obstacle.SCORE, other_field),
    ("shorter", Obstacle.HOURS | Obstacle.DATES | Obstacle.SCORE, shorter),
    ("earlier", Obstacle.DATES, earlier),
    ("later", Obstacle.DATES, later),
    ("weeks", Obstacle.DATES, fuller_weeks),
)
"""What a young person could accept."""

SLOT_RELAXATIONS: tuple[tuple[str, Obstacle, SlotSteps], ...] = (
    ("split", Obstacle.HOURS | Obstacle.DATES | Obstacle.SCORE, split),
    ("longer", Obstacle.DATES, longer_window),
    ("sooner", Obstacle.DATES | Obstacle.SCORE, earlier_window),
    ("days", Obstacle.DATES, full_weeks),
    ("age", Obstacle.MIN_AGE, any_age),
)
"""What a company could accept."""

YOUTH_SIDE_OF_A_SLOT = ("further", "field", "shorter")
"""Relaxations of young people that make sense in a slot's list, for all of them alike."""
