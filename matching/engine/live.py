"""Live lists: ranked slots for one young person, and young people for one slot, in milliseconds.

The caller narrows the candidates by a box (:func:`search_box`); everything else is decided here.
Weights, ages, holidays come with :class:`Settings`; ``today`` is always given.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import cos, radians
from typing import NamedTuple

from matching.engine.criteria import (
    Contribution,
    contributions_of,
    match_of,
    score_of,
    values_of,
)
from matching.engine.hard import (
    LABELS,
    Obstacle,
    Refusal,
    mask_of,
    refusals_of,
    warnings_of,
)
from matching.engine.pair import Pair, ReadySeeker
from matching.engine.priority import Priority, priority
from matching.engine.profiles import Seeker, Slot
from matching.engine.relaxations import (
    MARGIN_KM,
    SEEKER_RELAXATIONS,
    SLOT_RELAXATIONS,
    YOUTH_SIDE_OF_A_SLOT,
    Relaxation,
)
from matching.engine.settings import Settings
from psf.french.numbers import counted, grouped
from psf.french.volumes import in_words
from psf.territories.distance import METRES_PER_DEGREE

SCORE_BIT = int(Obstacle.SCORE)


class Proposal(NamedTuple):
    """One line of a list. ``score`` is the sum of the contributions' points."""

    id: int  # of the slot, or of the young person
    score: int  # 0 to 10 000
    contributions: tuple[Contribution, ...]
    priority: Priority  # at most 2 000 points, apart
    distance_m: int | None
    start: date  # first possible day
    hours: int  # hours this parcours would take
    weeks: int  # weeks that makes at the common rhythm
    weekly_hours: int
    warnings: tuple[str, ...]

    @property
    def volume(self) -> str:
        """« 150 h (1 mois : 22 jours, soit 7 semaines et 1 jour à 21 h par semaine) »."""
        return in_words(self.hours, self.weekly_hours)

    @property
    def total(self) -> int:
        """What the list is sorted by: score and priority."""
        return self.score + self.priority.points


class Ranking(NamedTuple):
    """A list, best first, and why the others are not in it."""

    proposals: tuple[Proposal, ...]
    feasible: int  # how many could be proposed; more than the proposals when limited
    excluded: dict[Obstacle, int]  # each candidate left out, counted once under its first obstacle
    relaxation: Relaxation | None  # only when nothing can be proposed


class Explanation(NamedTuple):
    """One pair, told whole: possible when ``refusals`` is empty. The score is given anyway."""

    proposal: Proposal
    refusals: tuple[Refusal, ...]

    @property
    def possible(self) -> bool:
        return not self.refusals


class Box(NamedTuple):
    """Degrees between which candidates are sought."""

    south: float
    west: float
    north: float
    east: float


class _Judged(NamedTuple):
    pair: Pair
    mask: int
    values: tuple[int | None, ...]
    score: int


def search_box(latitude: float, longitude: float, km: float, margin_km: float = MARGIN_KM) -> Box:
    """Box around a point that holds every candidate within ``km``, and within a relaxation of it.

    A young person who wants to go far has no box: every slot is a candidate.
    """
    reach = (max(0, km) + max(0, margin_km)) * 1000 / METRES_PER_DEGREE
    north = min(90.0, latitude + reach)
    south = max(-90.0, latitude - reach)
    narrowest = cos(radians(max(abs(north), abs(south))))
    width = min(180.0, reach / narrowest) if narrowest > 0.01 else 180.0
    return Box(south, longitude - width, north, longitude + width)


def _judge(pair: Pair) -> _Judged:
    mask = mask_of(pair)
    if mask:
        return _Judged(pair, mask, (0, 0, 0, 0), 0)
    values = values_of(pair)
    weights = pair.settings.weights
    score = score_of(values, weights)
    # Where everything is known, what is known fits as well as the whole.
    match = match_of(values, weights) if None in values else score
    return _Judged(pair, 0 if match >= pair.settings.min_score else SCORE_BIT, values, score)


def _proposal(judged: _Judged, identity: int, its_priority: Priority) -> Proposal:
    pair = judged.pair
    return Proposal(
        identity,
        judged.score,
        contributions_of(pair, judged.values, pair.settings.weights),
        its_priority,
        pair.distance_m,
        pair.start,
        pair.hours,
        pair.weeks,
        pair.weekly,
        warnings_of(pair),
    )


def _excluded(judged: Iterable[_Judged]) -> dict[Obstacle, int]:
    counts = Counter(j.mask & -j.mask for j in judged if j.mask)
    return {Obstacle(bit): counts[bit] for bit in sorted(counts)}


def rank_slots(
    seeker: Seeker,
    slots: Iterable[Slot],
    settings: Settings,
    today: date,
    *,
    limit: int | None = None,
) -> Ranking:
    """The slots that can be proposed to one young person, best first; ties by id.

    ``limit`` bounds the proposals that are written out, never what is judged.
    """
    ready = ReadySeeker(seeker, settings, today)
    judged = [_judge(Pair(ready, slot)) for slot in slots]
    feasible = [j for j in judged if not j.mask]
    feasible.sort(key=lambda j: (-j.score, j.pair.slot.id))
    its_priority = priority(seeker, settings, today)
    proposals = tuple(_proposal(j, j.pair.slot.id, its_priority) for j in feasible[:limit])
    relaxation = None
    if not feasible:
        relaxation = _relax_for_seeker(seeker, judged, settings, today)
    return Ranking(proposals, len(feasible), _excluded(judged), relaxation)


def rank_seekers(
    slot: Slot,
    seekers: Iterable[Seeker],
    settings: Settings,
    today: date,
    *,
    limit: int | None = None,
) -> Ranking:
    """The young people who can be proposed to one slot: score and priority, then id."""
    judged = [_judge(Pair(ReadySeeker(seeker, settings, today), slot)) for seeker in seekers]
    feasible = [(j, priority(j.pair.seeker, settings, today)) for j in judged if not j.mask]
    feasible.sort(key=lambda item: (-(item[0].score + item[1].points), item[0].pair.seeker.id))
    proposals = tuple(_proposal(j, j.pair.seeker.id, p) for j, p in feasible[:limit])
    relaxation = None
    if not feasible:
        relaxation = _relax_for_slot(slot, judged, settings, today)
    return Ranking(proposals, len(feasible), _excluded(judged), relaxation)


def explain(seeker: Seeker, slot: Slot, settings: Settings, today: date) -> Explanation:
    """One pair whole: every obstacle, and the numbers even when it is impossible."""
    pair = Pair(ReadySeeker(seeker, settings, today), slot)
    values = values_of(pair)
    score = score_of(values, settings.weights)
    refusals = refusals_of(pair)
    match = match_of(values, settings.weights)
    if not refusals and match < settings.min_score:
        sentence = (
            f"Correspond trop peu : {grouped(match)} points sur ce qui est connu, "
            f"il en faut {grouped(settings.min_score)}"
        )
        refusals = (Refusal(Obstacle.SCORE, sentence),)
    judged = _Judged(pair, 0, values, score)
    proposal = _proposal(judged, slot.id, priority(seeker, settings, today))
    return Explanation(proposal, refusals)


def _within(judged: Iterable[_Judged], obstacles: Obstacle) -> list[_Judged]:
    """Those whose every obstacle a relaxation may lift."""
    outside = ~int(obstacles)
    return [j for j in judged if j.mask and not j.mask & outside]


def _relax_for_seeker(
    seeker: Seeker, judged: list[_Judged], settings: Settings, today: date
) -> Relaxation:
    best: Relaxation | None = None
    for code, obstacles, steps in SEEKER_RELAXATIONS:
        candidates = _within(judged, obstacles)
        if not candidates:
            continue
        for condition, changed in steps(seeker, today):
            ready = ReadySeeker(changed, settings, today)
            opened = sum(not _judge(Pair(ready, j.pair.slot)).mask for j in candidates)
            if opened:
                if best is None or opened > best.opened:
                    sentence = f"{condition} : {counted(opened, 'place')}"
                    best = Relaxation(code, opened, sentence, changed)
                break
    return best or _nothing_opens(judged, "place")


def _relax_for_slot(
    slot: Slot, judged: list[_Judged], settings: Settings, today: date
) -> Relaxation:
    best: Relaxation | None = None
    for code, obstacles, steps in SLOT_RELAXATIONS:
        candidates = _within(judged, obstacles)
        if not candidates:
            continue
        for condition, changed in steps(slot, today):
            opened = sum(not _judge(Pair(j.pair.ready, changed)).mask for j in candidates)
            if opened:
                if best is None or opened > best.opened:
                    sentence = f"{condition} : {counted(opened, 'jeune')}"
                    best = Relaxation(code, opened, sentence, changed)
                break
    for code, obstacles, youth_steps in SEEKER_RELAXATIONS:
        if code not in YOUTH_SIDE_OF_A_SLOT:
            continue
        opened_by: Counter[tuple[int, str]] = Counter()
        for j in _within(judged, obstacles):
            for step, (condition, eased) in enumerate(youth_steps(j.pair.seeker, today)):
                if not _judge(Pair(ReadySeeker(eased, settings, today), slot)).mask:
                    opened_by[step, condition] += 1
        if opened_by:
            smallest = min(opened_by)
            opened = opened_by[smallest]
            if best is None or opened > best.opened:
                best = Relaxation(code, opened, f"{smallest[1]} : {counted(opened, 'jeune')}")
    return best or _nothing_opens(judged, "jeune")


def _nothing_opens(judged: list[_Judged], noun: str) -> Relaxation:
    if not judged:
        none = "Aucune place n'est connue" if noun == "place" else "Aucun jeune n'est connu"
        return Relaxation("none", 0, f"{none} dans ce secteur")
    counts = _excluded(judged)
    obstacle, count = min(counts.items(), key=lambda item: (-item[1], int(item[0])))
    return Relaxation(
        "none",
        0,
        f"Aucun assouplissement seul ne suffit. Obstacle le plus fréquent : {LABELS[obstacle]} "
        f"({grouped(count)} sur {counted(len(judged), noun)})",
    )
