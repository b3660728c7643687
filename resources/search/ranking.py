"""Which entries answer what was typed: BM25 over three columns, synonyms, one typing error.

Small on purpose: a few hundred entries rank in a millisecond or two, without any extension of the
database. Built from rows, it knows nothing of Django.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from resources.search.words import raw_words, stem

WEIGHTS = (4.0, 2.0, 1.0)  # title, summary, body
# How much a column longer than the others of its kind counts for less.
LENGTHS = (0.3, 0.5, 0.6)
SATURATION = 2.0
SYNONYM, FAMILY, BEGINNING, MISTYPED = 0.7, 0.45, 0.5, 0.6
# A title that says what was typed and little else answers it.
WHOLE_TITLE = 0.6
# A short word has too many neighbours.
SHORTEST_MISTYPED, LONG = 4, 8
SHORTEST_FAMILY, LONGEST_TAIL = 5, 3
FEWEST_SHARE = 0.2
# Typed without its apostrophe: « lentreprise », « jaccueille », « quest ».
JOINED = re.compile(r"(?:qu|[ldjmtscn])(?=[aeiouh])")


@dataclass(frozen=True, slots=True)
class Doc:
    """One entry: its three columns of stems, and what it is worth against others."""

    key: str
    columns: tuple[str, str, str]
    worth: float = 1.0


class Index:
    """Entries and synonyms, ready to be asked; never changed once made, so that threads share it."""

    def __init__(self, docs: Iterable[Doc], synonyms: Mapping[str, str]):
        self.docs = tuple(docs)
        counts: dict[str, dict[int, float]] = defaultdict(dict)
        columns = [
            [doc.columns[place].split() for doc in self.docs] for place in range(len(WEIGHTS))
        ]
        for weight, slope, texts in zip(WEIGHTS, LENGTHS, columns, strict=True):
            filled = [len(words) for words in texts if words]
            mean = sum(filled) / len(filled) if filled else 1.0
            for number, words in enumerate(texts):
                norm = 1 - slope + slope * len(words) / mean
                for word, times in Counter(words).items():
                    counts[word][number] = counts[word].get(number, 0) + weight * times / norm
        self.counts = MappingProxyType(dict(counts))
        self.titles = tuple(frozenset(words) for words in columns[0])
        self.vocabulary = tuple(sorted(counts))
        self.synonyms = tuple(
            (tuple(map(stem, raw_words(word))), tuple(stem(w) for w in raw_words(means)))
            for word, means in synonyms.items()
        )
        self.known = frozenset(self.vocabulary).union(
            w for words, _ in self.synonyms for w in words
        )

    def rank(self, text: str) -> list[tuple[float, Doc]]:
        """(score, entry), best first; entries that hold too little of what was typed are left out."""
        asked = self.asked(text)
        scores, held = defaultdict(float), defaultdict(float)
        said: dict[int, set[str]] = defaultdict(set)
        whole = 0.0
        for group in asked:
            best: dict[int, float] = {}
            for word, share in group.items():
                rarity = self.rarity(word)
                for number, count in self.counts.get(word, {}).items():
                    gain = share * rarity * count * (SATURATION + 1) / (count + SATURATION)
                    best[number] = max(best.get(number, 0), gain)
                    if word in self.titles[number]:
                        said[number].add(word)
            weight = max(self.rarity(word) for word in group)
            whole += weight
            for number, gain in best.items():
                scores[number] += gain
                held[number] += weight
        kept = [
            (self.score(number, scores[number], held[number] / whole, said[number]), doc)
            for number, doc in enumerate(self.docs)
            if number in scores and held[number] >= FEWEST_SHARE * whole
        ]
        return sorted(kept, key=lambda pair: (-pair[0], pair[1].key))

    def score(self, number: int, gain: float, share: float, said: set[str]) -> float:
        """The words' gain; more when it comes from all that was typed, and from all of the title."""
        title = self.titles[number]
        told = sum(map(self.rarity, said)) / sum(map(self.rarity, title)) if title else 0
        return gain * self.docs[number].worth * (0.5 + 0.5 * share) * (1 + WHOLE_TITLE * told)

    def asked(self, text: str) -> list[dict[str, float]]:
        """Per word typed: what to look for, and how much each counts."""
        words = list(dict.fromkeys(stem(word) for word in raw_words(text)))
        groups = [dict(self.corrected(word)) for word in words]
        # What is found as a mere beginning or family of a word starts no synonym.
        flat = {word for group in groups for word, share in group.items() if share > BEGINNING}
        for phrase, means in self.synonyms:
            if phrase and set(phrase) <= flat:
                for group in groups:
                    if set(group) & set(phrase):
                        for word in means:
                            group[word] = max(group.get(word, 0), SYNONYM)
        return [group for group in groups if group]

    def corrected(self, word: str) -> dict[str, float]:
        """The word itself when known, with its family; else what it begins or was meant to be."""
        if word in self.known:
            return {**self.family(word), word: 1.0}
        if word.isdigit():
            return {}
        if (joined := JOINED.match(word)) and word[joined.end() :] in self.known:
            return {word[joined.end() :]: 1.0}
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
            found = found or self.family(word)
        return found

    def family(self, word: str) -> dict[str, float]:
        """Words of the same beginning and another ending: « répond », « répondre »."""
        if len(word) < SHORTEST_FAMILY or word.isdigit():
            return {}
        root = word[: max(SHORTEST_FAMILY, len(word) - LONGEST_TAIL)]
        most = len(root) + LONGEST_TAIL
        return {k: FAMILY for k in self.vocabulary if k.startswith(root) and len(k) <= most}

    def rarity(self, word: str) -> float:
        """Inverse document frequency, never negative; an unknown word weighs as a rare one."""
        holding = len(self.counts.get(word, ()))
        return math.log(1 + (len(self.docs) - holding + 0.5) / (holding + 0.5))
