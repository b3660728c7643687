"""Readers of one cell: each takes the text of a filled cell and returns a value or raises WrongCell."""

import re
from decimal import Decimal, InvalidOperation

from psf.french.folding import fold

from .dates import parse_date
from .errors import WrongCell

YES = {"oui", "o", "vrai", "true", "x", "1", "yes"}
NO = {"non", "n", "faux", "false", "0", "no"}
SCIENTIFIC = re.compile(r"\d+[.,]?\d*e\+?\d+", re.IGNORECASE)
SHOWN_CHOICES = 8


def text(value: str) -> str:
    return value


def date(value: str, month_first_seen: bool = False):
    return parse_date(value, month_first_seen=month_first_seen)


def integer(value: str) -> int:
    """A whole number, with spaces between thousands or a unit of hours, months or km after it."""
    cleaned = re.sub(r"(?i)[\s  ]|heures?|mois|jours?|km|h$", "", value)
    if not re.fullmatch(r"-?\d+(?:[.,]0+)?", cleaned):
        raise WrongCell(f"« {value} » n'est pas un nombre entier.")
    return int(re.split(r"[.,]", cleaned)[0])


def amount(value: str) -> Decimal:
    """Euros as in France: 12 345,60 €."""
    cleaned = re.sub(r"(?i)[\s  ]|€|euros?|ht$", "", value).replace(",", ".")
    try:
        if not re.fullmatch(r"-?[\d.]+", cleaned):
            raise InvalidOperation
        return Decimal(cleaned)
    except InvalidOperation:
        raise WrongCell(
            f"« {value} » n'est pas un montant. Écrivez par exemple 85000,50."
        ) from None


def yes_no(value: str) -> bool:
    word = fold(value)
    if word in YES:
        return True
    if word in NO:
        return False
    raise WrongCell(f"« {value} » : écrivez oui ou non.")


def digits(value: str) -> str:
    """An identifier made of digits, without the spaces and dots people type."""
    if SCIENTIFIC.fullmatch(value):
        raise WrongCell(
            f"« {value} » a été abrégé par le tableur : mettez la colonne au format Texte et"
            " retapez ce numéro."
        )
    return re.sub(r"[\s.\-  ]", "", value)


def padded(length: int):
    """A code whose zeros in front a spreadsheet takes away."""

    def reader(value: str) -> str:
        code = digits(value).upper()
        return code.zfill(length) if code.isdigit() else code

    return reader


def phone(value: str) -> str:
    """A telephone number, in pairs of digits when it is French."""
    number = re.sub(r"[\s./()\-  ]", "", value)
    number = re.sub(r"^(\+|00)33(0?)", "0", number)
    if re.fullmatch(r"[1-9]\d{8}", number):
        number = f"0{number}"
    if re.fullmatch(r"0\d{9}", number):
        return " ".join(number[at : at + 2] for at in range(0, 10, 2))
    if re.fullmatch(r"\+\d{7,15}", number):
        return number
    raise WrongCell(f"« {value} » n'est pas un numéro de téléphone : 10 chiffres.")


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
