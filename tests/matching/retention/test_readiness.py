"""« Peut-on détruire aujourd'hui ? »: the page answers, before and after the decision."""

from datetime import timedelta

import pytest

from matching.enums import HoldReason
from matching.models import LegalHold, RetentionPolicy, Youth
from matching.retention.readiness import readiness
from psf.perimeter.scope import perimeter
from tests.factories.matching import YouthFactory
from tests.matching.retention import deciding
from tests.matching.retention.conftest import TODAY

pytestmark = pytest.mark.django_db
PAGE = "/admin/conservation/"


def of(service):
    with perimeter([service]):
        found = readiness([service.pk], TODAY())
    return found, {check.what: check for check in found.checks}


def test_nothing_is_destroyed_before_a_decision_and_the_page_says_what_lacks(
    two_services, signed_in
):
    RetentionPolicy.objects.create(valid_from=TODAY() + timedelta(days=3))
    found, checks = of(two_services.saint_denis)
    assert found.answer.startswith("Non") and "par défaut" in found.refusal
    assert "1 proposition" in checks["Durées décidées"].detail
    assert not any(check.holds for check in found.checks)
    page = signed_in(two_services.coordinator).get(PAGE).text
    assert "Peut-on détruire" in page and "pas encore donné" in page.lower()


def test_once_decided_it_says_how_many_go_and_by_which_visa(closed, two_services):
    deciding.decide()
    found, checks = of(two_services.saint_denis)
    assert found.answer.startswith("Oui, mais aucun")
    youth = closed(24)
    with perimeter([two_services.saint_denis]):
        Youth.objects.filter(pk=youth.pk).update(announced_on=TODAY() - timedelta(days=40))
    found, checks = of(two_services.saint_denis)
    assert found.answer.startswith("Oui : 1 dossier") and not found.refusal
    policy = RetentionPolicy.current()
    assert policy.visa_reference in checks["Visa d'élimination des archives"].detail
    assert all(check.holds for check in found.checks)


def test_a_suspended_file_is_listed_long_before_it_is_due(two_services, signed_in):
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        LegalHold.objects.create(
            youth=youth,
            reason=HoldReason.DISPUTE,
            text="RG 26/0042",
            until=TODAY() + timedelta(days=200),
            placed_by=two_services.coordinator,
        )
    assert youth.code in signed_in(two_services.coordinator).get(PAGE).text
