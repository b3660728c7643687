"""French names of places inside a sentence."""

import re

from psf.french import fold

CONTRACTIONS = (("le ", "du "), ("les ", "des "))
# A vowel, or the y of Yerres and Yvetot.
ELIDED = re.compile(r"[aeiou]|y[^aeiou]|hyeres")


def of_place(name: str) -> str:
    """Return the name after "de": "Le Havre" gives "du Havre", "Évreux" gives "d’Évreux"."""
    for article, contracted in CONTRACTIONS:
        if name.lower().startswith(article):
            return contracted + name[len(article) :]
    return f"d’{name}" if ELIDED.match(fold(name)) else f"de {name}"
