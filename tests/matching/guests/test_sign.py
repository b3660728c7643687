"""Signing the frozen convention by link: what is read is what is signed, once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import Placement, Signature
from matching.placements.signing import convention_to_sign
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from tests.factories.journey import as_row
from tests.factories.links import link_to
from tests.factories.territories import SchoolFactory
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db
NAME = "Claude Essai"


def schedule(placement, weeks=0) -> None:
    period = proposed_period(placement, timezone.localdate() + timedelta(days=7 + 7 * weeks))
    PLACEMENTS.perform(
        placement,
        "schedule",
        by=placement.tutor,
        data={"periods": [as_row(period)], "school": SchoolFactory(), "void_signatures": True},
    )


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


@pytest.fixture
def to_sign(file_at, two_services):
    """A file whose convention was frozen for signature."""
    placement = file_at(Stage.CONVENTION)
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        schedule(placement)
        convention_to_sign(placement)
    return placement


def sign_link(placement, party="company") -> Link:
    with perimeter([placement.service_id]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        about = {
            "company": {"contact": placement.host_slot.tutor},
            "company_tutor": {"contact": placement.host_slot.tutor},
            "guardian": {"guardian": placement.youth.guardians.first()},
        }.get(party, {})
        return link_to(LinkPurpose.SIGN, placement=placement, party=party, **about)


def form_of(visitor) -> dict:
    """What a signatory fills in, once the code was asked for and read in its message."""
    assert visitor.client.post(f"{visitor.url}code/").status_code == 302
    form = visitor.page("sign/").context["form"]
    return {
        "document": form["document"].value(),
        "name": NAME,
        "read": "on",
        "code": code_sent(visitor.link),
    }


def code_sent(link) -> str:
    """The digits of the last message about this link, as it leaves."""
    with all_services("test"):
        message = Message.objects.filter(link=link, kind__endswith="_sign_code").latest("pk")
        found = re.findall(r"\b\d{5} \d{5}\b", message.text_to_send())
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("party", ["company", "company_tutor", "youth", "guardian"])
def test_each_party_reads_then_signs_once(visit, to_sign, party):
    visitor = visit(sign_link(to_sign, party))
    convention = visitor.page("document/convention/")
    assert convention.status_code == 200
    assert convention.content.startswith(b"PK")
    data = form_of(visitor)
    assert visitor.answers("sign", data).status_code == 302
    with perimeter([to_sign.service_id]):
        signature = Signature.objects.get(placement=to_sign, party=party)
        assert (signature.medium, signature.signatory) == ("link", NAME)
        assert signature.document_sha256 == data["document"]
    assert "Convention signée" in visitor.text()
    again = visitor.client.post(f"{visitor.url}sign/", data)
    assert again.status_code == 409
    with perimeter([to_sign.service_id]):
        assert Signature.objects.filter(placement=to_sign).count() == 1


@pytest.mark.parametrize("missing", ["name", "read", "code"])
def test_a_name_and_a_reading_are_asked(visit, to_sign, missing):
    visitor = visit(sign_link(to_sign))
    data = {name: value for name, value in form_of(visitor).items() if name != missing}
    assert visitor.answers("sign", data).status_code == 200
    with perimeter([to_sign.service_id]):
        assert not Signature.objects.filter(placement=to_sign).exists()


def test_a_convention_that_changed_since_it_was_read_is_not_signed(visit, to_sign):
    visitor = visit(sign_link(to_sign))
    page = visitor.answers("sign", {**form_of(visitor), "document": "0" * 64})
    assert page.status_code == 409
    assert "relisez-la" in page.content.decode()
    with perimeter([to_sign.service_id]):
        assert not Signature.objects.filter(placement=to_sign).exists()


def test_before_it_is_ready_there_is_nothing_to_sign(visit, file_at):
    visitor = visit(sign_link(file_at(Stage.CONVENTION)))
    assert "pas encore prête" in visitor.text()
    assert visitor.page("sign/").status_code == 409
    assert visitor.page("document/convention/").status_code == 404


def test_a_withdrawn_file_is_no_longer_to_be_signed(visit, to_sign):
    visitor = visit(sign_link(to_sign))
    data = form_of(visitor)
    with perimeter([to_sign.service_id]):
        placement = Placement.objects.get(pk=to_sign.pk)
        PLACEMENTS.perform(placement, "withdraw", by=placement.tutor, reason="other_solution")
    assert visitor.client.post(f"{visitor.url}sign/", data).status_code == 409
    assert "n’est plus à signer" in visitor.text()
