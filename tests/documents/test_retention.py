"""CV and letters are forgotten a month after the placement, and it is written down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.documents.attaching import attach
from matching.documents.retention import erase_documents
from matching.enums import PlacementStage
from psf.documents.content import accept
from psf.perimeter.scope import perimeter
from psf.workflow.models import Event
from tests.documents import samples
from tests.factories.journey import carry, said
from tests.factories.matching import retention

SAID = said(timezone.localdate())
pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(file_at, two_services):
    placement = file_at()
    with perimeter([two_services.saint_denis]):
        for kind in ("cv", "letter"):
            attach(
                placement, kind, accept(samples.pdf(kind)), by=two_services.tutor, agreement=SAID
            )
        attach(placement, "other", accept(samples.pdf("autre")), by=two_services.tutor)
    return carry(placement, to=PlacementStage.WITHDRAWN, by=two_services.tutor)


def test_they_are_erased_after_the_delay_of_the_policy_and_not_before(
    ended, tutor, files, on_disk, two_services, django_capture_on_commit_callbacks
):
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_documents(now=now + timedelta(days=27)) == 0
    assert len(on_disk()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_documents(now=now + timedelta(days=32)) == 2
        assert erase_documents(now=now + timedelta(days=32)) == 0
    assert len(on_disk()) == 1
    cv, _letter, other = files(ended)
    assert tutor.get(f"/admin/pieces/{cv.pk}/").status_code == 409
    assert tutor.get(f"/admin/pieces/{other.pk}/").status_code == 200
    with perimeter([two_services.saint_denis]):
        events = Event.objects.filter(placement=ended, name="erase_documents")
        assert [event.by for event in events] == [None]


def test_the_dpo_may_keep_them_longer(ended, on_disk):
    retention(document_months=3)
    assert erase_documents(now=timezone.now() + timedelta(days=60)) == 0
    assert len(on_disk()) == 3


def test_a_placement_that_goes_on_keeps_its_papers(file_at, two_services, on_disk):
    placement = file_at()
    with perimeter([two_services.saint_denis]):
        attach(placement, "cv", accept(samples.pdf()), by=two_services.tutor, agreement=SAID)
    assert erase_documents(now=timezone.now() + timedelta(days=400)) == 0
    assert len(on_disk()) == 1
