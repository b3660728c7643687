"""What falls due, on which day, and what keeps it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from matching.due import Times, archive_day, blockers_of, first_day_after, last_day
from matching.enums import EndOfRecord, HoldReason, IncidentKind, PlacementStage, Situation
from matching.models import Incident, LegalHold, Youth
from psf.months import add_months
from psf.workflow.errors import Refused
from tests.factories.matching import (
    PlacementFactory,
    SituationEntryFactory,
    retention,
)
from tests.matching.retention.conftest import TODAY, codes, of_age

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]
ONE_DAY = timedelta(days=1)


def hold(youth, by, *, days=60, **fields):
    fields = {"reason": HoldReason.DISPUTE, "until": TODAY() + timedelta(days=days)} | fields
    return LegalHold.objects.create(youth=youth, placed_by=by, **fields)


def arrived(youth, day):
    """The record came on that day."""
    noon = Times.on(day).created.replace(hour=12)
    created = noon.replace(year=day.year, month=day.month, day=day.day)
    Youth.objects.filter(pk=youth.pk).update(created_at=created)
    return youth


def test_a_closed_file_leaves_for_the_archive_after_its_months_then_ends_after_those_of_the_archive(
    closed,
):
    recent, leaves, ends = closed(11), closed(12), closed(24)
    assert codes(Youth.objects.due_for_archive()) == {leaves.code, ends.code}
    assert codes(Youth.objects.due_for_anonymisation()) == {ends.code}
    assert codes(Youth.objects.due_for_archive(TODAY() - ONE_DAY)) == {ends.code}
    assert not Youth.objects.due_for_anonymisation(TODAY() - ONE_DAY)
    assert recent.code not in codes(Youth.objects.past_their_end())


def test_durations_in_force_on_that_day_decide(closed):
    youth = closed(6)
    retention(closed_months=3, archive_months=3, valid_from=TODAY())
    assert codes(Youth.objects.due_for_anonymisation()) == {youth.code}
    assert not Youth.objects.due_for_anonymisation(TODAY() - ONE_DAY)


def test_the_26th_birthday_ends_a_file_at_once_whatever_its_situation(young):
    ended = young(birth_date=of_age(26), situation=Situation.READY)
    young(birth_date=of_age(26, days=1), situation=Situation.READY)
    found = Youth.objects.with_rule().filter(pk__in=Youth.objects.due_for_anonymisation())
    assert [(each.code, each.rule) for each in found] == [(ended.code, EndOfRecord.AGE)]


def test_who_was_never_contacted_ends_a_year_after_the_record_came(young):
    day = add_months(TODAY(), -12)
    never = arrived(young(situation=Situation.UNREACHABLE), day)
    arrived(young(situation=Situation.TO_CONTACT), day + ONE_DAY)
    spoken = arrived(young(situation=Situation.UNREACHABLE), day)
    SituationEntryFactory(youth=spoken, situation=Situation.SUPPORTED)
    presented = arrived(young(situation=Situation.UNREACHABLE), day)
    PlacementFactory(youth=presented, stage=PlacementStage.UNANSWERED, end_reason="no_answer")
    followed = arrived(young(situation=Situation.SUPPORTED), day)
    assert codes(Youth.objects.due_for_anonymisation()) == {never.code}
    assert followed.code not in codes(Youth.objects.due_for_archive())


def test_a_record_merged_or_reopened_is_not_due(closed):
    kept, absorbed, returned = closed(30), closed(30), closed(30)
    Youth.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    Youth.objects.filter(pk=returned.pk).update(situation=Situation.SUPPORTED)
    assert codes(Youth.objects.due_for_anonymisation()) == {kept.code}


def test_an_open_parcours_keeps_a_file_even_at_26(young):
    youth = young(birth_date=of_age(26), situation=Situation.IN_PLACEMENT)
    placement = PlacementFactory(youth=youth, stage=PlacementStage.IN_COMPANY)
    assert not Youth.objects.due_for_anonymisation()
    assert codes(Youth.objects.overdue_and_kept()) == {youth.code}
    assert blockers_of([youth.pk]) == {youth.pk: [f"parcours {placement.code} en cours"]}


@pytest.mark.parametrize(("months", "days", "kept"), [(24, -1, True), (24, 0, False)])
def test_an_accident_keeps_a_file_for_the_decided_months(closed, two_services, months, days, kept):
    youth = closed(30)
    placement = PlacementFactory(youth=youth, stage=PlacementStage.CLOSED)
    day = add_months(TODAY(), -months) - timedelta(days=days)
    Incident.objects.create(
        placement=placement,
        kind=IncidentKind.ACCIDENT,
        happened_on=day,
        recorded_by=two_services.tutor,
    )
    Incident.objects.create(
        placement=placement,
        kind=IncidentKind.LATENESS,
        happened_on=TODAY(),
        recorded_by=two_services.tutor,
    )
    assert Youth.objects.blocked().exists() is kept
    assert Youth.objects.due_for_anonymisation().exists() is not kept
    said = blockers_of([youth.pk]).get(youth.pk, [])
    assert bool(said) is kept and all(each.startswith("accident du ") for each in said)


def test_a_suspension_keeps_a_file_until_its_day_and_says_why(closed, two_services):
    youth = closed(30)
    hold(youth, two_services.coordinator, days=10)
    assert not Youth.objects.due_for_archive() and not Youth.objects.due_for_anonymisation()
    assert blockers_of([youth.pk])[youth.pk][0].startswith("suspension : litige ou contentieux")
    assert Youth.objects.due_for_anonymisation(TODAY() + timedelta(days=11)).exists()


def test_a_suspension_is_renewed_by_a_row_of_its_own_and_ended_once(closed, two_services):
    first = hold(closed(30), two_services.coordinator)
    with pytest.raises(Refused, match="après la fin actuelle"):
        first.renew(TODAY() + timedelta(days=5), by=two_services.tutor)
    with pytest.raises(ValidationError, match="12 mois à la fois"):
        first.renew(add_months(TODAY(), 12) + ONE_DAY, by=two_services.tutor)
    longer = first.renew(TODAY() + timedelta(days=90), by=two_services.tutor)
    assert list(LegalHold.objects.in_force()) == [longer]
    assert (first.ended_by, longer.placed_by) == (two_services.tutor, two_services.tutor)
    longer.end(by=two_services.coordinator, why="Clos")
    with pytest.raises(Refused, match="déjà levée"):
        longer.end(by=two_services.coordinator, why="Clos")


def test_the_database_wants_to_know_who_ended_a_suspension(closed, two_services):
    first = hold(closed(30), two_services.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalHold.objects.filter(pk=first.pk).update(ended_on=TODAY())


def test_nothing_ends_before_it_was_announced_a_month_ago_but_at_26(closed, young):
    told = closed(30, announced_on=add_months(TODAY(), -1))
    closed(30)
    closed(30, announced_on=TODAY())
    old = young(birth_date=of_age(26))
    assert codes(Youth.objects.due_for_anonymisation().announced()) == {told.code, old.code}


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2024, 2, 29), 12),
        (date(2026, 1, 31), 1),
        (date(2025, 12, 31), 2),
        (date(2000, 2, 29), 312),
    ],
)
def test_the_day_said_is_the_first_on_which_the_months_are_over(day, months):
    found = first_day_after(day, months)
    assert add_months(found, -months) >= day > add_months(found - ONE_DAY, -months)


def test_the_days_said_of_a_file_are_those_on_which_it_is_due(closed):
    youth = closed(5, days=3)
    times = Times.on()
    leaves, ends = archive_day(youth, times), last_day(youth, times)
    for sentence, day in (
        (Youth.objects.due_for_archive, leaves),
        (Youth.objects.due_for_anonymisation, ends),
    ):
        assert sentence(day).exists() and not sentence(day - ONE_DAY).exists()
