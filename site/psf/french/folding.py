"""Sorting and searching French without ICU or unaccent."""

import re
import unicodedata

COMBINING_MARKS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not take apart: those that read as one, those that read as two.
ONE_FOR_ONE = dict(zip("łŁøØđĐðÐħĦŧŦŋŊı’‘ʼ", "lLoOdDdDhHtTnNi'''", strict=True))
TWO_FOR_ONE = {
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "ß": "ss",
    "ẞ": "ss",
    "þ": "th",
    "Þ": "th",
}
LETTERS = str.maketrans(ONE_FOR_ONE | TWO_FOR_ONE)


def fold(text: str) -> str:
    """Return `text` in lower case without accents or ligatures: "Évry-l’Œuf" gives "evry-l'oeuf"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return COMBINING_MARKS.sub("", decomposed).lower()
