"""Gratification: due from the first hour once presence passes the threshold (domain.md §2).

Code de l'éducation L124-6 and D124-6: presence at one host in one school year. Rates are dated
values handed in, never constants; the counter is per young person, host and school year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from psf.french.numbers import euros, to_the_cent
from psf.french.numbers import hours as in_hours
from psf.territories.calendars import SchoolYear

WARN_WITHIN_HOURS = 35


@dataclass(frozen=True, slots=True)
class Rate:
    """The legal minimum of a period; bounds included."""

    hourly: Decimal  # euros
    starts_on: date
    ends_on: date | None = None
    threshold: int = 308  # hours; due above, not at
    ceiling: int = 924  # hours at one host in one school year

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Presence(NamedTuple):
    """Hours that one young person spent at one host, dated by a day of theirs."""

    youth_id: int
    host_id: int
    day: date
    hours: Decimal | int


class Counter(NamedTuple):
    """What presence is added up by."""

    youth_id: int
    host_id: int
    school_year: SchoolYear


class Gratification(NamedTuple):
    """What is due for the hours of one counter; ``amount`` is None when no rate is known."""

    due: bool
    amount: Decimal | None
    warning: str  # French, empty when there is nothing to say


def count_presence(presences: Iterable[Presence]) -> dict[Counter, Decimal]:
    """Hours per young person, host and school year, whatever the order of the rows."""
    hours: defaultdict[Counter, Decimal] = defaultdict(Decimal)
    for presence in presences:
        key = Counter(presence.youth_id, presence.host_id, SchoolYear.of(presence.day))
        hours[key] += Decimal(presence.hours)
    return dict(sorted(hours.items()))


def rate_on(rates: Iterable[Rate], day: date) -> Rate | None:
    """The rate of a day; the latest begun where two overlap; None when none is known."""
    known = [rate for rate in rates if rate.covers(day)]
    return max(known, key=lambda rate: (rate.starts_on, rate.hourly), default=None)


def gratification(
    hours: Decimal | int, rate: Rate | None, *, granted_from_first_hour: bool = False
) -> Gratification:
    """What is due for ``hours`` of presence at one host in one school year.

    ``granted_from_first_hour``: this contract grants it whatever the hours. The amount is the legal
    minimum for every hour once due, and 0 otherwise.
    """
    hours = max(Decimal(0), Decimal(hours))
    if rate is None:
        return Gratification(
            granted_from_first_hour and hours > 0, None, "Taux de gratification non renseigné"
        )
    due = hours > rate.threshold or (granted_from_first_hour and hours > 0)
    amount = to_the_cent(hours * rate.hourly) if due else Decimal(0)
    return Gratification(due, amount, _warning(hours, rate, due, amount))


def _warning(hours: Decimal, rate: Rate, due: bool, amount: Decimal) -> str:
    if hours > rate.ceiling:
        return (
            f"{in_hours(hours)} de présence : au-delà du plafond de {in_hours(rate.ceiling)} "
            "dans la même entreprise et la même année scolaire"
        )
    left = rate.threshold - hours
    if due:
        if left >= 0:
            return f"Gratification accordée par le marché dès la première heure : {euros(amount)}"
        return (
            f"Seuil de {in_hours(rate.threshold)} dépassé : gratification due dès la première "
            f"heure, {euros(amount)} au moins"
        )
    if left <= WARN_WITHIN_HOURS:
        whole = to_the_cent((rate.threshold + 1) * rate.hourly)
        gap = f"Encore {in_hours(left)} avant le seuil" if left else "Seuil atteint"
        return (
            f"{gap} de {in_hours(rate.threshold)} : une heure de plus et toute la présence est "
            f"due ({euros(whole)} au moins)"
        )
    return ""
