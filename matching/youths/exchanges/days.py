"""The days that an exchange proposes for the next one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from psf.french.days import weekday_date
from psf.months import add_months
from psf.workflow.enums import Counting
from psf.workflow.errors import Refused
from psf.workflow.policies.effective import EffectivePolicy

# Nobody plans further with somebody who waits.
FURTHEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class NextDay:
    """One tap: its value in the form, what its button says, the day."""

    value: str
    label: str
    day: date


def next_days(policy: EffectivePolicy, today: date) -> list[NextDay]:
    """The days offered, each put off to the next working day of the place."""
    count = policy.count
    if count.counting == Counting.CALENDAR:
        # A policy that counts every day may date an action on a Sunday; people meet on other days.
        count = replace(count, counting=Counting.WORKING)
    return [
        NextDay(value, label, count.add(day, 0))
        for value, label, day in (
            ("two_days", "Dans deux jours", today + timedelta(days=2)),
            ("week", "Dans une semaine", today + timedelta(weeks=1)),
            ("fortnight", "Dans deux semaines", today + timedelta(weeks=2)),
            ("month", "Dans un mois", add_months(today, 1)),
        )
    ]


def check_day(day: date, policy: EffectivePolicy, today: date) -> None:
    """Refuse a day that is past, too far, or not worked where the policy counts working days."""
    if day < today:
        raise Refused({"day": "Cette date est passée : choisissez un jour à venir."})
    if (day - today).days > FURTHEST_DAYS:
        raise Refused({"day": "Choisissez un jour dans l'année qui vient."})
    if not policy.count.counts(day):
        worked = policy.count.add(day, 0)
        raise Refused(
            {"day": f"Ce jour n'est pas travaillé ; le suivant est le {weekday_date(worked)}."}
        )
