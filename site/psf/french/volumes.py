"""Hours of presence as buyers, companies and young people think of them: the only conversion.

A day has 7 hours, a week 35 unless another rhythm is given, and a month of the clause 150 (150, 300, 450
and 900 h are 1, 2, 3 and 6 months). A day begun counts: 450 h do not fit in 64 days of 7 h.
"""

from typing import NamedTuple

from psf.french.numbers import NBSP, counted, grouped, plural

HOURS_A_DAY = 7
HOURS_A_WEEK = 35
HOURS_A_MONTH = 150


class Volume(NamedTuple):
    """A number of hours at a rhythm."""

    hours: int
    days: int  # all of them, the last one begun
    weeks: int  # full ones, at the rhythm
    extra_days: int  # beyond the full weeks
    months: int | None  # for whole months of the clause, else None


def volume(hours: int, a_week: int = HOURS_A_WEEK) -> Volume:
    """Days, weeks and months of `hours` at `a_week` hours a week; never fails, never negative.

    >>> volume(150)
    Volume(hours=150, days=22, weeks=4, extra_days=2, months=1)
    """
    hours, a_week = max(0, hours), max(1, a_week)
    weeks, rest = divmod(hours, a_week)
    extra = -(-rest // HOURS_A_DAY)
    if extra and extra * HOURS_A_DAY >= a_week:
        weeks, extra = weeks + 1, 0
    months, odd = divmod(hours, HOURS_A_MONTH)
    return Volume(
        hours, -(-hours // HOURS_A_DAY), weeks, extra, months if not odd and months else None
    )


def weeks_begun(hours: int, a_week: int = HOURS_A_WEEK) -> int:
    """Weeks that `hours` take, the last one begun: what dates are counted with."""
    return -(-max(0, hours) // max(1, a_week))


def days(hours: int) -> str:
    """« 65 jours » for 450 hours."""
    return counted(volume(hours).days, "jour")


def weeks(hours: int, a_week: int = HOURS_A_WEEK) -> str:
    """« 13 semaines » for 450 hours, « 4 semaines et 2 jours » for 150, « 2 jours » for 14."""
    of = volume(hours, a_week)
    extra = counted(of.extra_days, "jour")
    if not of.weeks:
        return extra
    whole = counted(of.weeks, "semaine")
    return f"{whole} et {extra}" if of.extra_days else whole


def about(hours: int) -> str:
    """« environ 65 jours, soit 13 semaines » for 450 hours: what a contract says beside the hours, which
    alone are due. Nothing is said to be about where the days are whole.
    """
    near = "environ " if hours % HOURS_A_DAY else ""
    whole = volume(hours).weeks
    return f"{near}{days(hours)}, soit {weeks(hours)}" if whole else f"{near}{days(hours)}"


def months(hours: int) -> str:
    """« 1 mois » for 150 hours; "" where they are no whole months of the clause."""
    return f"{whole} mois" if (whole := volume(hours).months) else ""


def in_full(hours: int) -> str:
    """« 450 heures (environ 65 jours, soit 13 semaines) »: as a contract writes it."""
    return f"{written(hours)} ({about(hours)})"


def written(hours: int) -> str:
    """« 1 200 heures », which no line parts."""
    return f"{grouped(hours)}{NBSP}{plural(hours, 'heure')}"


def spans(hours: int, a_week: int = HOURS_A_WEEK) -> str:
    """« 1 mois : 22 jours, soit 4 semaines et 2 jours », the rhythm said where it is not 35 h a week."""
    of = volume(hours, a_week)
    month = f"{of.months} mois : " if of.months else ""
    rhythm = "" if a_week == HOURS_A_WEEK else f" à {a_week} h par semaine"
    if not of.weeks:
        return f"{month}{days(hours)}"
    return f"{month}{days(hours)}, soit {weeks(hours, a_week)}{rhythm}"


def in_words(hours: int, a_week: int = HOURS_A_WEEK) -> str:
    """« 150 h (1 mois : 22 jours, soit 4 semaines et 2 jours) »."""
    return f"{grouped(hours)} h ({spans(hours, a_week)})"
