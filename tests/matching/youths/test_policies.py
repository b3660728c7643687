"""Dated settings: a new version, never a change of the past."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import MatchingPolicy, RetentionPolicy
from matching.models.durations import DURATIONS
from psf.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.matching import retention
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
RETENTION, MATCHING = "/admin/reglages/conservation/", "/admin/reglages/rapprochement/"


def version(day, **changes):
    return {
        "valid_from": day.isoformat(),
        "reason": "Avis du comité",
        **{name: str(getattr(RetentionPolicy(), name)) for name in DURATIONS},
        **changes,
    }


@pytest.fixture
def officer(signed_in):
    return signed_in(UserFactory(roles=[Role.DPO]))


def test_the_officer_proposes_a_version_from_the_values_in_force(officer):
    today = timezone.localdate()
    retention(closed_months=9, valid_from="2026-01-01")
    assert RETENTION in officer.get("/admin/").content.decode()
    assert 'value="9"' in officer.get(f"{RETENTION}add/").content.decode()
    tomorrow = today + timedelta(days=1)
    assert officer.post(f"{RETENTION}add/", version(tomorrow, closed_months=6)).status_code == 302
    # Nobody has decided it.
    assert RetentionPolicy.current(on=tomorrow).closed_months == 9
    assert "avis du DPO attendu" in officer.get(RETENTION).content.decode()


def test_a_version_of_the_past_is_refused_beside_its_date(officer):
    answer = officer.post(f"{RETENTION}add/", version(timezone.localdate() - timedelta(days=1)))
    assert answer.context["form"].errors["valid_from"] == [
        "Une version ne change pas le passé : au plus tôt aujourd'hui."
    ]


@pytest.mark.parametrize(
    ("said", "editable"),
    [({}, True), ({"opinion": "favourable"}, False), ({"decided_as": "Délégué"}, False)],
)
def test_a_proposal_changes_until_the_officer_has_spoken(officer, said, editable):
    day = timezone.localdate() + timedelta(days=1)
    policy = retention(valid_from=day)
    if "decided_as" not in said:
        RetentionPolicy.objects.update(decided_on=None, decided_as="")
    if not said:
        RetentionPolicy.objects.update(opinion="", opinion_on=None, opinion_as="")
    address = f"{RETENTION}edit/{policy.pk}/"
    officer.post(address, version(day + timedelta(days=2), closed_months=3))
    policy.refresh_from_db()
    assert (policy.closed_months == 3) is editable
    assert (officer.get(address).status_code == 200) is editable
    officer.post(f"{RETENTION}delete/{policy.pk}/")
    assert RetentionPolicy.objects.filter(pk=policy.pk).exists()


def test_each_setting_has_its_own_people(signed_in, officer):
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert administrator.get(MATCHING).status_code == 200
    assert officer.get(RETENTION).status_code == 200
    assert_refused(administrator.get(RETENTION), Refusal.BACK_HOME)
    assert_refused(officer.get(MATCHING), Refusal.BACK_HOME)


def test_weights_are_not_all_zero(signed_in):
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    answer = administrator.post(
        f"{MATCHING}add/",
        {
            "valid_from": timezone.localdate().isoformat(),
            **dict.fromkeys(
                ["weight_field", "weight_distance", "weight_delay", "weight_length"], "0"
            ),
            "min_age": "16",
            "max_age": "25",
            "warn_age": "15",
            "far_km": "20",
        },
    )
    assert "Un critère au moins doit peser." in answer.content.decode()
    assert not MatchingPolicy.objects.exists()
