"""Durations stand on two people: the DPO's opinion, then the decision of the controller's delegate."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.models import RetentionPolicy
from matching.models.durations import BOUNDS
from psf.accounts.roles import Role
from psf.documents.models import Blob
from tests.documents import samples
from tests.factories.accounts import UserFactory
from tests.factories.matching import retention
from tests.matching.youths.test_policies import version
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
RETENTION = "/admin/reglages/conservation/"


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


@pytest.fixture
def officer(signed_in):
    return signed_in(UserFactory(roles=[Role.DPO], function="DPO"))


@pytest.fixture
def delegate(signed_in):
    return signed_in(UserFactory(roles=[Role.DELEGATE]))


@pytest.fixture
def proposal():
    return RetentionPolicy.objects.create(valid_from=tomorrow(), closed_months=6)


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def opinion(**changes):
    return {
        "opinion": "reserved",
        "text": "Six mois suffisent, douze non.",
        "upload": samples.sent(samples.pdf(), "avis.pdf"),
        **changes,
    }


def advise(client, policy, **changes):
    return client.post(f"{RETENTION}avis/{policy.pk}/", opinion(**changes))


def decide(client, policy, **data):
    return client.post(f"{RETENTION}decision/{policy.pk}/", data or {"read": "on"})


def test_durations_hold_once_the_officer_has_spoken_and_the_delegate_decided(
    officer, delegate, proposal
):
    assert decide(delegate, proposal).context["form"].non_field_errors() == [
        "L'avis du DPO manque : il se prononce d'abord."
    ]
    assert advise(officer, proposal).status_code == 302
    assert RetentionPolicy.current(tomorrow()).closed_months == 12
    page = delegate.get(f"{RETENTION}inspect/{proposal.pk}/").content.decode()
    assert "Six mois suffisent, douze non." in page and "Décider ces durées" in page
    assert decide(delegate, proposal).status_code == 302
    assert RetentionPolicy.current(tomorrow()).closed_months == 6
    paper = delegate.get(f"{RETENTION}avis/{proposal.pk}/fichier/")
    assert paper.content == samples.pdf()


def test_each_does_their_own_part_only(officer, delegate, proposal):
    assert_refused(advise(delegate, proposal), Refusal.BACK_HOME)
    assert advise(officer, proposal).status_code == 302
    assert_refused(decide(officer, proposal), Refusal.BACK_HOME)


@pytest.mark.parametrize("twin", [True, False])
def test_two_accounts_of_one_person_do_not_decide_alone(signed_in, proposal, twin):
    both = [Role.DPO, Role.DELEGATE]
    person = UserFactory(roles=both, first_name="Ana", last_name="Deux")
    other = UserFactory(roles=both, first_name="Ana", last_name="Deux") if twin else person
    advise(signed_in(person), proposal)
    answer = decide(signed_in(other), proposal)
    assert answer.context["form"].non_field_errors()[0].startswith("Une autre personne décide")
    assert not RetentionPolicy.objects.decided().exists()


def test_the_opinion_comes_with_its_paper_and_leaves_nothing_without(officer, proposal):
    for content, name in ((samples.docx("Avis"), "avis.docx"), (b"Avis favorable", "avis.txt")):
        answer = advise(officer, proposal, upload=samples.sent(content, name))
        assert answer.context["form"].errors["upload"] == ["Joignez l'avis en PDF."]
    assert not Blob.objects.exists()
    advise(officer, proposal)
    second = advise(officer, proposal)
    assert second.context["form"].non_field_errors() == [
        "Un avis est déjà donné sur ces durées : proposez une autre version."
    ]
    assert Blob.objects.count() == 1


def test_what_was_validated_before_goes_on_holding_and_a_proposal_does_not():
    migration = import_module("matching.migrations.0024_decided_durations")
    RetentionPolicy.objects.create(validated_by="DPO", closed_months=9, valid_from=tomorrow())
    RetentionPolicy.objects.create(closed_months=3, valid_from=tomorrow())
    with connection.cursor() as cursor:
        cursor.execute(migration.VALIDATED)
    assert RetentionPolicy.current(tomorrow()).closed_months == 9


@pytest.mark.parametrize(
    "column", ["closed_months", "archive_months", "hard_stop_age", "accident_months"]
)
def test_a_duration_in_force_is_never_changed_whoever_writes(column):
    retention()
    with pytest.raises(ProgrammingError), transaction.atomic():
        RetentionPolicy.objects.update(**{column: 1})


@pytest.mark.parametrize(
    "values",
    [
        {"opinion_on": None},
        {"opinion_as": ""},
        {"opinion": ""},
        {"decided_as": ""},
    ],
)
def test_the_database_refuses_a_decision_without_an_opinion(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        policy = retention(valid_from=tomorrow())
        RetentionPolicy.objects.filter(pk=policy.pk).update(**values)


def test_the_database_refuses_one_person_on_both_sides():
    person = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        retention(valid_from=tomorrow(), decided_by=person, opinion_by=person)


def test_the_list_says_which_version_holds_and_asks_as_much_for_many(officer):
    today = timezone.localdate()
    for days in (400, 300):
        retention(valid_from=today - timedelta(days=days))
    with CaptureQueriesContext(connection) as for_two:
        page = officer.get(RETENTION).text
    assert page.count("passée") == page.count("en vigueur") == 1
    for days in (200, 100, 50):
        retention(valid_from=today - timedelta(days=days))
    with CaptureQueriesContext(connection) as for_five:
        page = officer.get(RETENTION).text
    assert (page.count("passée"), page.count("en vigueur")) == (4, 1)
    assert len(for_five) == len(for_two)


@pytest.mark.parametrize(
    "absurd", [{"hard_stop_age": 17}, {"archive_months": 1200}, {"task_days": 0}]
)
def test_no_absurd_duration_is_written(absurd, officer):
    policy = RetentionPolicy(valid_from=tomorrow(), **absurd)
    with pytest.raises(ValidationError) as refused:
        policy.full_clean()
    assert set(refused.value.error_dict) & set(absurd)
    with pytest.raises(IntegrityError, match="retention_within_bounds"), transaction.atomic():
        policy.save()


def test_every_duration_has_bounds_that_hold_its_default():
    for name, (low, high) in BOUNDS.items():
        assert low <= RetentionPolicy._meta.get_field(name).default <= high
    columns = {field.name for field in RetentionPolicy._meta.fields}
    assert {name for name in columns if name.endswith(("_months", "_days", "_age"))} == set(BOUNDS)


def test_an_absurd_version_of_before_bounds_is_decided_no_more(officer, delegate):
    with connection.cursor() as cursor:
        cursor.execute(
            "alter table matching_retentionpolicy drop constraint retention_within_bounds"
        )
    policy = RetentionPolicy.objects.create(valid_from=tomorrow(), archive_months=1200)
    page = advise(officer, policy)
    assert "sort des bornes" in page.text
    policy.refresh_from_db()
    assert policy.opinion_on is None


def test_who_advises_and_who_decides_read_what_is_far_from_the_defaults(officer, delegate):
    policy = RetentionPolicy.objects.create(
        valid_from=tomorrow(), archive_months=48, closed_months=24, hard_stop_age=27
    )
    told = "Archive restreinte : 48 mois, au lieu de 12 mois"
    page = officer.get(f"{RETENTION}avis/{policy.pk}/").text
    assert told in page and "27 ans, au lieu de 26 ans" in page
    assert "24 mois, au lieu" not in page
    advise(officer, policy)
    assert told in delegate.get(f"{RETENTION}decision/{policy.pk}/").text


def test_the_delegate_reads_all_that_the_decision_rests_on(officer, delegate):
    officer.post(
        f"{RETENTION}add/",
        version(tomorrow(), reason="Contrôle de la CNIL", closed_months=6)
        | {
            "visa_reference": "DAF-1",
            "visa_on": "2026-01-05",
            "visa_until": (tomorrow() + timedelta(days=99)).isoformat(),
        },
    )
    policy = RetentionPolicy.objects.get()
    assert "Vous avez proposé" in officer.get(f"{RETENTION}avis/{policy.pk}/").text
    advise(officer, policy)
    page = delegate.get(f"{RETENTION}decision/{policy.pk}/").text
    until = (tomorrow() + timedelta(days=99)).strftime("%d/%m/%Y")
    for told in ("La même personne", "Contrôle de la CNIL", until, f"avis/{policy.pk}/fichier"):
        assert told in page
    assert "6 mois" in delegate.get(f"{RETENTION}inspect/{policy.pk}/").text
    decide(delegate, policy)
    assert delegate.get(f"{RETENTION}decision/{policy.pk}/").status_code == 302
    listed = officer.get(RETENTION).text + officer.get(f"{RETENTION}add/").text
    assert "un(e)" not in listed and "Nouveau:" not in listed


def test_a_proposal_for_a_day_that_is_taken_begins_on_the_next_free_one(
    officer, delegate, proposal
):
    advise(officer, proposal)
    second = RetentionPolicy.objects.create(valid_from=tomorrow(), closed_months=9)
    advise(officer, second)
    decide(delegate, proposal)
    after = tomorrow() + timedelta(days=1)
    page = delegate.get(f"{RETENTION}decision/{second.pk}/").content.decode()
    assert f"{after:%d/%m/%Y}" in page and "déjà décidées à partir de ce jour" in page
    assert decide(delegate, second).status_code == 302
    second.refresh_from_db()
    assert second.valid_from == after
    assert RetentionPolicy.current(tomorrow()).closed_months == 6
    assert RetentionPolicy.current(after).closed_months == 9


def test_a_decision_is_never_about_the_past(officer, delegate, proposal):
    advise(officer, proposal)
    RetentionPolicy.objects.update(valid_from=timezone.localdate() - timedelta(days=1))
    assert decide(delegate, proposal).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.valid_from, proposal.is_decided) == (timezone.localdate(), True)


def test_a_new_version_is_offered_the_first_free_day_and_refused_a_taken_one(
    officer, delegate, proposal
):
    advise(officer, proposal)
    decide(delegate, proposal)
    after = tomorrow() + timedelta(days=1)
    today = timezone.localdate()
    assert officer.get(f"{RETENTION}add/").context["form"].initial["valid_from"] == today
    assert RetentionPolicy.objects.first_free_day(tomorrow()) == after
    answer = officer.post(f"{RETENTION}add/", version(tomorrow()))
    assert f"choisissez le {after:%d/%m/%Y} ou plus tard" in answer.content.decode()


def test_the_delegate_sets_a_proposal_aside_with_a_reason_and_nobody_is_asked_any_more(
    officer, delegate, proposal
):
    advise(officer, proposal)
    address = f"{RETENTION}ecarter/{proposal.pk}/"
    assert officer.get(address).status_code == 302
    assert officer.post(address, {"because": "Non."}).status_code == 302
    assert not RetentionPolicy.objects.filter(set_aside_on__isnull=False).exists()
    assert delegate.post(address, {"because": ""}).status_code == 200
    assert delegate.post(address, {"because": "Trop court pour un recours."}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.is_settled) == ("écartée", True)
    assert not RetentionPolicy.objects.waiting().exists()
    for client in (officer, delegate):
        page = client.get(f"{RETENTION}inspect/{proposal.pk}/").content.decode()
        assert "Trop court pour un recours." in page and "Décider ces durées" not in page
    assert "écartée" in decide(delegate, proposal).context["form"].non_field_errors()[0]
    assert not RetentionPolicy.objects.decided().exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPolicy.objects.filter(pk=proposal.pk).update(set_aside_because="")
