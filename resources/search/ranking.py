"""Which entries answer what was typed: BM25 over three columns, synonyms, one typing error.

Small on purpose: a few hundred entries rank in a millisecond or two, without any extension of the
database. Built from rows, it knows nothing of Django.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from resources.search.words import raw_words, stem

WEIGHTS = (4.0, 2.0, 1.0)  # title, summary, body
SATURATION, LENGTH = 1.2, 0.5
SYNONYM, BEGINNING, MISTYPED = 0.8, 0.5, 0.6
# A short word has too many neighbours.
SHORTEST_MISTYPED, LONG = 4, 8
FEWEST_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Doc:
    """One entry: its three columns of stems, and what it is worth against others."""

    key: str
    columns: tuple[str, str, str]
    worth: float = 1.0


class Index:
    """Entries and synonyms, ready to be asked."""

    def __init__(self, docs: list[Doc], synonyms: dict[str, str]):
        self.docs = docs
        self.counts: dict[str, dict[int, float]] = defaultdict(dict)
        self.lengths = []
        for number, doc in enumerate(docs):
            total = 0.0
            for weight, text in zip(WEIGHTS, doc.columns, strict=True):
                for word, times in Counter(text.split()).items():
                    self.counts[word][number] = self.counts[word].get(number, 0) + weight * times
                    total += times
            self.lengths.append(total)
        self.mean = sum(self.lengths) / len(docs) if docs else 1.0
        self.vocabulary = sorted(self.counts)
        self.synonyms = [
            (tuple(map(stem, raw_words(word))), [stem(w) for w in raw_words(means)])
            for word, means in synonyms.items()
        ]
        self.known = set(self.vocabulary) | {w for words, _ in self.synonyms for w in words}

    def rank(self, text: str) -> list[tuple[float, Doc]]:
        """(score, entry), best first; entries that hold too little of what was typed are left out."""
        asked = self.asked(text)
        scores, held = defaultdict(float), defaultdict(float)
        whole = sum(max(self.rarity(word) for word in group) for group in asked)
        for group in asked:
            best: dict[int, float] = {}
            for word, share in group.items():
                rarity = self.rarity(word)
                for number, count in self.counts.get(word, {}).items():
                    norm = 1 - LENGTH + LENGTH * self.lengths[number] / self.mean
                    gain = share * rarity * count * (SATURATION + 1) / (count + SATURATION * norm)
                    best[number] = max(best.get(number, 0), gain)
            weight = max(self.rarity(word) for word in group)
            for number, gain in best.items():
                scores[number] += gain
                held[number] += weight
        kept = [
            (scores[n] * self.docs[n].worth * (0.5 + 0.5 * held[n] / whole), self.docs[n])
            for n in scores
            if held[n] >= FEWEST_SHARE * whole
        ]
        return sorted(kept, key=lambda pair: (-pair[0], pair[1].key))

    def asked(self, text: str) -> list[dict[str, float]]:
        """Per word typed: what to look for, and how much each counts."""
        words = list(dict.fromkeys(stem(word) for word in raw_words(text)))
        corrected = [self.corrected(word) for word in words]
        groups = [dict(group) for group in corrected]
        flat = {word for group in groups for word in group}
        for phrase, means in self.synonyms:
            if set(phrase) <= flat:
                for group in groups:
                    if set(group) & set(phrase):
                        for word in means:
                            group[word] = max(group.get(word, 0), SYNONYM)
        return [group for group in groups if group]

    def corrected(self, word: str) -> dict[str, float]:
        """The word itself when known; else what it begins, or what it was meant to be."""
        if word in self.known:
            return {word: 1.0}
        if word.isdigit():
            return {}
        found = {}
        if len(word) >= SHORTEST_MISTYPED:
            most = 2 if len(word) >= LONG else 1
            near = process.extract(
                word,
                self.known,
                scorer=DamerauLevenshtein.distance,
                score_cutoff=most,
                limit=6,
            )
            closest = min((distance for _, distance, _ in near), default=0)
            found = {known: MISTYPED for known, distance, _ in near if distance == closest}
            if not found:
                found = {k: BEGINNING for k in self.vocabulary if k.startswith(word)}
        return found

    def rarity(self, word: str) -> float:
        """Inverse document frequency, never negative; an unknown word weighs as a rare one."""
        holding = len(self.counts.get(word, ()))
        return math.log(1 + (len(self.docs) - holding + 0.5) / (holding + 0.5))
