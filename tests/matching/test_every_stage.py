"""What is written by hand for each stage, or for each column, forgets none."""

from dataclasses import fields
from types import SimpleNamespace

import pytest

from matching.enums import NEGATIVE, PlacementStage
from matching.guests.pages import buyer, clause, company, family
from matching.models import Placement, Youth
from matching.youths.merge import VALUES
from psf.accounts.models import User

# What a merge decides by itself, or the machine writes.
NOT_CHOSEN = {
    "id",
    "version",
    "code",
    "service",
    "sort_name",
    "situation",
    "situation_since",
    "created_at",
    "updated_at",
    "closed_on",
    "anonymised_on",
    "merged_into",
}


@pytest.mark.parametrize("stage", PlacementStage)
def test_each_stage_has_words_for_whoever_opens_a_link(stage):
    parcours = buyer.Parcours(
        **dict.fromkeys((field.name for field in fields(buyer.Parcours)), None)
        | {"stage": stage.value, "tutor": family.Person("Nadia Carillon", "", "")}
    )
    assert buyer.STATES[stage]
    assert clause.expected_of(parcours)[0]
    placement = Placement(stage=stage, tutor=User(username="tutrice"))
    assert all(company.CompanyPage._words(SimpleNamespace(placement=placement)))
    key = "stopped" if stage in NEGATIVE else stage
    said = {family.TO_YOUTH[key], family.TO_GUARDIAN[key]}
    assert all(all(sentences) for sentences in said)
    withdrawn = stage in (PlacementStage.WITHDRAWN, PlacementStage.EXPIRED)
    assert ("retirée" in buyer.STATES[stage]) == withdrawn


def test_a_merge_lets_choose_every_value_that_people_type():
    columns = {field.name for field in Youth._meta.concrete_fields}
    assert columns == {*VALUES, *NOT_CHOSEN}
