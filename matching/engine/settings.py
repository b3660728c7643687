"""Everything that people may tune, as plain dated-settings values handed to the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from psf.territories.school_days import Calendar, Holiday


@dataclass(frozen=True)
class Weights:
    """Weight of each soft criterion; only their ratios matter. Negative ones count as 0."""

    field: int = 45
    distance: int = 25
    delay: int = 20
    length: int = 10

    def as_tuple(self) -> tuple[int, int, int, int]:
        """In the order of :data:`matching.engine.criteria.CRITERIA`."""
        return self._given

    @cached_property
    def total(self) -> int:
        return sum(self._given)

    @cached_property
    def _given(self) -> tuple[int, int, int, int]:
        return max(0, self.field), max(0, self.distance), max(0, self.delay), max(0, self.length)


@dataclass(frozen=True)
class Settings:
    """Settings of one ranking. Holidays are those of the zone of whoever the list is for."""

    min_age: int = 16  # completed years: from here nothing is said
    warn_age: int = 15  # from here to min_age: proposed with a warning; below: refused
    max_age: int = 25  # last age accepted; the parcours ends before the next birthday
    far_km: int = 20  # «s'éloigner»: at least that far
    weights: Weights = field(default_factory=Weights)
    min_score: int = 3_500  # of 10 000, on what is known of a pair: below, it is not proposed
    delay_days: int = 120  # a start this late is worth 0
    hours_per_day: int = 7
    weekly_hours: int = 35
    waiting_days: int = 180  # waiting this long earns all its priority points
    waiting_points: int = 1_000
    minor_points: int = 600
    few_points: int = 400
    few_possibilities: int = 5  # this many feasible slots or fewer are "few"
    max_priority: int = 2_000
    holidays: tuple[Holiday, ...] = ()
    rome_labels: Mapping[str, str] = field(default_factory=dict)  # code → French name

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.holidays)

    def rome(self, code: str) -> str:
        """«Hôtellerie (G17)», or the code alone when it has no known name."""
        label = self.rome_labels.get(code)
        return f"{label} ({code})" if label else code
