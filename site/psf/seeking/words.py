"""What was typed, and the words that it begins."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.db.models import Expression, Q

from psf.french.folding import fold

# Longer is no name; more words than that are a sentence.
TYPED_LIMIT = 100
MOST_WORDS = 8
# Of a telephone: fewer last digits are anybody's.
LEAST_DIGITS = 6
# What is left of a number once +33, 0033 or 0 is taken away; overseas too.
WITHOUT_PREFIX = 9
# How many parts of a name are joined in one word: « de la Tour d'Auvergne ».
JOINED = 4

APART = re.compile(r"[^a-z0-9]+")
# « 06 12.34.56.78 », « +33 (0)6… », a SIRET in groups.
DIGITS_IN_GROUPS = re.compile(r"(?<![a-z0-9])[+(]?\d[\d\s./()\-\u00a0\u202f]*\d(?![a-z0-9])")


# (the words before, ids of communes)
Places: TypeAlias = "Iterable[tuple[Typed, list[int]]]"


def words_of(*names: str) -> list[str]:
    """The words by which these names are sought, as the function `psf_words` of the database."""
    found = []
    for name in names:
        parts = [part for part in APART.split(fold(name)) if part]
        found += ["".join(parts[at : at + JOINED]) for at in range(len(parts))]
    return found


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, word by word: one of the prefixes of each must begin a word of the row."""

    words: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Typed":
        """No word of a text that is longer than a name: nothing of it is left out in silence."""
        if len(text) > TYPED_LIMIT:
            return cls(())
        text = DIGITS_IN_GROUPS.sub(_in_one, fold(text))
        words = [word for part in text.split() if (word := APART.sub("", part))]
        return cls(tuple(map(_prefixes, words)) if len(words) <= MOST_WORDS else ())

    def __bool__(self) -> bool:
        """Whether it says enough to look for something."""
        return any(len(word[0]) > 1 for word in self.words)

    @property
    def text(self) -> str:
        """The words with nothing between them."""
        return "".join(word[0] for word in self.words)

    def begin_words_of(self, *names: str) -> bool:
        found = words_of(*names)
        return all(any(one.startswith(word) for one in found) for word in self.words)

    def in_text(self, column: str) -> Q:
        """Of rows whose text `column` holds their words, each after a space."""
        each = (
            reduce(or_, (Q(**{f"{column}__contains": f" {prefix}"}) for prefix in word))
            for word in self.words
        )
        return reduce(and_, each)

    def in_vector(self, vector: Expression) -> Q:
        """Of rows whose words are this `tsvector`."""
        query = " & ".join(
            "(" + " | ".join(f"{prefix}:*" for prefix in word) + ")" for word in self.words
        )
        return Q(SearchVectorExact(vector, SearchQuery(query, config="simple", search_type="raw")))

    def with_a_place(self) -> Iterator[tuple["Typed", "Typed"]]:
        """Each way to read its last words as a place: (who, where); who may be empty."""
        for at in range(len(self.words)):
            yield Typed(self.words[:at]), Typed(self.words[at:])


def in_places(matching: Callable[[Typed], Q], typed: Typed, places: Places, path="commune") -> Q:
    """Of rows that `matching` says of these words, or of those before the name of a place.

    `path` leads from a row to its commune.
    """
    found = matching(typed)
    for before, communes in places:
        here = Q(**{f"{path}__in": communes})
        found |= matching(before) & here if before.words else here
    return found


def _in_one(found: re.Match) -> str:
    digits = re.sub(r"\D", "", found[0])
    return digits if len(digits) >= LEAST_DIGITS else found[0]


def _prefixes(word: str) -> tuple[str, ...]:
    """The word itself; of many digits, the last ones of a telephone too."""
    if word.isdigit() and len(word) >= LEAST_DIGITS:
        return word, f"t{word[-WITHOUT_PREFIX:][::-1]}"
    return (word,)
