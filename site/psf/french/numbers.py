"""Numbers in French sentences; a number never parts from its thousands nor from a money sign."""

from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
CENT = Decimal("0.01")


def grouped(number: int) -> str:
    """« 12 500 »: thousands kept apart."""
    return f"{number:,}".replace(",", NBSP)


def decimal(number: Decimal | float, places: int = 2) -> str:
    """« 8,5 », « 8 »: at most `places` decimals, without the zeros at their end."""
    whole, _, part = f"{abs(number):.{places}f}".partition(".")
    part = part.rstrip("0")
    sign = "-" if number < 0 and (int(whole) or part) else ""
    return f"{sign}{grouped(int(whole))},{part}" if part else f"{sign}{grouped(int(whole))}"


def to_the_cent(amount: Decimal | int) -> Decimal:
    return Decimal(amount).quantize(CENT, ROUND_HALF_UP)


def euros(amount: Decimal | int) -> str:
    """« 1 390,50 € », « 675 € »."""
    whole, part = f"{to_the_cent(amount):.2f}".split(".")
    number = grouped(int(whole))
    return f"{number}{NBSP}€" if part == "00" else f"{number},{part}{NBSP}€"


def hours(number: Decimal | int) -> str:
    """« 450 h », « 55,5 h »."""
    return f"{decimal(Decimal(number))}{NBSP}h"


def duration(minutes: int) -> str:
    """« 7 h », « 7 h 30 », « -1 h »."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    whole, rest = divmod(minutes, 60)
    return f"{sign}{grouped(whole)} h {rest:02d}" if rest else f"{sign}{grouped(whole)} h"


def lasting(minutes: int) -> str:
    """« 1 minute », « 15 minutes », « 1 heure », « 1 heure 20 », « 23 heures »: how long, in a sentence."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return counted(rest, "minute")
    return f"{counted(whole, 'heure')} {rest:02d}" if rest else counted(whole, "heure")


def plural(number: float, singular: str, several: str | None = None) -> str:
    """The noun alone: plural from two on, « 0 jour », « 1,5 jour », « 2 jours »."""
    return singular if abs(number) < 2 else (several or singular + "s")


def counted(number: int, singular: str, several: str | None = None) -> str:
    """« 1 place », « 3 places », « 0 place »."""
    return f"{grouped(number)} {plural(number, singular, several)}"


def ordinal(position: int) -> str:
    """« 1er », « 2e »."""
    return "1er" if position == 1 else f"{position}e"
