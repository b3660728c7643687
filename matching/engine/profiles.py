"""What the engine knows about the two sides of a proposal: plain values, nothing that names anybody.

No sex, nationality, health or address quality enters. Distances are in kilometres on the way in
and in metres inside; hours are whole hours of presence; dates are inclusive.
"""

from dataclasses import dataclass
from datetime import date

CALIBRES = (150, 300, 450, 900)


@dataclass(frozen=True, slots=True)
class Seeker:
    """A young person ready for a parcours."""

    id: int
    """Stable id of the record; breaks ties."""
    birth_date: date
    """Ages are tested on the days that matter, never stored."""
    latitude: float | None = None
    """Degrees north of where the young person starts from; None when unknown."""
    longitude: float | None = None
    """Degrees east."""
    radius_km: int = 20
    """As far as wished; without effect with ``wants_far``."""
    wants_far: bool = False
    """Leaving one's surroundings is the aim: at least ``Settings.far_km``, however far."""
    available_from: date | None = None
    """First possible day; None: at once."""
    available_until: date | None = None
    """Last possible day; None: no end known."""
    wished: tuple[str | tuple[str, ...], ...] = ()
    """ROME codes, best first: domaine «G16» or fiche «G1602»; empty: not known yet.

    Several codes that are one wish (a plain word for several domaines) stand in a tuple of theirs.
    """
    only_wished: bool = False
    """True: slots outside the grands domaines wished are refused instead of ranked low."""
    hours_wanted: int | None = None
    """One of ``CALIBRES``; None: any length."""
    waiting_since: date | None = None
    """Day since which the young person has been ready without a parcours."""
    place_active: bool = False
    """Already holds an active placement (one at a time)."""
    refused_slots: frozenset[int] = frozenset()
    """Slot ids that this pair has already refused, either way."""
    weekly_hours_max: int | None = None
    """Most hours a week (other lessons, adapted rhythm); None: the ordinary 35."""
    possibilities: int | None = None
    """How many slots were feasible at the last count; None: never counted."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A hosting slot: one site and one company tutor, for one young person at a time."""

    id: int
    """Stable id of the host slot; breaks ties."""
    offer_id: int = 0
    """The offer whose hours are drawn upon."""
    latitude: float | None = None
    """Degrees north of the site; None when unknown."""
    longitude: float | None = None
    """Degrees east."""
    rome: tuple[str, ...] = ()
    """ROME fiches (or domaines) of the tasks; empty: not known."""
    hours_left: int = 150
    """Hours of the offer neither reserved nor consumed."""
    hours_wanted: int = 150
    """Calibre of the offer: the length the company expects of one parcours."""
    splittable: bool = False
    """The company accepts several shorter parcours in turn."""
    window_from: date | None = None
    """First day of hosting; None when unknown."""
    window_until: date | None = None
    """Last day of hosting; None: no end given."""
    firm_end: date | None = None
    """Last day of the contract's firm period; None without contract."""
    busy: bool = False
    """An active placement holds the slot."""
    open: bool = True
    """The offer is available: verified, neither suspended nor closed."""
    days_per_week: int = 5
    """Days of presence a week."""
    weekly_hours: int | None = None
    """Hours of presence a week; None: 7 hours a day."""
    min_age: int | None = None
    """Age asked for a stated reason (machines, licence); 18 where only adults are hosted."""
    night_work: bool = False
    """Presence needed between 22 h and 6 h."""
    evening_work: bool = False
    """Presence needed between 20 h and 22 h: closed to under 16."""
    sunday_work: bool = False
    """Presence needed on Sundays or public holidays."""
