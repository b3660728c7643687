"""Days, hours and people as these moves tell them."""

from matching.enums import CallMoment
from psf.french.days import weekday_date
from psf.french.moments import moment_in_words


def dates_in_words(dates) -> str:
    """« mardi 8 décembre à 14 h ; jeudi 10 décembre à 10 h »."""
    return " ; ".join(moment_in_words(at) for at in dates)


def wish_in_words(day, moment: str, phone: str) -> str:
    """« mardi 8 décembre, le matin (9 h – 12 h), au 01 99 00 12 34 »."""
    parts = [weekday_date(day), str(CallMoment(moment).label)]
    if phone:
        parts.append(f"au {phone}")
    return ", ".join(parts)
