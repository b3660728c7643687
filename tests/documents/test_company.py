"""A company sees a CV and a letter after sending, without name until a meeting is agreed."""

import pytest
from django.utils import timezone

from matching.documents.attaching import attach
from matching.documents.company import content_for_company, for_company
from matching.enums import PlacementStage
from psf.documents.content import accept
from psf.perimeter.scope import perimeter
from tests.documents import samples
from tests.factories.journey import carry, said

SAID = said(timezone.localdate())
pytestmark = pytest.mark.django_db
Stage = PlacementStage


@pytest.fixture
def shown(two_services, seen):
    """`shown(placement)`: titles of what the company sees."""

    def titles(placement):
        with perimeter([two_services.saint_denis]):
            return [file.title for file in for_company(seen(placement))]

    return titles


@pytest.fixture
def prepared(file_at, two_services):
    """A reserved file with a CV in both versions and a letter without the masked one."""
    placement = file_at()
    with perimeter([two_services.saint_denis]):
        for kind, masked in (("cv", False), ("cv", True), ("letter", False)):
            attach(
                placement,
                kind,
                accept(samples.pdf(kind)),
                by=two_services.tutor,
                masked=masked,
                agreement=SAID,
            )
    return placement


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.RESERVED, []),
        (Stage.SENT, ["CV sans nom ni adresse"]),
        (Stage.MEETING, ["CV", "lettre"]),
        (Stage.CONVENTION, ["CV", "lettre"]),
        (Stage.NOT_RETAINED, []),
        (Stage.UNANSWERED, []),
        (Stage.CLOSED, []),
    ],
)
def test_what_the_company_sees_follows_the_stage(prepared, two_services, shown, stage, expected):
    assert shown(carry(prepared, to=stage, by=two_services.tutor)) == expected


def test_a_word_document_is_never_shown(file_at, two_services, shown):
    placement = file_at(Stage.MEETING)
    with perimeter([two_services.saint_denis]):
        attach(placement, "cv", accept(samples.docx()), by=two_services.tutor, agreement=SAID)
    assert shown(placement) == []


def test_nothing_of_another_placement_and_nothing_replaced(prepared, file_at, two_services, seen):
    carry(prepared, to=Stage.MEETING, by=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        placement = seen(prepared)
        former = for_company(placement)[0]
        attach(
            placement,
            "cv",
            accept(samples.pdf("neuf")),
            by=two_services.tutor,
            seen=former.pk,
            agreement=SAID,
        )
        assert content_for_company(placement, former.pk) is None
        new = for_company(placement)[0]
        assert content_for_company(placement, new.pk)[1] == samples.pdf("neuf")
        other = file_at(Stage.MEETING)
        assert content_for_company(seen(other), new.pk) is None
    with perimeter([two_services.nice]):
        assert for_company(placement) == []


def test_a_file_that_waits_for_the_scanner_is_not_shown(prepared, two_services, shown, settings):
    placement = carry(prepared, to=Stage.MEETING, by=two_services.tutor)
    settings.CLAMAV_HOST, settings.CLAMAV_PORT = "127.0.0.1", 1
    assert shown(placement) == []
