"""Days and times of day in words. Moments, which need a time zone, are in `moments`."""

from datetime import date, datetime, time

from psf.french.numbers import counted, duration

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
# Monday first, as `date.weekday` counts.
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
LAST_ORDINAL = date.max.toordinal()


def day_month(day: date) -> str:
    """« 1er décembre », « 8 décembre »."""
    number = "1er" if day.day == 1 else day.day
    return f"{number} {MONTHS[day.month - 1]}"


def full_date(day: date | int) -> str:
    """« 1er décembre 2026 », from a date or its proleptic ordinal (clamped to what exists)."""
    if isinstance(day, int):
        day = date.fromordinal(min(max(day, 1), LAST_ORDINAL))
    return f"{day_month(day)} {day.year}"


def month_year(day: date) -> str:
    """« mars 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """« mardi 1er décembre »."""
    return f"{WEEKDAYS[day.weekday()]} {day_month(day)}"


def weekday_full_date(day: date) -> str:
    """« mardi 1er décembre 2026 »."""
    return f"{weekday_date(day)} {day.year}"


def numeric(day: date | None) -> str:
    """« 27/11/2026 », or "" for no day."""
    return f"{day:%d/%m/%Y}" if day else ""


def short(day: date, today: date | None = None) -> str:
    """« 27/11 », with the year when it is not that of `today`."""
    return f"{day:%d/%m}" if today is None or day.year == today.year else numeric(day)


def ago(day: date, today: date) -> str:
    """« aujourd'hui », « hier », « il y a 12 jours (10/11) »."""
    days = (today - day).days
    if days <= 0:
        return "aujourd'hui"
    return "hier" if days == 1 else f"il y a {counted(days, 'jour')} ({short(day)})"


def hour(at: time | datetime) -> str:
    """« 14 h », « 8 h 30 »; of a moment too, in its own zone."""
    return duration(at.hour * 60 + at.minute)
