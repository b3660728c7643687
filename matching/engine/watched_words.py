"""Words of a text that deserve a second look, whatever their case, accents or plural.

An entry is a word or a few: « handicap », « protection de l'enfance ». Ending in `*` it finds what begins
so: « handicap* » finds « handicapée ». All in capitals it is an acronym: « ASE » finds « A.S.E. » too.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "})


class Span(NamedTuple):
    """A stretch of a text; ``subject`` is empty where there is nothing to look at again."""

    text: str
    subject: str = ""


def watched(text: str, words: Mapping[str, Iterable[str]]) -> list[Span]:
    """Cut ``text`` into spans that make it up again; ``words`` are entries by subject (« santé »)."""
    folded, places = _folded(text)
    found = []
    for subject, entries in words.items():
        pattern = _pattern(tuple(entries))
        if pattern is not None:
            found += [(match.start(), match.end(), subject) for match in pattern.finditer(folded)]
    spans, here = [], 0
    # The longest of those that begin together.
    for start, end, subject in sorted(found, key=lambda each: (each[0], -each[1])):
        first, last = places[start], places[end]
        if first < here:
            continue
        if first > here:
            spans.append(Span(text[here:first]))
        spans.append(Span(text[first:last], subject))
        here = last
    if here < len(text):
        spans.append(Span(text[here:]))
    return spans


def found_in(text: str, words: Mapping[str, Iterable[str]]) -> list[Span]:
    """The words to look at again, each once, in the order of the text."""
    return list(dict.fromkeys(span for span in watched(text, words) if span.subject))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case nor accents, and where each of its characters stands in ``text``."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character.casefold().translate(LIGATURES)):
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    # A match ends before the next letter: accents that stand apart stay with their own.
    return "".join(letters), [*places, len(text)]


@lru_cache(maxsize=64)
def _pattern(entries: tuple[str, ...]) -> "re.Pattern[str] | None":
    """One pattern for all entries, longest first."""
    parts = [_of_entry(entry.strip()) for entry in sorted(entries, key=len, reverse=True)]
    parts = [part for part in parts if part]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})") if parts else None


def _of_entry(entry: str) -> str:
    plain = entry.removesuffix("*").strip()
    folded = _folded(plain)[0]
    if not folded:
        return ""
    if len(plain) > 1 and plain.isalpha() and plain.isupper():
        return r"\.?".join(map(re.escape, folded)) + r"(?!\w)"
    if entry.endswith("*"):
        return r"\s+".join(map(re.escape, folded.split())) + r"\w*"
    return r"\s+".join(map(_of_word, folded.split())) + r"(?!\w)"


def _of_word(word: str) -> str:
    """A word, singular or plural: « foyers », « familiaux », « niveaux »."""
    plural = f"{re.escape(word)}(?:e?s|x)?"
    if word.endswith("al"):
        return f"(?:{plural}|{re.escape(word[:-2])}aux)"
    return plural
