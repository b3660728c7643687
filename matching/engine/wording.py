"""How the engine writes numbers and dates in French sentences."""

from datetime import date

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
LAST_ORDINAL = date.max.toordinal()


def french_date(day: date | int) -> str:
    """«1er décembre 2026», from a date or its proleptic ordinal (clamped to what exists)."""
    if isinstance(day, int):
        day = date.fromordinal(min(max(day, 1), LAST_ORDINAL))
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def kilometres(metres: int) -> str:
    """«3,4 km» below ten kilometres, «34 km» above."""
    if metres < 10_000:
        tenths = (metres + 50) // 100
        whole, tenth = divmod(tenths, 10)
        return f"{whole},{tenth} km" if tenth else f"{whole} km"
    return f"{(metres + 500) // 1000} km"


def precise_kilometres(metres: int, bound_km: int) -> str:
    """Like :func:`kilometres`, with a tenth where rounding would read as the bound itself."""
    if (metres + 500) // 1000 != bound_km:
        return kilometres(metres)
    tenths = -(-metres // 100) if metres > bound_km * 1000 else metres // 100
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth} km" if tenth else f"{whole} km"


def grouped(number: int) -> str:
    """«12 500»: thousands kept apart."""
    return f"{number:,}".replace(",", " ")


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """«1 place», «3 places», «0 place»."""
    noun = singular if abs(number) < 2 else (plural or singular + "s")
    return f"{grouped(number)} {noun}"


def ranked(position: int) -> str:
    """«1er», «2e»."""
    return "1er" if position == 1 else f"{position}e"


def french_hours(minutes: int) -> str:
    """«7 h», «7 h 30»."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    hours, rest = divmod(minutes, 60)
    return f"{sign}{grouped(hours)} h {rest:02d}" if rest else f"{sign}{grouped(hours)} h"
