"""A list at each level and day: what is offered, what a choice means, what never goes."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from matching.enums import NotRetainedReason
from psf.words import changes
from psf.words.choosing import chosen, words_of
from psf.words.lists import LISTS
from psf.words.models import FIRST_DAY, OnlyEnded, Word
from psf.words.operations import constraint_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
WORDS = LISTS["not_retained"]


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def academy(two_services):
    return two_services.saint_denis.department.academy


def day(days):
    return timezone.localdate() + timedelta(days=days)


def labels(academy=None, on=None, words=WORDS):
    return [word.label for word in words_of(words, academy.pk if academy else None, on)]


def word(key, academy=None, on=None):
    found = words_of(WORDS, academy.pk if academy else None, on)
    return next(each for each in found if each.key == key)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.name)
def test_each_list_begins_with_the_words_of_the_code_in_their_order(words):
    assert labels(words=words) == [str(label) for label in words.categories.labels]
    assert {each.valid_from for each in words_of(words)} == {FIRST_DAY}


@pytest.mark.database
@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.name)
def test_the_database_takes_the_categories_of_the_code_and_no_other(words):
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_get_constraintdef(oid) from pg_constraint where conname = %s",
            [constraint_of(words.name)],
        )
        said = cursor.fetchone()[0]
    assert set(re.findall(r"'(\w+)'", said)) == {words.name, *words.categories.values}
    with pytest.raises(IntegrityError), transaction.atomic():
        Word.objects.create(list_name=words.name, key="x", category="x", label="x")


def test_an_academie_adds_renames_orders_and_retires_for_itself_alone(academy, person):
    national = labels()
    changes.add(
        WORDS, academy, label="pas de bus", help="", category="too_far", since=day(0), by=person
    )
    changes.rename(
        WORDS,
        academy,
        word("dates", academy),
        label="calendrier",
        help="dates du stage",
        since=day(0),
        by=person,
    )
    changes.retire(WORDS, academy, word("tasks", academy), since=day(0), by=person)
    there = labels(academy)
    assert "pas de bus" in there and "calendrier" in there
    assert "dates incompatibles" not in there and "tâches inadaptées au jeune" not in there
    changes.move(WORDS, academy, there and word("dates", academy).key, up=True)
    assert labels(academy).index("calendrier") == there.index("calendrier") - 1
    assert labels() == national


def test_a_choice_keeps_its_category_whatever_the_territory_calls_it(academy, person):
    added = changes.add(
        WORDS, academy, label="pas de bus", help="", category="too_far", since=day(0), by=person
    )
    assert chosen(WORDS, added.key, academy.pk).category == NotRetainedReason.TOO_FAR
    assert chosen(WORDS, added.key, None) is None, "nobody else offers it"
    assert chosen(WORDS, "nothing of that", academy.pk) is None


def test_a_code_that_a_rule_gives_always_has_a_word(academy, person):
    changes.retire(WORDS, academy, word("dates", academy), since=day(0), by=person)
    assert chosen(WORDS, "dates", academy.pk).label == "dates incompatibles"
    changes.add(
        WORDS, academy, label="vacances", help="", category="dates", since=day(0), by=person
    )
    assert chosen(WORDS, "dates", academy.pk).label == "vacances"


def test_a_change_to_come_waits_for_its_day(person):
    changes.rename(WORDS, None, word("dates"), label="calendrier", help="", since=day(3), by=person)
    assert "dates incompatibles" in labels(on=day(2)) and "calendrier" not in labels(on=day(2))
    assert "calendrier" in labels(on=day(3)) and "dates incompatibles" not in labels(on=day(3))
    assert word("dates", on=day(3)).category == "dates"


def test_an_academie_that_changed_nothing_follows_the_national_list(academy, person):
    changes.rename(WORDS, None, word("dates"), label="calendrier", help="", since=day(0), by=person)
    changes.move(WORDS, None, "dates", up=False)
    assert labels(academy) == labels()
    assert "calendrier" in labels(academy)


def test_a_retired_word_comes_back_and_a_national_one_is_taken_again(academy, person):
    changes.retire(WORDS, None, word("dates"), since=day(0), by=person)
    assert "dates incompatibles" not in labels()
    row = Word.objects.get(list_name=WORDS.name, key="dates")
    changes.offer_again(WORDS, None, row, by=person)
    assert "dates incompatibles" in labels()
    changes.rename(
        WORDS, academy, word("dates", academy), label="calendrier", help="", since=day(0), by=person
    )
    changes.restore(word("dates", academy))
    assert "dates incompatibles" in labels(academy, day(1))


def test_two_words_of_a_list_never_read_alike(academy, person):
    with pytest.raises(ValidationError, match="déjà dans la liste"):
        changes.add(
            WORDS, academy, label="Autre Motif", help="", category="other", since=day(0), by=person
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Word.objects.create(
            list_name=WORDS.name, key="other-2", category="other", label="AUTRE MOTIF"
        )


def test_a_list_keeps_one_word_at_least(academy, person):
    *most, last = words_of(WORDS, academy.pk)
    for each in most:
        changes.retire(WORDS, academy, each, since=day(0), by=person)
    with pytest.raises(ValidationError, match="au moins un mot"):
        changes.retire(WORDS, academy, last, since=day(0), by=person)


def test_two_changes_of_a_word_do_not_overlap(person):
    read_by_both = word("dates")
    changes.rename(WORDS, None, read_by_both, label="calendrier", help="", since=day(1), by=person)
    with pytest.raises(ValidationError, match="vient de changer"):
        changes.rename(WORDS, None, read_by_both, label="agenda", help="", since=day(2), by=person)


@pytest.mark.database
@pytest.mark.parametrize(
    "statement",
    [
        "delete from words_word where key = 'dates'",
        "update words_word set label = 'x' where key = 'dates'",
        "update words_word set category = 'other' where key = 'dates'",
    ],
)
def test_a_word_is_never_deleted_nor_rewritten(statement):
    row = word("dates")
    with pytest.raises(OnlyEnded):
        row.delete()
    with pytest.raises(OnlyEnded):
        Word.objects.filter(pk=row.pk).delete()
    with (
        pytest.raises(DatabaseError, match="a word is only ended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
