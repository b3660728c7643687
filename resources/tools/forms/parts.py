"""Hours of lots and tranches, as typed in the second step of the rédacteur."""

import re
from decimal import Decimal

from django import forms

from psf.french.folding import fold
from psf.quantities import fields
from psf.quantities.errors import Unreadable
from resources.calibre.figures import Figures
from resources.calibre.question import Question
from resources.calibre.reckoning import reckon
from resources.tools.forms.fields import read_lot_hours

WITHOUT = re.compile(r"(?:0|aucune?|non|sans)(?: (?:h|heures?|clause))*")


def read_parts(typed: str) -> list[int]:
    """A calibre a line, 0 for « sans clause ». Raises Unreadable, which names the line."""
    lines = [line for line in typed.replace(";", "\n").splitlines() if line.strip()]
    without = [bool(WITHOUT.fullmatch(" ".join(fold(line).split()))) for line in lines]
    # The reader of lots numbers its refusals: a line without the clause keeps its place.
    read = read_lot_hours(
        "\n".join("150" if none else line for none, line in zip(without, lines, strict=True))
    )
    return [0 if none else hours for none, hours in zip(without, read, strict=True)]


def read_tranches(typed: str) -> list[int]:
    try:
        return read_parts(typed)
    except Unreadable as error:
        raise Unreadable(str(error).replace("Lot", "Tranche", 1)) from None


class PartsField(fields.ReadField):
    read = staticmethod(read_parts)

    def __init__(self, **kwargs):
        super().__init__(max_length=400, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class TranchesField(PartsField):
    read = staticmethod(read_tranches)


def indicated(amounts: list[Decimal], months: int, figures: Figures) -> list[int]:
    """The calibre that the amount of each lot indicates. Raises NoBracket."""
    reckoning = reckon(Question(sum(amounts, Decimal()), months, lots=tuple(amounts)), figures)
    return [part.calibre for part in reckoning.parts]
