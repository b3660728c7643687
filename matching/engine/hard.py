"""Hard rules: what makes a pair impossible, each beside the French sentence that says so.

A rule is a plain function ``(pair) -> bool`` (True: the obstacle stands) followed by its sentence.
Bits are named by :class:`Obstacle`, so that a pair's obstacles fit one 32-bit mask.
"""

from collections.abc import Callable
from datetime import date
from enum import IntFlag
from typing import NamedTuple

from matching.engine.ages import age_on
from matching.engine.pair import Pair, ReadySeeker, Tests
from matching.engine.profiles import Seeker, Slot
from matching.engine.settings import Settings
from matching.engine.wording import kilometres, precise_kilometres
from psf.french.days import full_date
from psf.french.numbers import counted, grouped, plural
from psf.french.volumes import weeks as in_weeks
from psf.territories.school_days import WEEKEND_DAYS, days_for


class Obstacle(IntFlag):
    """Why a pair is impossible. Values are stored with plans: never renumber."""

    CLOSED = 1 << 0
    BUSY = 1 << 1
    PLACED = 1 << 2
    REFUSED = 1 << 3
    TOO_YOUNG = 1 << 4
    TOO_OLD = 1 << 5
    MIN_AGE = 1 << 6
    NIGHT = 1 << 7
    EVENING = 1 << 8
    SUNDAY = 1 << 9
    TOO_FAR = 1 << 10
    TOO_NEAR = 1 << 11
    HOURS = 1 << 12
    DATES = 1 << 13
    FIELD = 1 << 14
    SCORE = 1 << 15  # not a hard rule: too few points to be proposed (see live.py)


class Refusal(NamedTuple):
    """An obstacle and its sentence, numbers included."""

    code: Obstacle
    sentence: str


def closed(pair: Pair) -> bool:
    """The offer is not available."""
    return not pair.slot.open


def closed_sentence(pair: Pair) -> str:
    return "L'offre n'est pas disponible"


def busy(pair: Pair) -> bool:
    """One active placement per hosting slot."""
    return pair.slot.busy


def busy_sentence(pair: Pair) -> str:
    return "La place est déjà prise par un autre parcours"


def placed(pair: Pair) -> bool:
    """One active placement per young person."""
    return pair.seeker.place_active


def placed_sentence(pair: Pair) -> str:
    return "Ce jeune a déjà un parcours en cours"


def refused(pair: Pair) -> bool:
    """The pair was tried and refused, by either side."""
    return pair.slot.id in pair.seeker.refused_slots


def refused_sentence(pair: Pair) -> str:
    return "Ce jeune et cette place se sont déjà dit non"


def too_young(pair: Pair) -> bool:
    """Below the lowest age on the first possible day (``warn_age``: from there it only warns)."""
    return pair.first < pair.ready.warn_age_from


def too_young_sentence(pair: Pair) -> str:
    return (
        f"Trop jeune : aura {pair.settings.warn_age} ans le "
        f"{full_date(pair.ready.warn_age_from)}, pour un début possible le "
        f"{full_date(pair.first)}"
    )


def too_old(pair: Pair) -> bool:
    """Past the highest age on the first possible day."""
    return pair.first >= pair.ready.stop


def too_old_sentence(pair: Pair) -> str:
    limit = pair.settings.max_age + 1
    return f"Trop âgé : {limit} ans le {full_date(pair.ready.stop)}"


def below_min_age(pair: Pair) -> bool:
    """Younger than the company asks, for a stated reason, on the first possible day."""
    asked = pair.slot.min_age
    if asked is None:
        return False
    return age_on(pair.seeker.birth_date, pair.start) < asked


def below_min_age_sentence(pair: Pair) -> str:
    return f"L'entreprise demande {pair.slot.min_age} ans au début du parcours"


def night(pair: Pair) -> bool:
    """No work from 22 h to 6 h under 18 (code du travail, L3163-1 and L3163-2)."""
    return pair.slot.night_work and pair.first < pair.ready.adult_from


def night_sentence(pair: Pair) -> str:
    return (
        "Travail entre 22 h et 6 h, interdit aux mineurs : "
        f"18 ans le {full_date(pair.ready.adult_from)}"
    )


def evening(pair: Pair) -> bool:
    """No work from 20 h to 6 h under 16 (code du travail, L3163-1 and L3163-2)."""
    return pair.slot.evening_work and pair.first < pair.ready.sixteen_from


def evening_sentence(pair: Pair) -> str:
    return (
        "Travail après 20 h, interdit avant 16 ans : "
        f"16 ans le {full_date(pair.ready.sixteen_from)}"
    )


def sunday(pair: Pair) -> bool:
    """No Sundays or public holidays under 18, save derogation (L3164-2, L3164-6)."""
    return pair.slot.sunday_work and pair.first < pair.ready.adult_from


def sunday_sentence(pair: Pair) -> str:
    return (
        "Travail le dimanche ou les jours fériés, interdit aux mineurs : "
        f"18 ans le {full_date(pair.ready.adult_from)}"
    )


def too_far(pair: Pair) -> bool:
    """Beyond the wished radius; an unknown distance refuses nobody."""
    distance = pair.distance_m
    return distance is not None and not pair.seeker.wants_far and distance > pair.ready.reach_m


def too_far_sentence(pair: Pair) -> str:
    radius = pair.ready.reach_m // 1000
    distance = precise_kilometres(pair.distance_m, radius)  # type: ignore[arg-type]  # Known, or not too far.
    return f"À {distance} : au-delà des {radius} km souhaités"


def too_near(pair: Pair) -> bool:
    """«Loin souhaité»: nearer than the distance asked for."""
    distance = pair.distance_m
    return distance is not None and pair.seeker.wants_far and distance < pair.ready.reach_m


def too_near_sentence(pair: Pair) -> str:
    radius = pair.ready.reach_m // 1000
    distance = precise_kilometres(pair.distance_m, radius)  # type: ignore[arg-type]  # Known, or not too near.
    return f"À {distance} : trop près, au moins {radius} km souhaités"


def lacks_hours(pair: Pair) -> bool:
    """Hours needed must not exceed the hours left (see :func:`pair.hours_needed`)."""
    return pair.hours > pair.slot.hours_left


def lacks_hours_sentence(pair: Pair) -> str:
    left = pair.slot.hours_left
    if left <= 0:
        return "Il ne reste plus d'heures sur cette offre"
    return f"Il reste {grouped(left)} h sur cette offre : il en faut {grouped(pair.hours)}"


def lacks_weeks(pair: Pair) -> bool:
    """The common days, holidays taken off, must hold the weeks needed (the last week-end is free)."""
    return pair.usable_days < days_for(pair.weeks)


def lacks_weeks_sentence(pair: Pair) -> str:
    if pair.last < pair.first:
        return (
            f"Dates incompatibles : début possible le {full_date(pair.first)}, "
            f"fin au plus tard le {full_date(pair.last)}"
        )
    weeks = (pair.usable_days + WEEKEND_DAYS) // 7
    return (
        f"Il faut {in_weeks(pair.hours, pair.weekly)} pour {grouped(pair.hours)} h à "
        f"{pair.weekly} h par semaine : {counted(weeks, 'semaine')} "
        f"{plural(weeks, 'possible')} du {full_date(pair.first)} au {full_date(pair.last)}"
    )


def off_field(pair: Pair) -> bool:
    """Only for those who want their fields and no other: outside every grand domaine wished."""
    if not pair.seeker.only_wished or not pair.ready.grands or not pair.slot.rome:
        return False
    return all(code[:1] not in pair.ready.grands for code in pair.slot.rome)


def off_field_sentence(pair: Pair) -> str:
    fields = ", ".join(pair.settings.rome(code) for code in pair.slot.rome)
    return f"Hors des domaines souhaités : {fields}"


class Rule(NamedTuple):
    """A hard rule: its bit, its test, its sentence, and its plain name for counts.

    ``concerns`` says whether it may stop this seeker at all, whatever the slot: a list then asks its
    test of no pair in vain.
    """

    bit: int
    test: Callable[[Pair], bool]
    sentence: Callable[[Pair], str]
    label: str
    concerns: Callable[[ReadySeeker], bool]

    @property
    def obstacle(self) -> Obstacle:
        return Obstacle(self.bit)


def _rule(
    obstacle: Obstacle,
    test: Callable[[Pair], bool],
    sentence: Callable[[Pair], str],
    label: str,
    concerns: Callable[[ReadySeeker], bool] = lambda ready: True,
) -> Rule:
    return Rule(int(obstacle), test, sentence, label, concerns)


def _minor(ready: ReadySeeker) -> bool:
    return ready.first < ready.adult_from


FREE_RULES = (
    _rule(Obstacle.CLOSED, closed, closed_sentence, "offre non disponible"),
    _rule(Obstacle.BUSY, busy, busy_sentence, "place déjà prise"),
    _rule(
        Obstacle.PLACED,
        placed,
        placed_sentence,
        "jeune déjà en parcours",
        lambda ready: ready.seeker.place_active,
    ),
    _rule(
        Obstacle.REFUSED,
        refused,
        refused_sentence,
        "déjà refusé",
        lambda ready: bool(ready.seeker.refused_slots),
    ),
)
"""Nobody can relax these: a pair that meets one is not looked at further."""

FIT_RULES = (
    _rule(
        Obstacle.TOO_YOUNG,
        too_young,
        too_young_sentence,
        "trop jeune",
        lambda ready: ready.first < ready.warn_age_from,
    ),
    _rule(Obstacle.TOO_OLD, too_old, too_old_sentence, "trop âgé"),
    _rule(Obstacle.MIN_AGE, below_min_age, below_min_age_sentence, "âge demandé par l'entreprise"),
    _rule(Obstacle.NIGHT, night, night_sentence, "travail de nuit", _minor),
    _rule(Obstacle.EVENING, evening, evening_sentence, "travail en soirée", _minor),
    _rule(Obstacle.SUNDAY, sunday, sunday_sentence, "travail le dimanche", _minor),
    _rule(
        Obstacle.TOO_FAR,
        too_far,
        too_far_sentence,
        "trop loin",
        lambda ready: not ready.seeker.wants_far,
    ),
    _rule(
        Obstacle.TOO_NEAR,
        too_near,
        too_near_sentence,
        "trop près",
        lambda ready: ready.seeker.wants_far,
    ),
    _rule(Obstacle.HOURS, lacks_hours, lacks_hours_sentence, "pas assez d'heures"),
    _rule(Obstacle.DATES, lacks_weeks, lacks_weeks_sentence, "dates incompatibles"),
    _rule(
        Obstacle.FIELD,
        off_field,
        off_field_sentence,
        "hors des domaines souhaités",
        lambda ready: ready.seeker.only_wished,
    ),
)

RULES = FREE_RULES + FIT_RULES
LABELS: dict[Obstacle, str] = {rule.obstacle: rule.label for rule in RULES} | {
    Obstacle.SCORE: "correspond trop peu"
}


def mask_of(pair: Pair) -> int:
    """Bits of the obstacles of a pair; stops after those nobody can relax."""
    ready = pair.ready
    if ready.rules is None:
        ready.rules = _tests_for(FREE_RULES, ready), _tests_for(FIT_RULES, ready)
    free, fit = ready.rules
    mask = 0
    for bit, test in free:
        if test(pair):
            mask |= bit
    if mask:
        return mask
    for bit, test in fit:
        if test(pair):
            mask |= bit
    return mask


def _tests_for(rules: tuple[Rule, ...], ready: ReadySeeker) -> Tests:
    return tuple((rule.bit, rule.test) for rule in rules if rule.concerns(ready))


def refusals_of(pair: Pair) -> tuple[Refusal, ...]:
    """Every obstacle of a pair with its sentence, in the order of :data:`RULES`."""
    return tuple(Refusal(rule.obstacle, rule.sentence(pair)) for rule in RULES if rule.test(pair))


def obstacles(seeker: Seeker, slot: Slot, settings: Settings, today: date) -> tuple[Refusal, ...]:
    """Why this pair is impossible; empty when it is possible.

    Sentences read like «À 34 km : au-delà des 20 km souhaités».
    """
    return refusals_of(Pair(ReadySeeker(seeker, settings, today), slot))


def warnings_of(pair: Pair) -> tuple[str, ...]:
    """What is allowed but must be said."""
    warnings = []
    ready = pair.ready
    if ready.warn_age_from <= pair.first < ready.min_age_from:
        warnings.append(
            f"Moins de {pair.settings.min_age} ans le {full_date(pair.first)} : "
            f"{pair.settings.min_age} ans le {full_date(ready.min_age_from)}"
        )
    if pair.distance_m is None:
        warnings.append("Distance inconnue : commune non renseignée")
    elif not pair.seeker.wants_far and pair.distance_m > 60_000:
        warnings.append(f"À {kilometres(pair.distance_m)} : prévoir le transport ou le logement")
    return tuple(warnings)
