"""The words of a subject's territory: what its forms offer, what a choice means."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from psf.words.choosing import chosen, offered, words_of
from psf.words.lists import list_over
from psf.words.models import Word
from psf.workflow.errors import Refused
from psf.workflow.kinds import Subject
from psf.workflow.policies.effective import academy_of

if TYPE_CHECKING:
    from psf.workflow.machine import Move


def choices_for(subject: Subject, categories: type[TextChoices]) -> list[tuple[str, str]]:
    """Choices of a form about `subject`; those of the code where no list stands over them."""
    words = list_over(categories)
    return offered(words, academy_of(subject)) if words else list(categories.choices)


def words_for(subject: Subject, categories: type[TextChoices]) -> list[Word]:
    """The words offered about `subject`, in order; none where no list stands over these codes."""
    words = list_over(categories)
    return words_of(words, academy_of(subject)) if words else []


def word_for(
    subject: Subject, categories: type[TextChoices], key: str, on: date | None = None
) -> Word | None:
    """The word that a form posted or that a rule gives by its code, or None."""
    words = list_over(categories)
    return chosen(words, key, academy_of(subject), on) if words else None


def read_reason(move: "Move", reasons: type[TextChoices]) -> str:
    """Give the move its word and, for the rules, its national category; return what people read.

    Raises Refused for what is neither.
    """
    move.word = move.chosen(reasons, move.reason)
    if move.word is not None:
        move.reason = move.word.category
        return move.word.label
    if move.reason not in reasons.values:
        raise Refused({"reason": "Choisissez un motif."})
    return str(reasons(move.reason).label)


def label_of(word: Word | None, code: str, *categories: type[TextChoices]) -> str:
    """What was read when it was chosen; else the label of the code, in the first that knows it."""
    if word is not None:
        return word.label
    known = next((each for each in categories if code in each.values), None)
    return str(known(code).label) if known else code
