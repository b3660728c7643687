"""Two young people never share a site and a company tutor, whoever closed a place meanwhile."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from offers.models import HostSlot
from psf.workflow.models import Action
from tests.factories.offers import HostSlotFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NAME = "slot_one_per_site_and_tutor"


def same_place(slot, **fields):
    """Another place of that site and tutor, whatever the rules say of it."""
    return HostSlotFactory(
        offer=slot.offer, site=slot.site, tutor=slot.tutor, commune=slot.commune, **fields
    )


def test_a_place_closed_while_somebody_is_there_still_counts():
    slot = HostSlotFactory(active=False, busy=True)
    with pytest.raises(IntegrityError, match=NAME), transaction.atomic():
        same_place(slot)
    HostSlot.objects.filter(pk=slot.pk).update(busy=False)
    assert same_place(slot)


def test_a_busy_place_is_no_more_reopened_beside_another_one():
    slot = HostSlotFactory(active=False)
    same_place(slot)
    slot.active = True
    with pytest.raises(Exception, match="un jeune à la fois par site et par tuteur"):
        slot.full_clean()


def test_rows_that_the_former_rule_let_pass_are_decided_and_named(capsys):
    migration = importlib.import_module(
        "offers.migrations.0010_one_young_person_per_site_and_tutor"
    )
    [rule] = [each for each in HostSlot._meta.constraints if each.name == NAME]
    with connection.schema_editor() as editor:
        editor.remove_constraint(HostSlot, rule)
    first = HostSlotFactory(active=False, busy=True)
    free = same_place(first)
    both = same_place(first, busy=True)
    alone = HostSlotFactory()
    with connection.schema_editor() as editor:
        migration.decide(apps, editor)
        editor.add_constraint(HostSlot, rule)
    for row in (first, free, both, alone):
        row.refresh_from_db()
    assert first.tutor and first.busy, "who came first stays"
    assert not free.active and free.tutor
    assert both.busy and both.tutor is None
    assert alone.active and alone.tutor
    said = capsys.readouterr().out
    assert f"{free.code} : lieu fermé" in said and f"{both.code} : tuteur entreprise" in said
    assert Action.objects.open().get(offer=both.offer).verb == "verify_contacts"
    with connection.schema_editor() as editor:
        migration.decide(apps, editor)
    assert capsys.readouterr().out == ""
