"""What somebody keeps or hides of the free texts before the person receives them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from matching.rights.archive.collecting import HIDDEN, Collected

LINES = re.compile(r"[\n;]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """`hidden`: keys of sentences (« passage:number »); `words`, hidden wherever they stand;
    `left_out`: keys of files that stay out of the copy."""

    hidden: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)


def sentence_key(passage: str, number: int) -> str:
    return f"{passage}:{number}"


def read(
    collected: Collected, hidden: Iterable[str], words: str, left_out: Iterable[str]
) -> Reading:
    """What was decided, and how much of it: the words themselves are kept nowhere."""
    known = {
        sentence_key(passage.key, number)
        for passage in collected.passages
        for number, _ in enumerate(passage.sentences)
    }
    there = {piece.key for piece in collected.pieces}
    reading = Reading(
        frozenset(hidden) & known,
        tuple(word.strip() for word in LINES.split(words) if word.strip()),
        frozenset(left_out) & there,
    )
    texts = [text_of(collected, passage.key, reading) for passage in collected.passages]
    reading.counts.update(
        passages_read=len(collected.passages),
        passages_hidden=sum(text.count(HIDDEN) for text in texts),
        files_left_out=len(reading.left_out),
    )
    return reading


def text_of(collected: Collected, key: str, reading: Reading) -> str:
    """A passage as the person receives it."""
    passage = next(each for each in collected.passages if each.key == key)
    text = "\n".join(
        HIDDEN if sentence_key(key, number) in reading.hidden else sentence
        for number, sentence in enumerate(passage.sentences)
    )
    for word in reading.words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return text
