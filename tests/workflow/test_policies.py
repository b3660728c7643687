"""Versions of the steps: who inherits what, how days are counted, and that nothing is rewritten."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import ANSWER
from psf.territories import calendars
from psf.territories.models import Department
from psf.workflow.enums import Actor, Approver, Counting
from psf.workflow.models import StagePolicy
from psf.workflow.models.policy import AppendOnly
from psf.workflow.policies.effective import (
    policies_by_service,
    policy_of_academy,
    policy_of_service,
    remembered,
)
from tests.factories.territories import ServiceFactory, department

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


@pytest.fixture
def here():
    return ServiceFactory(name="MLDS du bassin de Saint-Denis")


@pytest.fixture
def nice():
    return ServiceFactory(name="PSAD de Nice", department=department("06"))


def version(academy=None, **values):
    return StagePolicy.objects.create(academy=academy, reason="Essai", **values)


def call_in(days):
    return {"call_company": {"days": days}}


def test_without_a_version_the_code_decides(here):
    policy = policy_of_service(here.pk)
    assert policy.version == 0
    assert policy.days(CALL_COMPANY) == 3
    assert policy.delay("release_days") == 28
    assert policy.approver("send") is None
    assert policy.escalation("call_company") == 3


def test_an_academy_goes_before_the_nation_which_goes_before_the_code(here, nice):
    version(steps=call_in(4), release_days=35)
    version(here.department.academy, steps=call_in(6))
    assert policy_of_service(here.pk).days(CALL_COMPANY) == 6
    assert policy_of_service(here.pk).delay("release_days") == 35
    assert policy_of_service(nice.pk).days(CALL_COMPANY) == 4
    assert policy_of_service(nice.pk).days(ANSWER) == 14


def test_what_a_new_version_leaves_empty_is_inherited_again(here):
    academy = here.department.academy
    version(academy, release_days=40, steps=call_in(6))
    version(academy, steps=call_in(5))
    assert policy_of_service(here.pk).delay("release_days") == 28


def test_an_approval_can_be_given_up_by_an_academy(here):
    version(approval_send=Approver.DEPARTMENT)
    assert policy_of_service(here.pk).approver("send") == Actor.DEPARTMENT
    version(here.department.academy, approval_send=Approver.NOBODY)
    assert policy_of_service(here.pk).approver("send") is None


def test_one_number_says_which_versions_were_in_force(here, nice):
    first = version()
    own = version(here.department.academy)
    assert policy_of_service(here.pk).version == own.number > first.number
    assert policy_of_service(nice.pk).version == first.number


@pytest.mark.parametrize("change", ["save", "delete"])
def test_a_version_is_neither_changed_nor_deleted(change):
    policy = version()
    with pytest.raises(AppendOnly):
        getattr(policy, change)()


@pytest.mark.parametrize(
    "change", [lambda rows: rows.update(reason="Autre"), lambda rows: rows.delete()]
)
def test_nor_are_many_at_once(change):
    version()
    with pytest.raises(AppendOnly):
        change(StagePolicy.objects.all())


@pytest.mark.parametrize(
    "statement",
    ["update workflow_stagepolicy set reason = 'x'", "delete from workflow_stagepolicy"],
)
def test_the_database_refuses_too(statement):
    version()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert StagePolicy.objects.get().reason == "Essai"


def test_versions_are_read_once_in_a_block_and_again_outside(here, django_assert_num_queries):
    with remembered():
        policy_of_service(here.pk)
        with django_assert_num_queries(0):
            policy_of_service(here.pk)
        own = version(here.department.academy, steps=call_in(9))
        assert policy_of_service(here.pk).version == own.number
    with django_assert_num_queries(2):
        policy_of_service(here.pk)


def test_all_services_cost_two_queries(here, nice, django_assert_num_queries):
    version(here.department.academy)
    with remembered(), django_assert_num_queries(2):
        assert {here.pk, nice.pk} <= set(policies_by_service())


# Counting


def due(here, days, start=MONDAY):
    version(here.department.academy, steps=call_in(days))
    return policy_of_service(here.pk).due(CALL_COMPANY, start)


def test_all_days_count_by_default(here):
    assert due(here, 5, date(2026, 11, 13)) == date(2026, 11, 18)


def test_working_days_leave_out_weekends_and_public_holidays(here):
    version(counting=Counting.WORKING)
    assert due(here, 5, date(2026, 11, 9)) == date(2026, 11, 17)  # 11 November is a Wednesday.
    assert due(here, 0, date(2026, 11, 14)) == date(2026, 11, 16)


def test_public_holidays_are_those_of_the_departement():
    strasbourg = ServiceFactory(
        name="MLDS de Strasbourg", department=Department.objects.get(code="67")
    )
    creteil = ServiceFactory(name="MLDS de Créteil", department=department("94"))
    version(counting=Counting.WORKING, steps=call_in(1))
    # 26 December 2025 is a Friday, and a holiday in Alsace.
    day = date(2025, 12, 25)
    assert policy_of_service(creteil.pk).due(CALL_COMPANY, day) == date(2025, 12, 26)
    assert policy_of_service(strasbourg.pk).due(CALL_COMPANY, day) == date(2025, 12, 29)


def test_school_holidays_are_those_of_the_academy(here, nice):
    calendars.load()
    version(counting=Counting.SCHOOL, steps=call_in(1))
    # Winter 2027: zone C from 6 to 21 February, zone B from 20 February to 7 March.
    friday = date(2027, 2, 5)
    assert policy_of_service(here.pk).due(CALL_COMPANY, friday) == date(2027, 2, 22)
    assert policy_of_service(nice.pk).due(CALL_COMPANY, friday) == date(2027, 2, 8)


def test_beyond_the_known_school_calendar_working_days_count(here):
    version(counting=Counting.SCHOOL)
    assert due(here, 1, date(2040, 7, 19)) == date(2040, 7, 20)


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize("days", [0, 1, 5, 28])
def test_the_last_start_is_the_last_day_whose_delay_is_over(here, counting, days):
    calendars.load()
    version(counting=counting)
    count = policy_of_service(here.pk).count
    for offset in range(40):
        today = date(2026, 12, 10) + timedelta(days=offset)
        start = count.latest_start(days, today)
        assert count.add(start, days) <= today < count.add(start + timedelta(days=1), days) or (
            not count.counts(today)
        )


@pytest.mark.parametrize("first", [date(2026, 10, 24), date(2027, 3, 27)])
def test_a_night_of_changed_clocks_is_one_day(here, first):
    assert due(here, 2, first) == first + timedelta(days=2)


# Validation


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"remind_days": 8}, "remind_days", "Doit venir avant « demander à l'acheteur"),
        ({"release_days": 15}, "release_days", "Doit venir après « envoyer le rappel"),
        ({"climb_region_days": 60}, "climb_region_days", "Doit venir avant « offre sans jeune"),
        ({"reservation_days": 3}, "reservation_days", "Au moins 7 jours"),
        ({"climb_again_days": 31}, "climb_again_days", "Au plus 30 jours"),
    ],
)
def test_delays_stay_sensible_and_in_order(values, field, sentence):
    with pytest.raises(ValidationError) as refused:
        StagePolicy(reason="Essai", **values).full_clean(exclude=["number"])
    assert sentence in " ".join(refused.value.message_dict[field])


def test_the_order_counts_what_is_inherited(here):
    version(remind_days=9, buyer_days=12, third_contact_days=14)
    draft = StagePolicy(academy=here.department.academy, reason="Essai", third_contact_days=11)
    with pytest.raises(ValidationError) as refused:
        draft.full_clean(exclude=["number"])
    assert "12 jours" in refused.value.message_dict["third_contact_days"][0]


def test_an_academy_as_a_whole_has_its_policy(here):
    version(here.department.academy, steps=call_in(8))
    assert policy_of_academy(here.department.academy).days(CALL_COMPANY) == 8
    assert policy_of_academy().days(CALL_COMPANY) == 3
