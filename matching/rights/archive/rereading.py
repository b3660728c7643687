"""What somebody keeps or hides of the free texts before the person receives them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from matching.enums import HiddenReason
from matching.rights.archive.collecting import HIDDEN, Collected

LINES = re.compile(r"[\n;]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """`hidden`: keys of sentences (« passage:number »); `words`, hidden wherever they stand;
    `left_out`: keys of files that stay out of the copy; `because`: a HiddenReason for all of it."""

    hidden: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    because: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def hides(self) -> bool:
        """Whether something is kept from the person, who is then told why."""
        return bool(self.counts.get("passages_hidden") or self.left_out)


def sentence_key(passage: str, number: int) -> str:
    return f"{passage}:{number}"


def read(
    collected: Collected,
    hidden: Iterable[str],
    words: str,
    left_out: Iterable[str],
    because: str = HiddenReason.OTHER_PERSON,
) -> Reading:
    """What was decided, why and how much: the words themselves are kept nowhere."""
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
        because,
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
