"""Lists and elision."""

import re
from collections.abc import Iterable

from psf.french.folding import fold

CONTRACTIONS = (("le ", "du "), ("les ", "des "))
# A vowel, or the y of Yvetot; Hyères, whose h is mute.
ELIDED = re.compile(r"[aeiou]|y[^aeiou]|hyeres")


def listed(words: Iterable[str], last: str = "et") -> str:
    """« a », « a et b », « a, b et c »; `last` is what joins the last two."""
    *first, end = [str(word) for word in words] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def shortened(text: str, limit: int) -> str:
    """`text` on one line within `limit` characters: cut between words, and « … » says so."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    words, _, _ = line[:limit].rpartition(" ")
    return f"{(words or line)[: limit - 1]}…"


def of(name: str) -> str:
    """A name after "de": « du Havre », « d’Évreux », « d’espaces verts », « de mobilier »."""
    for article, contracted in CONTRACTIONS:
        if name.lower().startswith(article):
            return contracted + name[len(article) :]
    return f"d’{name}" if ELIDED.match(fold(name)) else f"de {name}"
