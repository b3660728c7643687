"""How amounts and hours are written in French sentences; a number never parts from its unit."""

from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
CENT = Decimal("0.01")


def grouped(number: int) -> str:
    """« 12 500 »: thousands kept apart."""
    return f"{number:,}".replace(",", NBSP)


def cents(amount: Decimal) -> Decimal:
    return Decimal(amount).quantize(CENT, ROUND_HALF_UP)


def euros(amount: Decimal | int) -> str:
    """« 1 390,50 € », « 675 € »."""
    whole, part = f"{cents(amount):.2f}".split(".")
    number = grouped(int(whole))
    return f"{number}{NBSP}€" if part == "00" else f"{number},{part}{NBSP}€"


def hours(number: Decimal | int) -> str:
    """« 450 h », « 55,5 h »."""
    number = Decimal(number)
    if number == number.to_integral_value():
        return f"{grouped(int(number))}{NBSP}h"
    return f"{number.quantize(CENT).normalize()}{NBSP}h".replace(".", ",")
