"""Lists and elision."""

import re
from collections.abc import Iterable

from psf.french.folding import fold

OF, TO = (("le ", "du "), ("les ", "des ")), (("le ", "au "), ("les ", "aux "))
# A vowel, or the y of Yvetot; « onze » and « oui » do not elide.
VOWEL = re.compile(r"(?:[aeiou]|y[^aeiou])(?!nze\b|ui\b)")
# The h of these is mute; that of any other word or town is taken for aspirated (« de Honfleur »).
MUTE_H = re.compile(
    r"h(?:abill|abit|allucin|armon|ebdo|eberg|ebreu|elic|emato|emi|epat|erault|erb|erit|etero|eur|ex|iberna"
    r"|ier\b|ippo|irond|istoi|istor|iver\b|omme|omo|onnet|oneur|onneur|onora|opita|orair|orizon|orlog|orti"
    r"|ospic|ospital|ostil|otel|uil|uissi|uitr|umain|umanit|umid|yeres|ydr|ygien|ymne|yper|ypo)"
)


def begins_with_vowel(words: str) -> bool:
    """Whether an article elides before them: « l’Agence », « l’hôpital », but « la Haute Autorité »."""
    folded = fold(words)
    return bool(VOWEL.match(folded) or MUTE_H.match(folded))


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
    if contracted := _contracted(name, OF):
        return contracted
    return f"d’{name}" if begins_with_vowel(name) else f"de {name}"


def to(name: str) -> str:
    """A name after "à": « au Havre », « aux Hospices », « à l’Agence », « à Évreux »."""
    return _contracted(name, TO) or f"à {name}"


def _contracted(name: str, contractions: tuple[tuple[str, str], ...]) -> str:
    for article, contracted in contractions:
        if name.lower().startswith(article):
            return contracted + name[len(article) :]
    return ""
