"""Days, hours and people as these moves tell them."""

from django.utils import timezone
from django.utils.formats import date_format

from matching.enums import CallMoment


def day_in_words(day) -> str:
    """« mardi 8 décembre », « mardi 1er décembre »."""
    return date_format(day, "l j F").replace(" 1 ", " 1er ")


def hour_in_words(moment) -> str:
    """« 14 h », « 14 h 30 »."""
    return f"{moment.hour} h" + (f" {moment.minute:02d}" if moment.minute else "")


def moment_in_words(at) -> str:
    """« mardi 8 décembre à 14 h » in Paris."""
    local = timezone.localtime(at)
    return f"{day_in_words(local.date())} à {hour_in_words(local)}"


def dates_in_words(dates) -> str:
    """« mardi 8 décembre à 14 h ; jeudi 10 décembre à 10 h »."""
    return " ; ".join(moment_in_words(at) for at in dates)


def wish_in_words(day, moment: str, phone: str) -> str:
    """« mardi 8 décembre, le matin (9 h – 12 h), au 01 99 00 12 34 »."""
    parts = [day_in_words(day), str(CallMoment(moment).label)]
    if phone:
        parts.append(f"au {phone}")
    return ", ".join(parts)
