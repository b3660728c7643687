"""Readers of one cell that are no quantity (psf.quantities): each takes the text of a filled cell and returns a value or raises WrongCell."""

import re

from psf.french.folding import fold
from psf.quantities.identifiers import read_digits

from .errors import WrongCell

YES = {"oui", "o", "vrai", "true", "x", "1", "yes"}
NO = {"non", "n", "faux", "false", "0", "no"}
SHOWN_CHOICES = 8


def text(value: str) -> str:
    return value


def yes_no(value: str) -> bool:
    word = fold(value)
    if word in YES:
        return True
    if word in NO:
        return False
    raise WrongCell(f"« {value} » : écrivez oui ou non.")


def padded(length: int):
    """A code whose zeros in front a spreadsheet takes away."""

    def reader(value: str) -> str:
        code = read_digits(value).upper()
        return code.zfill(length) if code.isdigit() else code

    return reader


def choice(choices, **synonyms: str):
    """One of `choices` (a TextChoices), by its French label or its code.

    `synonyms` are other accepted words → code, folded, with _ for spaces.
    """
    known = {fold(str(label)): value for value, label in choices.choices}
    known |= {fold(str(value)): value for value in choices.values}
    known |= {word.replace("_", " "): value for word, value in synonyms.items()}
    labels = [str(label) for label in choices.labels]

    def reader(value: str):
        found = known.get(" ".join(fold(value).split()))
        if found is None:
            shown = ", ".join(labels[:SHOWN_CHOICES])
            end = "…" if len(labels) > SHOWN_CHOICES else "."
            raise WrongCell(f"« {value} » n'est pas reconnu. Valeurs admises : {shown}{end}")
        return found

    reader.labels = labels
    return reader


def listed(pattern: str, what: str):
    """Several codes in one cell, separated by spaces, commas, semicolons or bars."""
    allowed = re.compile(pattern)

    def reader(value: str) -> list[str]:
        found = [part.upper() for part in re.split(r"[\s,;|/]+", value) if part]
        wrong = [part for part in found if not allowed.fullmatch(part)]
        if wrong:
            raise WrongCell(f"« {wrong[0]} » n'est pas {what}.")
        return list(dict.fromkeys(found))

    return reader
