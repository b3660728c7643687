"""Which words are offered somewhere on a day, and which one a choice means."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from psf.words.lists import WordList
from psf.words.models import ListOrder, Word


def words_of(words: WordList, academy_id: int | None = None, on: date | None = None) -> list[Word]:
    """The words offered in an académie (None: nationally) on a day, in its order."""
    levels = Q(academy=None) | Q(academy=academy_id)
    rows = (
        Word.objects.of_list(words.name)
        .filter(levels)
        .in_force(on or timezone.localdate())
        .order_by("pk")
    )
    standing: dict[str, Word] = {}
    for row in rows:
        over = standing.get(row.key)
        # The académie's own stands over the national one.
        if over is None or over.academy_id is None:
            standing[row.key] = row if over is None or row.academy_id else over
    return in_order(words, academy_id, [word for word in standing.values() if word.offered])


def in_order(words: WordList, academy_id: int | None, found: list[Word]) -> list[Word]:
    """As the académie ordered them, else as they are nationally; what came since stands last."""
    orders = {
        order.academy_id: order.keys
        for order in ListOrder.objects.filter(
            Q(academy=None) | Q(academy=academy_id), list_name=words.name
        )
    }
    keys = orders.get(academy_id) or orders.get(None) or []
    rank = {key: number for number, key in enumerate(keys)}
    national_first = sorted(found, key=lambda word: (word.academy_id is not None, word.key))
    by_birth = {key: number for number, key in enumerate(_born(words, national_first))}
    return sorted(found, key=lambda word: (rank.get(word.key, len(rank)), by_birth[word.key]))


def _born(words: WordList, found: list[Word]) -> list[str]:
    """Keys in the order in which the code, then people, brought them: renaming moves nothing."""
    coded = list(words.categories.values)
    first = [key for key in coded if any(word.key == key for word in found)]
    return [*first, *(word.key for word in found if word.key not in coded)]


def offered(
    words: WordList, academy_id: int | None, on: date | None = None
) -> list[tuple[str, str]]:
    """Choices of a form: what is posted, what is read."""
    return [(word.key, word.in_form) for word in words_of(words, academy_id, on)]


def chosen(
    words: WordList, key: str, academy_id: int | None, on: date | None = None
) -> Word | None:
    """The word meant by what a form posted, or by a code that a rule gives; None for neither.

    A rule may give a code whose word the territory retired: another word of that category says it,
    else the national one as it last stood.
    """
    live = words_of(words, academy_id, on)
    for word in live:
        if word.key == key:
            return word
    if key not in words.categories.values:
        return None
    same = next((word for word in live if word.category == key), None)
    return same or (
        Word.objects.of_list(words.name).at(None).filter(key=key).order_by("-valid_from").first()
    )
