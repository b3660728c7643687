"""What the reader of a link saw is logged as what somebody with an account saw: link, when, what."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.documents.attaching import attach
from matching.enums import PlacementStage
from offers.models import Offer
from psf.accounts.roles import Role
from psf.documents.content import accept
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.documents import samples
from tests.factories.accounts import UserFactory
from tests.factories.journey import carry, journey, said
from tests.factories.links import link_to

SAID = said(timezone.localdate())
pytestmark = pytest.mark.django_db
Stage = PlacementStage


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path


def code_of(placement) -> str:
    with perimeter([placement.service_id]):
        return placement.youth.code


@pytest.fixture
def traces(two_services):
    """`traces()`: (door, quality, link, code) of what was read by links, oldest first."""

    def read():
        with perimeter([two_services.saint_denis, two_services.nice]):
            rows = AccessLog.objects.filter(link__isnull=False).order_by("pk")
            return list(rows.values_list("door", "reader", "link", "code"))

    return read


@pytest.fixture
def link_for(company_link, family_link, buyer_link, clause_link):
    def issue(purpose, placement):
        if purpose == LinkPurpose.SIGN:
            with perimeter([placement.service_id]):
                return link_to(purpose, placement=placement, party="company")
        return {
            LinkPurpose.COMPANY: lambda: company_link(placement),
            LinkPurpose.CLAUSE: lambda: clause_link(placement),
            LinkPurpose.BUYER: lambda: buyer_link(placement),
            LinkPurpose.YOUTH: lambda: family_link(placement),
            LinkPurpose.GUARDIAN: lambda: family_link(placement, guardian=True),
        }[purpose]()

    return issue


READERS = {
    LinkPurpose.COMPANY: "entreprise",
    LinkPurpose.CLAUSE: "entreprise",
    LinkPurpose.BUYER: "acheteur",
    LinkPurpose.YOUTH: "jeune",
    LinkPurpose.GUARDIAN: "représentant légal",
    LinkPurpose.SIGN: "signataire : entreprise",
}
# What its own author typed: no file of a young person opens there.
OF_NO_FILE = {LinkPurpose.FILING}


def test_each_purpose_says_whether_it_opens_a_file():
    assert READERS.keys() | OF_NO_FILE == set(LinkPurpose) and not READERS.keys() & OF_NO_FILE


@pytest.mark.parametrize("purpose", READERS)
def test_each_reading_of_a_page_is_logged(visit, file_at, link_for, traces, purpose):
    placement = file_at(Stage.CONVENTION)
    link = link_for(purpose, placement)
    visitor = visit(link)
    assert traces() == []
    for number in (1, 2):
        assert visitor.page().status_code == 200
        one = ("link", READERS[purpose], link.pk, code_of(placement))
        assert traces() == [one] * number


def test_a_page_that_does_not_open_is_not_a_reading(visit, file_at, company_link, traces):
    placement = file_at()
    link = company_link(placement)
    visitor = visit(link)
    with perimeter([placement.service_id]):
        Link.objects.filter(pk=link.pk).revoke()
    assert visitor.page().status_code == 410
    assert visitor.client.get("/lien/inconnu/").status_code == 404
    assert traces() == []


def test_the_form_of_an_answer_shows_the_file_too(visit, file_at, company_link, traces):
    placement = file_at()
    visitor = visit(company_link(placement))
    assert visitor.page("propose_dates/").status_code == 200
    assert [door for door, *_ in traces()] == ["link"]
    visitor.client.post(f"{visitor.url}propose_dates/", {"seen": ""})
    assert len(traces()) == 2


def test_each_download_of_a_cv_is_logged_and_one_that_is_not_given_is_not(
    visit, file_at, company_link, two_services, traces
):
    placement = file_at(Stage.RESERVED)
    with perimeter([two_services.saint_denis]):
        content = accept(samples.pdf("cv"))
        attach(placement, "cv", content, by=two_services.tutor, masked=True, agreement=SAID)
    placement = carry(placement, to=Stage.SENT, by=two_services.tutor)
    link = company_link(placement)
    visitor = visit(link)
    assert visitor.page("document/9/").status_code == 404
    assert traces() == []
    assert visitor.page("document/1/").content == samples.pdf("cv")
    assert traces() == [("document", "entreprise", link.pk, code_of(placement))]


def test_leaving_and_asking_for_the_link_again_read_nothing(visit, file_at, company_link, traces):
    visitor = visit(company_link(file_at()))
    visitor.client.post(f"{visitor.url}renvoyer/")
    visitor.client.post(f"{visitor.url}quitter/")
    assert traces() == []


def test_the_parcours_of_two_services_leave_a_trace_in_each(
    visit, file_at, buyer_link, two_services, traces
):
    """A buyer's page shows both; each service reads its own."""
    here = file_at()
    there = journey(two_services.nice, to=Stage.SENT, by=two_services.tutor_nice)
    Offer.objects.filter(pk=there.offer_id).update(contract=here.offer.contract)
    visit(buyer_link(here)).page()
    for service, placement in ((two_services.saint_denis, here), (two_services.nice, there)):
        with perimeter([service]):
            assert AccessLog.objects.get(link__isnull=False).code == code_of(placement)


def test_the_officer_and_the_record_say_which_link_read_it(
    visit, file_at, company_link, signed_in, two_services
):
    placement = file_at()
    link = company_link(placement)
    visit(link).page()
    officer = signed_in(UserFactory(roles=[Role.DPO], place=two_services.saint_denis))
    who = f"{link.contact.name}, entreprise (lien {link.pk})"
    page = officer.get("/admin/consultations/", {"link": link.pk}).content.decode()
    assert who in page and code_of(placement) in page
    sheet = officer.get("/admin/consultations/?export=csv")
    assert who in b"".join(sheet.streaming_content).decode()
    assert who not in officer.get("/admin/consultations/", {"link": link.pk + 1}).content.decode()
    record = signed_in(two_services.tutor).get(f"/admin/jeunes/inspect/{placement.youth_id}/")
    assert who in record.content.decode()
    elsewhere = signed_in(UserFactory(roles=[Role.DPO], place=two_services.nice))
    assert who not in elsewhere.get("/admin/consultations/").content.decode()


@pytest.mark.parametrize(
    "fields", [{}, {"link": 3, "reader": ""}, {"link": None, "reader": "entreprise"}, {"both": 1}]
)
def test_a_trace_has_one_reader(two_services, fields):
    if fields.pop("both", None):
        fields = {"link": 3, "reader": "entreprise", "user": two_services.tutor}
    with (
        perimeter([two_services.saint_denis]),
        pytest.raises(IntegrityError, match="by_a_person_or_a_link"),
        transaction.atomic(),
    ):
        AccessLog.objects.create(door="link", service=two_services.saint_denis, **fields)
