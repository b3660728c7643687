"""One list at one level, as its page shows it: what is offered, what is planned, what was before."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.utils import timezone

from psf.french.days import numeric
from psf.perimeter.scope import all_services
from psf.territories.models import Academy
from psf.words.changes import has_national
from psf.words.choosing import words_of
from psf.words.lists import WordList
from psf.words.models import Word


@dataclass(frozen=True, slots=True)
class Line:
    """A word offered today, or one that is not any more. `used`: on how many files and events."""

    word: Word
    category: str
    used: int
    # Of this level, and not the national word that the académie takes over.
    own: bool
    # Of an académie, over a national word; or retired, and to be offered again.
    over_national: bool = False
    may_return: bool = False
    planned: Word | None = None
    is_first: bool = False
    is_last: bool = False

    @property
    def since(self) -> str:
        return "depuis l'origine" if self.word.is_from_the_start else numeric(self.word.valid_from)

    @property
    def to_come(self) -> str:
        """What is planned, in words; "" for nothing."""
        if self.planned is not None:
            day = numeric(self.planned.valid_from)
            return (
                f"« {self.planned} » dès le {day}" if self.planned.offered else f"retiré le {day}"
            )
        if self.word.valid_until:
            return f"proposé jusqu'au {numeric(self.word.valid_until)} inclus"
        return ""

    @property
    def may_change(self) -> bool:
        """One change at a time: what is planned comes first."""
        return not self.to_come


@dataclass(frozen=True, slots=True)
class Table:
    """`offered`, in order; `to_come`, words that begin later; `former`, rows that ended or are set aside."""

    offered: list[Line]
    to_come: list[Line]
    former: list[Line]

    @classmethod
    def of(cls, words: WordList, academy: Academy | None) -> "Table":
        today = timezone.localdate()
        academy_id = academy.pk if academy else None
        with _every_file(academy):
            used = words.times_used()
        own = list(Word.objects.of_list(words.name).at(academy_id).order_by("key", "valid_from"))
        planned = {row.key: row for row in own if row.valid_from > today}
        live = words_of(words, academy_id, today)
        labels = dict(words.categories.choices)

        def line(word: Word, number: int, **more: object) -> Line:
            return Line(word, labels[word.category], number, word.academy_id == academy_id, **more)  # type: ignore[arg-type]  # What a line adds.

        offered = [
            line(
                word,
                used.get(word.pk, 0),
                over_national=has_national(word),
                planned=planned.get(word.key),
                is_first=place == 0,
                is_last=place == len(live) - 1,
            )
            for place, word in enumerate(live)
        ]
        shown = {word.pk for word in live}
        keys = {word.key for word in live}
        coming = [row for row in planned.values() if row.key not in keys and row.offered]
        past = [row for row in own if row.valid_from <= today and row.pk not in shown]
        newest = {row.key: row.pk for row in own}
        return cls(
            offered,
            [line(row, 0) for row in coming],
            [
                line(
                    row,
                    used.get(row.pk, 0),
                    may_return=row.key not in keys and newest[row.key] == row.pk,
                )
                for row in past
            ],
        )


def retired(words: WordList, academy: Academy | None, key: str) -> Word | None:
    """The last row of a word that is not offered here any more, or None."""
    academy_id = academy.pk if academy else None
    if any(word.key == key for word in words_of(words, academy_id)):
        return None
    own = Word.objects.of_list(words.name).at(academy_id).filter(key=key)
    return own.order_by("-valid_from").first()


def _every_file(academy: Academy | None) -> AbstractContextManager[object]:
    """Uses of a national word are counted everywhere; numbers only."""
    return nullcontext() if academy else all_services("uses of the words of a list")
