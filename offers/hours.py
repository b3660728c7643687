"""Hours as buyers and companies think of them: days of 7 hours, weeks of 35."""

from decimal import ROUND_HALF_UP, Decimal

from psf.french.numbers import counted

HOURS_A_DAY = 7
HOURS_A_WEEK = 35


def _count(number: Decimal, word: str) -> str:
    rounded = number.quantize(Decimal(1), ROUND_HALF_UP)
    return counted(int(rounded), word)


def days(hours: int) -> str:
    """Return "64 jours" for 450 hours."""
    return _count(Decimal(hours) / HOURS_A_DAY, "jour")


def weeks(hours: int) -> str:
    """Return "13 semaines" for 450 hours."""
    return _count(Decimal(hours) / HOURS_A_WEEK, "semaine")


def in_words(hours: int) -> str:
    """Return "450 h (64 jours, 13 semaines)", and "14 h (2 jours)" under a week."""
    shown = days(hours) if hours < HOURS_A_WEEK else f"{days(hours)}, {weeks(hours)}"
    return f"{hours} h ({shown})"
