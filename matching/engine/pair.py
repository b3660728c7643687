"""One young person beside one slot: the facts that rules and criteria share, computed once."""

from collections.abc import Callable
from datetime import date
from math import cos, radians

from matching.engine.ages import anniversary
from matching.engine.profiles import CALIBRES, Seeker, Slot
from matching.engine.settings import Settings
from psf.french.volumes import weeks_begun
from psf.territories.distance import metres_from

NEVER = date.max.toordinal()
LONGEST_PARCOURS_HOURS = CALIBRES[-1]
# (bit, test) of hard rules.
Tests = tuple[tuple[int, Callable[["Pair"], bool]], ...]


class ReadySeeker:
    """A seeker with dates turned into ordinals and wishes into tables, once per list."""

    __slots__ = (
        "adult_from",
        "cos_phi",
        "domaines",
        "fiches",
        "first",
        "grands",
        "last",
        "located",
        "min_age_from",
        "phi",
        "reach_m",
        "rules",
        "seeker",
        "settings",
        "sixteen_from",
        "stop",
        "today",
        "warn_age_from",
        "weekly",
    )

    def __init__(self, seeker: Seeker, settings: Settings, today: date) -> None:
        self.seeker = seeker
        self.settings = settings
        self.today = today.toordinal()
        birth = seeker.birth_date
        self.warn_age_from = anniversary(birth, settings.warn_age).toordinal()
        self.min_age_from = anniversary(birth, settings.min_age).toordinal()
        self.sixteen_from = anniversary(birth, 16).toordinal()
        self.adult_from = anniversary(birth, 18).toordinal()
        self.stop = anniversary(birth, settings.max_age + 1).toordinal()
        self.first = self.today
        if seeker.available_from is not None:
            self.first = max(self.first, seeker.available_from.toordinal())
        self.last = self.stop - 1
        if seeker.available_until is not None:
            self.last = min(self.last, seeker.available_until.toordinal())
        self.weekly = settings.weekly_hours
        if seeker.weekly_hours_max is not None:
            self.weekly = min(self.weekly, seeker.weekly_hours_max)
        reach_km = settings.far_km if seeker.wants_far else seeker.radius_km
        self.reach_m = max(0, reach_km) * 1000
        self.located = _located(seeker.latitude, seeker.longitude)
        self.phi = radians(seeker.latitude) if self.located else 0.0  # type: ignore[arg-type]  # It is located.
        self.cos_phi = cos(self.phi)
        # Tests of the hard rules that may stop this seeker: `hard.mask_of` fills it once.
        self.rules: tuple[Tests, Tests] | None = None
        # code → position of the first wish that names it
        self.fiches: dict[str, int] = {}
        self.domaines: dict[str, tuple[int, bool]] = {}  # (position, wished as such)
        self.grands: dict[str, int] = {}
        for position, wish in enumerate(seeker.wished, start=1):
            for code in (wish,) if isinstance(wish, str) else wish:
                self._remember_wish(code, position)

    def _remember_wish(self, code: str, position: int) -> None:
        if len(code) > 3:
            self.fiches.setdefault(code, position)
        if len(code) >= 3:
            wished_as_such = len(code) == 3
            known = self.domaines.get(code[:3])
            if known is None or (wished_as_such and not known[1]):
                self.domaines[code[:3]] = (position, wished_as_such)
        if code:
            self.grands.setdefault(code[0], position)


def _located(latitude: float | None, longitude: float | None) -> bool:
    """True for a usable point: also false for NaN, infinities and impossible degrees."""
    return (
        latitude is not None
        and longitude is not None
        and -90 <= latitude <= 90
        and -180 <= longitude <= 180
    )


def hours_needed(hours_wanted: int | None, calibre: int, hours_left: int, splittable: bool) -> int:
    """Hours that this young person would take from the offer.

    What is asked is the wish within the calibre (no wish: the shortest calibre will do). A company
    that splits gives just that; one that does not gives its block whole, that is the calibre or
    what an interrupted parcours left of it, at most six months (900 h). The pair is impossible
    when the result exceeds ``hours_left``.

    >>> hours_needed(150, 450, 450, splittable=True)
    150
    >>> hours_needed(150, 450, 450, splittable=False)
    450
    >>> hours_needed(150, 450, 300, splittable=False)
    300
    >>> hours_needed(450, 450, 300, splittable=False)
    450
    """
    asked = min(hours_wanted or CALIBRES[0], calibre)
    asked = max(1, asked)
    if splittable:
        return asked
    return max(asked, min(calibre, hours_left, LONGEST_PARCOURS_HOURS))


class Pair:
    """Facts about one pair.

    ``distance_m`` is None when either point is unknown; ``first`` and ``last`` are the ordinals of
    the first and last common days; ``hours`` the hours needed, ``weekly`` hours a week, ``weeks``
    the weeks that makes, ``usable_days`` the days left once holidays are taken off.
    """

    __slots__ = (
        "distance_m",
        "first",
        "hours",
        "last",
        "ready",
        "seeker",
        "settings",
        "slot",
        "usable_days",
        "weekly",
        "weeks",
    )

    def __init__(self, ready: ReadySeeker, slot: Slot) -> None:
        self.ready = ready
        self.seeker = seeker = ready.seeker
        self.slot = slot
        self.settings = settings = ready.settings
        if ready.located and _located(slot.latitude, slot.longitude):
            self.distance_m: int | None = metres_from(
                ready.phi,
                ready.cos_phi,
                seeker.longitude,  # type: ignore[arg-type]  # Both are located.
                slot.latitude,  # type: ignore[arg-type]  # Idem.
                slot.longitude,  # type: ignore[arg-type]  # Idem.
            )
        else:
            self.distance_m = None
        first, last = ready.first, ready.last
        if slot.window_from is not None:
            first = max(first, slot.window_from.toordinal())
        if slot.window_until is not None:
            last = min(last, slot.window_until.toordinal())
        if slot.firm_end is not None:
            last = min(last, slot.firm_end.toordinal())
        self.first, self.last = first, last
        self.hours = hours_needed(
            seeker.hours_wanted, slot.hours_wanted, slot.hours_left, slot.splittable
        )
        weekly = slot.weekly_hours
        if weekly is None:
            weekly = slot.days_per_week * settings.hours_per_day
        self.weekly = max(1, min(weekly, ready.weekly))
        self.weeks = weeks_begun(self.hours, self.weekly)
        self.usable_days = settings.calendar.usable_days(first, last)

    @property
    def start(self) -> date:
        """First possible day, clamped to what a date can hold."""
        return date.fromordinal(min(max(self.first, 1), NEVER))
