"""Sorting and searching French without ICU or unaccent."""

import re
import unicodedata

COMBINING_MARKS = re.compile("[\u0300-\u036f]")
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"})


def fold(text: str) -> str:
    """Return `text` in lower case without accents or ligatures: "Évry-l’Œuf" gives "evry-l'oeuf"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return COMBINING_MARKS.sub("", decomposed).lower()
