"""What is written by hand for each stage, or for each column, forgets none."""

from dataclasses import fields
from string import Formatter

import pytest

from matching.documents.kinds import PRODUCED
from matching.enums import PlacementStage
from matching.guests.pages.clause import Parcours
from matching.models import Placement, Youth
from matching.stages import ACTIVE, ENDED, NEGATIVE, OPEN, STAGES
from matching.youths.merge import VALUES

# What a merge decides by itself, or the machine writes.
NOT_CHOSEN = {
    "id",
    "version",
    "code",
    "service",
    "sort_name",
    "sought",
    "situation",
    "situation_since",
    "created_at",
    "updated_at",
    "closed_on",
    # Said by a request; a merge keeps it if either record has it.
    "opposed_on",
    "announced_on",
    "anonymised_on",
    "merged_into",
}


FILLED = {
    "company": {"tuteur", "clos_le"},
    "youth": {"tuteur", "prenom", "entreprise"},
    "guardian": {"tuteur", "prenom", "entreprise"},
}


def test_each_stage_has_its_kind_in_the_order_of_the_list():
    assert list(STAGES) == list(PlacementStage)
    assert ACTIVE < OPEN and not OPEN & NEGATIVE
    assert {PlacementStage.CLOSED} == ENDED - NEGATIVE


@pytest.mark.parametrize("kind", STAGES.values(), ids=str)
def test_each_stage_has_words_for_whoever_opens_a_link(kind):
    assert kind.buyer and kind.clause.state
    assert names_in(kind.clause.by) <= {"tuteur"}
    assert not kind.clause.until or kind.clause.until in fields_of(Parcours)
    for reader, names in FILLED.items():
        for words in filter(None, (kind.words, kind.undated)):
            said = getattr(words, reader)
            assert said.state and said.next_step
            assert names_in(said.state) | names_in(said.next_step) <= names
            assert not said.until or hasattr(Placement, said.until)
    assert kind.is_negative or hasattr(Placement, kind.since)


@pytest.mark.parametrize("kind", STAGES.values(), ids=str)
def test_what_is_produced_at_a_stage_can_be_produced(kind):
    assert set(kind.produced) <= {document.slug for document in PRODUCED}


def names_in(sentence) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def fields_of(class_) -> set[str]:
    return {field.name for field in fields(class_)}


def test_a_merge_lets_choose_every_value_that_people_type():
    columns = {field.name for field in Youth._meta.concrete_fields}
    assert columns == {*VALUES, *NOT_CHOSEN}
