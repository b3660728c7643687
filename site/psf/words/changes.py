"""How a list is changed: a word is added, renamed or ended from a day on; nothing is rewritten."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from psf.accounts.models import User
from psf.french.days import numeric
from psf.territories.models import Academy
from psf.words.choosing import words_of
from psf.words.lists import WordList
from psf.words.models import ListOrder, Word

KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def add(
    words: WordList,
    academy: Academy | None,
    *,
    label: str,
    help: str,
    category: str,
    since: date,
    by: User,
) -> Word:
    """Offer a new word from a day on; what it counts as is one of the national categories."""
    _is_new(words, academy, label)
    # Nobody else's key, whatever is added elsewhere.
    key = f"{category}-{get_random_string(8, KEY_LETTERS)}"
    return _save(
        Word(
            list_name=words.name,
            key=key,
            category=category,
            label=label,
            help=help,
            academy=academy,
            valid_from=since,
            created_by=by,
        )
    )


@transaction.atomic
def rename(
    words: WordList,
    academy: Academy | None,
    word: Word,
    *,
    label: str,
    help: str,
    since: date,
    by: User,
) -> Word:
    """Say it otherwise from a day on. Files keep the word under which it was chosen."""
    _is_new(words, academy, label, besides=word.key)
    return _follow(academy, word, since, by, label=label, help=help, offered=True)


@transaction.atomic
def retire(words: WordList, academy: Academy | None, word: Word, *, since: date, by: User) -> None:
    """Offer it no more from a day on. Raises ValidationError on the last word of a list."""
    left = [each for each in words_of(words, _pk(academy), since) if each.key != word.key]
    if not left:
        raise ValidationError("Une liste garde au moins un mot : ajoutez-en un d'abord.")
    if words.keeps_each and all(each.category != word.category for each in left):
        raise ValidationError(
            "C'est le dernier mot de sa catégorie, dont le suivi a besoin : renommez-le,"
            " ou ajoutez-en d'abord un autre."
        )
    if word.academy_id == _pk(academy) and not has_national(word):
        _end(word, since)
        return
    _follow(academy, word, since, by, label=word.label, help=word.help, offered=False)


@transaction.atomic
def restore(word: Word) -> date:
    """Go back to the national word from tomorrow on; return that day."""
    since = timezone.localdate() + timedelta(days=1)
    if not has_national(word):
        raise ValidationError("Ce mot est celui de l'académie : il n'y a pas de mot national.")
    _end(word, since)
    return since


@transaction.atomic
def offer_again(words: WordList, academy: Academy | None, word: Word, *, by: User) -> date:
    """Offer a retired word again, from today or as soon as its last row lets; return that day."""
    since = max(timezone.localdate(), (word.valid_until or word.valid_from) + timedelta(days=1))
    _is_new(words, academy, word.label, besides=word.key)
    if word.valid_until is None:
        _end(word, since)
        if has_national(word):
            return since
    _save(
        Word(
            list_name=word.list_name,
            key=word.key,
            category=word.category,
            label=word.label,
            help=word.help,
            academy=academy,
            valid_from=since,
            created_by=by,
        )
    )
    return since


@transaction.atomic
def move(words: WordList, academy: Academy | None, key: str, *, up: bool) -> None:
    """Change places with the word before it, or after it, in the order of this level."""
    order, _ = ListOrder.objects.select_for_update().get_or_create(
        list_name=words.name, academy=academy
    )
    keys = [word.key for word in words_of(words, _pk(academy))]
    if key not in keys:
        return
    at = keys.index(key)
    to = at - 1 if up else at + 1
    if 0 <= to < len(keys):
        keys[at], keys[to] = keys[to], keys[at]
        order.keys = keys
        order.save(update_fields=["keys"])


def _follow(academy: Academy | None, word: Word, since: date, by: User, **said: str | bool) -> Word:
    """The next row of a word: it ends the one of the same level, and stands over the national one."""
    if word.academy_id == _pk(academy):
        _end(word, since)
    return _save(
        Word(
            list_name=word.list_name,
            key=word.key,
            category=word.category,
            academy=academy,
            valid_from=since,
            created_by=by,
            **said,
        )
    )


def _end(word: Word, since: date) -> None:
    if since <= word.valid_from:
        raise ValidationError(
            {
                "since": f"Ce mot vaut depuis le {numeric(word.valid_from)} : choisissez un jour après."
            }
        )
    row = Word.objects.select_for_update().get(pk=word.pk)
    if row.valid_until is not None:
        raise ValidationError("Quelqu'un vient de changer ce mot : relisez la liste.")
    row.valid_until = since - timedelta(days=1)
    row.save(update_fields=["valid_until"])


def _save(word: Word) -> Word:
    word.full_clean(exclude=["academy", "created_by"])
    word.save()
    return word


def has_national(word: Word) -> bool:
    """Whether a word of an académie stands over a national one."""
    return (
        word.academy_id is not None
        and Word.objects.of_list(word.list_name).at(None).filter(key=word.key).exists()
    )


def _is_new(words: WordList, academy: Academy | None, label: str, besides: str = "") -> None:
    """Nobody chooses between two words that read alike, wherever they come from."""
    for word in words_of(words, _pk(academy)):
        if word.key != besides and word.label.casefold() == label.casefold():
            raise ValidationError({"label": "Ce mot est déjà dans la liste."})


def _pk(academy: Academy | None) -> int | None:
    return academy.pk if academy else None
