"""Titles of columns: recognised whatever their accents, punctuation and case; nearest ones named."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from psf.french.folding import fold

from .kinds import Column, ImportKind

NEAR_ENOUGH = 72
ROWS_ABOVE_TITLES = 10
# Titles of what we add to the lines given back (psf.imports.files).
ERROR, NUMBER = "erreur", "ligne du fichier"
NOT_COLUMNS = {"", ERROR, NUMBER}


def plain(title: str) -> str:
    """A title as it is compared: no accents, case, punctuation or star of required columns."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(title)).split())


@dataclass
class Reading:
    """How a row of titles is understood: position → column key, and what is amiss."""

    titles: list[str]
    mapping: dict[int, str]
    unknown: list[int]
    repeated: list[str]
    missing: list[Column]

    @property
    def understood(self) -> bool:
        return not (self.unknown or self.repeated or self.missing)


def recognise(kind: ImportKind, titles: list[str]) -> Reading:
    """Match `titles` with the columns of `kind`; empty titles and our own remarks are no column."""
    known = {plain(title): column.key for column in kind.columns for title in column.titles}
    mapping, unknown, repeated = {}, [], []
    for position, title in enumerate(titles):
        if plain(title) in NOT_COLUMNS:
            continue
        key = known.get(plain(title))
        if key is None:
            unknown.append(position)
        elif key in mapping.values():
            repeated.append(title)
        else:
            mapping[position] = key
    missing = [
        column for column in kind.columns if column.required and column.key not in mapping.values()
    ]
    return Reading(titles, mapping, unknown, repeated, missing)


def nearest(kind: ImportKind, title: str) -> Column | None:
    """The column whose title is nearest to `title`, or None when none is near enough."""
    by_title = {plain(name): column for column in kind.columns for name in column.titles}
    found = process.extractOne(
        plain(title), by_title.keys(), scorer=_nearness, score_cutoff=NEAR_ENOUGH
    )
    return by_title[found[0]] if found else None


def _nearness(typed: str, known: str, **options) -> float:
    """Out of 100: misspelt, shortened (tel), or said with more words (nom de famille)."""
    score = fuzz.token_sort_ratio(typed, known)
    if known.startswith(typed) or f"{typed} ".startswith(f"{known} "):
        # The shortest difference wins between several.
        score = max(score, 90 - abs(len(known) - len(typed)) / 2)
    return score


def titles_row(kind: ImportKind, first_rows: list[list[str]]) -> int:
    """Index of the row of titles: the one, among the first, that holds the most known ones."""
    scores = [len(recognise(kind, row).mapping) for row in first_rows[:ROWS_ABOVE_TITLES]]
    return scores.index(max(scores)) if scores and max(scores) > 1 else 0


def complaint(kind: ImportKind, reading: Reading) -> list[str]:
    """Sentences that say what is amiss with the titles, nearest columns named."""
    sentences = []
    for position in reading.unknown:
        title = reading.titles[position]
        near = nearest(kind, title)
        ask = f" : vouliez-vous dire « {near.title} » ?" if near else "."
        sentences.append(f"Colonne inconnue « {title} »{ask}")
    for title in reading.repeated:
        sentences.append(f"Colonne « {title} » présente deux fois.")
    if reading.missing:
        names = ", ".join(f"« {column.title} »" for column in reading.missing)
        word = (
            "Colonne obligatoire absente"
            if len(reading.missing) == 1
            else ("Colonnes obligatoires absentes")
        )
        sentences.append(f"{word} : {names}.")
    return sentences
