"""Priority: at most 2 000 points for who has waited, shown apart from the score."""

from datetime import date
from typing import NamedTuple

from matching.engine.ages import anniversary
from matching.engine.profiles import Seeker
from matching.engine.settings import Settings
from psf.french.numbers import counted


class Bonus(NamedTuple):
    """One reason of a priority."""

    code: str  # "waiting", "minor", "few"
    points: int
    sentence: str


class Priority(NamedTuple):
    """Points of a young person, whatever the slot; ``points`` is the sum of the reasons'."""

    points: int
    reasons: tuple[Bonus, ...]


def priority(seeker: Seeker, settings: Settings, today: date) -> Priority:
    """Waiting time (to 180 days), under 18, few possibilities; capped at ``max_priority``."""
    reasons = []
    if seeker.waiting_since is not None and seeker.waiting_since < today:
        days = (today - seeker.waiting_since).days
        longest = max(1, settings.waiting_days)
        points = settings.waiting_points * min(days, longest) // longest
        if points > 0:
            reasons.append(Bonus("waiting", points, f"Attend depuis {counted(days, 'jour')}"))
    if today < anniversary(seeker.birth_date, 18) and settings.minor_points > 0:
        reasons.append(Bonus("minor", settings.minor_points, "A moins de 18 ans"))
    possible = seeker.possibilities
    if possible is not None and possible <= settings.few_possibilities and settings.few_points > 0:
        sentence = (
            f"Peu de possibilités : {counted(possible, 'place')}"
            if possible > 0
            else "Aucune place possible au dernier calcul"
        )
        reasons.append(Bonus("few", settings.few_points, sentence))
    left = max(0, settings.max_priority)
    kept = []
    for bonus in reasons:
        points = min(bonus.points, left)
        left -= points
        if points:
            kept.append(bonus._replace(points=points))
    return Priority(sum(bonus.points for bonus in kept), tuple(kept))
