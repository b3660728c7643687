"""Telephone numbers as they are shown and as they are dialled. They are read in psf.quantities."""

import re

# « +33 (0)1 » is dialled without the zero between brackets.
NOT_DIALLED = re.compile(r"\(0\)|[^0-9+*#]")


def in_pairs(digits: str) -> str:
    """« 01 99 00 12 34 » of ten digits."""
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def dialled(shown: str) -> str:
    """A number as a `tel:` address wants it: "0199001234" of « 01 99 00 12.34 »."""
    return NOT_DIALLED.sub("", shown or "")
