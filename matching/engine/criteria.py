"""Soft criteria: how well a possible pair fits, integers from 0 to 10 000 (engine.md).

Each criterion is a plain function ``(pair) -> int``, None when what it asks is not known, followed
by its French sentence. What is not known earns no point and the sentence says «non renseigné»; it
leaves nobody out either: whether a pair matches enough is judged on what is known of it. The score
is Σ weight × value // Σ weight; each criterion's points are its share of that score, and shares add
up to it exactly.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matching.engine.pair import Pair
from matching.engine.settings import Weights
from matching.engine.wording import kilometres, precise_kilometres
from psf.french.days import full_date
from psf.french.numbers import counted, grouped, ordinal

# Of each criterion, in the order of CRITERIA: 0 to 10 000, or None where it is not known.
Values = Sequence[int | None]

FULL = 10_000

FICHE = 10_000  # the very fiche wished
DOMAINE = 9_000  # a domaine wished as such, which holds the slot's fiche
SAME_DOMAINE = 7_000  # another fiche of the domaine of a fiche wished
GRAND_DOMAINE = 3_000  # only the letter in common
RANK_STEP = 250  # points lost by a later wish
RANK_STEPS = 3  # …at most so many times, so that a closer match always stays ahead


class Contribution(NamedTuple):
    """One line of an explanation; the ``points`` of all lines add up to the score."""

    criterion: str  # "field", "distance", "delay", "length"
    label: str  # its French name
    value: int  # 0 to 10 000
    weight: int
    points: int  # share of the score
    sentence: str


def _best_field(pair: Pair) -> tuple[int, int, str, str]:
    """(value, position of the wish, level, code of the slot) of the best match."""
    ready = pair.ready
    best = (0, 0, "", "")
    for code in pair.slot.rome:
        if code in ready.fiches:
            level, value, position = "fiche", FICHE, ready.fiches[code]
        elif code[:3] in ready.domaines and len(code) >= 3:
            position, as_such = ready.domaines[code[:3]]
            level, value = ("domaine", DOMAINE) if as_such else ("same", SAME_DOMAINE)
        elif code[:1] in ready.grands:
            level, value, position = "grand", GRAND_DOMAINE, ready.grands[code[:1]]
        else:
            continue
        value -= RANK_STEP * min(position - 1, RANK_STEPS)
        if value > best[0]:
            best = (value, position, level, code)
    return best


def field_value(pair: Pair) -> int | None:
    """Wished fiche > domaine > grand domaine; an earlier wish is worth more."""
    if not pair.ready.grands or not pair.slot.rome:
        return None
    return _best_field(pair)[0]


def field_sentence(pair: Pair) -> str:
    if not pair.ready.grands:
        return "Domaines souhaités : non renseigné"
    if not pair.slot.rome:
        return "Domaine de la place : non renseigné"
    _, position, level, code = _best_field(pair)
    rome = pair.settings.rome
    if level == "fiche":
        return f"{rome(code)} : {ordinal(position)} souhait"
    if level == "domaine":
        return f"{rome(code)} : dans le domaine du {ordinal(position)} souhait"
    if level == "same":
        return f"{rome(code)} : même domaine que le {ordinal(position)} souhait"
    if level == "grand":
        return f"{rome(code)} : proche du {ordinal(position)} souhait"
    return f"{', '.join(rome(code) for code in pair.slot.rome)} : hors des domaines souhaités"


def distance_value(pair: Pair) -> int | None:
    """Full at the door, 0 at the wished radius.

    «Loin souhaité»: full from the distance asked to twice that, then down to half at six times.
    """
    distance = pair.distance_m
    if distance is None:
        return None
    reach = max(1, pair.ready.reach_m)
    if not pair.seeker.wants_far:
        return max(0, FULL - FULL * distance // reach)
    if distance < reach:
        return FULL * distance // reach // 2
    return min(FULL, max(FULL // 2, FULL - (FULL // 2) * (distance - 2 * reach) // (4 * reach)))


def distance_sentence(pair: Pair) -> str:
    if pair.distance_m is None:
        return "Distance : non renseigné"
    radius = pair.ready.reach_m // 1000
    distance = precise_kilometres(pair.distance_m, radius)
    if not pair.seeker.wants_far:
        return f"À {distance}, pour {radius} km souhaités"
    if pair.distance_m > 2 * max(1, pair.ready.reach_m):
        return f"À {kilometres(pair.distance_m)} : loin souhaité (au moins {radius} km), très loin"
    return f"À {distance} : loin souhaité (au moins {radius} km)"


def delay_value(pair: Pair) -> int | None:
    """Full when the slot opens as soon as the young person is available, 0 after ``delay_days``."""
    if pair.slot.window_from is None:
        return None
    days = pair.first - pair.ready.first
    horizon = max(1, pair.settings.delay_days)
    return max(0, FULL - FULL * days // horizon)


def delay_sentence(pair: Pair) -> str:
    if pair.slot.window_from is None:
        return "Début de l'accueil : non renseigné"
    days = pair.first - pair.ready.first
    start = full_date(pair.first)
    if days <= 0:
        return f"Peut commencer dès le {start}"
    return f"Peut commencer le {start}, {counted(days, 'jour')} après sa disponibilité"


def length_value(pair: Pair) -> int | None:
    """Ratio of the shorter to the longer of the hours wanted and the hours of this parcours."""
    wanted = pair.seeker.hours_wanted
    if wanted is None:
        return None
    wanted = max(1, wanted)
    return FULL * min(wanted, pair.hours) // max(wanted, pair.hours)


def length_sentence(pair: Pair) -> str:
    wanted = pair.seeker.hours_wanted
    if wanted is None:
        return f"Durée souhaitée : non renseigné ({grouped(pair.hours)} h ici)"
    if wanted == pair.hours:
        return f"{grouped(pair.hours)} h : la durée souhaitée"
    return f"{grouped(pair.hours)} h, pour {grouped(wanted)} h souhaitées"


class Criterion(NamedTuple):
    """A soft criterion: its code, its French name, its value and its sentence."""

    code: str
    label: str
    value: Callable[[Pair], int | None]
    sentence: Callable[[Pair], str]


CRITERIA = (
    Criterion("field", "Domaine", field_value, field_sentence),
    Criterion("distance", "Distance", distance_value, distance_sentence),
    Criterion("delay", "Délai", delay_value, delay_sentence),
    Criterion("length", "Durée", length_value, length_sentence),
)
"""In the order of :meth:`matching.engine.settings.Weights.as_tuple`."""


def values_of(pair: Pair) -> tuple[int | None, ...]:
    """The four values of a pair, in the order of :data:`CRITERIA`."""
    return field_value(pair), distance_value(pair), delay_value(pair), length_value(pair)


def score_of(values: Values, weights: Weights) -> int:
    """Σ weight × value // Σ weight; 0 when every weight is 0. What is not known earns nothing."""
    total = weights.total
    if not total:
        return 0
    return sum(w * v for w, v in zip(weights.as_tuple(), values, strict=True) if v) // total


def match_of(values: Values, weights: Weights) -> int:
    """How well what is known fits, 0 to 10 000: the score over the criteria known alone.

    What nobody knows is no reason to leave a pair out: full where nothing is known, 0 when every
    weight is 0.
    """
    given = weights.as_tuple()
    known = [(w, v) for w, v in zip(given, values, strict=True) if v is not None]
    total = sum(w for w, _ in known)
    if not total:
        return FULL if sum(given) else 0
    return sum(w * v for w, v in known) // total


def shares_of(values: Values, weights: Weights) -> tuple[int, ...]:
    """Points of each criterion, by largest remainder: they add up to :func:`score_of`."""
    given = weights.as_tuple()
    total = sum(given)
    if not total:
        return tuple(0 for _ in values)
    exact = [w * (v or 0) for w, v in zip(given, values, strict=True)]
    points = [e // total for e in exact]
    missing = sum(exact) // total - sum(points)
    by_remainder = sorted(range(len(exact)), key=lambda i: (-(exact[i] % total), i))
    for i in by_remainder[:missing]:
        points[i] += 1
    return tuple(points)


def contributions_of(pair: Pair, values: Values, weights: Weights) -> tuple[Contribution, ...]:
    """Every line of the explanation of a score."""
    return tuple(
        Contribution(c.code, c.label, value or 0, weight, points, c.sentence(pair))
        for c, value, weight, points in zip(
            CRITERIA, values, weights.as_tuple(), shares_of(values, weights), strict=True
        )
    )
