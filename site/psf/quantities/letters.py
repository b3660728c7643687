"""Letters that only look like those one knows: refused where an address or a name is typed.

« cаmille@exemple.fr » with a Cyrillic а is another mailbox, and another person on no screen. Names are
written in Latin letters, as civil registers ask; an address may be of another alphabet, of one only.
Unicode's names say the alphabet; compatibility forms (full-width, mathematical) and invisible
characters are nobody's. What it is drawn from: https://www.unicode.org/reports/tr39/
"""

import unicodedata

from django.core.exceptions import ValidationError

LATIN = "LATIN"
# Latin letters of names in the world; beyond, phonetic ones that look like them (ɑ, ɡ).
LAST_OF_NAMES, VIETNAMESE = 0x24F, range(0x1E00, 0x1F00)


def alphabet(letter: str) -> str:
    """The alphabet of a letter, as Unicode names it: « LATIN », « CYRILLIC »; « ? » for one of none."""
    found = unicodedata.name(letter, "?").partition(" ")[0]
    if found == LATIN and ord(letter) > LAST_OF_NAMES and ord(letter) not in VIETNAMESE:
        return "?"
    return found


def refuse_other_alphabets(name: str) -> None:
    """Of somebody's name: Latin letters, nothing invisible. Raises ValidationError."""
    for each in unicodedata.normalize("NFC", name):
        kind = unicodedata.category(each)
        if kind == "Cf" or (kind.startswith("L") and alphabet(each) != LATIN):
            raise ValidationError(
                f"{_quoted(each)} dans ce nom n’est pas une lettre de notre alphabet, même si elle y"
                " ressemble. Retapez le nom au clavier.",
                code="look_alike",
            )


def refuse_look_alikes(address: str) -> None:
    """Of a mailbox: plain letters before the @, one alphabet after it. Raises ValidationError."""
    local, _, domain = address.rpartition("@")
    for each in local:
        if not each.isascii():
            _refuse(each)
    first = ""
    for label in domain.split("."):
        for each in unicodedata.normalize("NFC", _as_read(label)):
            if unicodedata.category(each) == "Cf" or unicodedata.normalize("NFKC", each) != each:
                _refuse(each)
            if not unicodedata.category(each).startswith("L"):
                continue
            found = alphabet(each)
            if found == "?" or first not in ("", found):
                _refuse(each)
            first = found


def _as_read(label: str) -> str:
    """A part of a domain as browsers and mail programs show it (RFC 5891)."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _refuse(letter: str) -> None:
    raise ValidationError(
        f"{_quoted(letter)} dans cette adresse n’est pas la lettre qu’elle paraît. Retapez l’adresse au"
        " clavier, ou demandez-la par téléphone.",
        code="look_alike",
    )


def _quoted(letter: str) -> str:
    if unicodedata.category(letter) == "Cf":
        return "Un caractère invisible"
    return f"« {letter} »"
