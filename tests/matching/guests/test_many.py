"""As many questions to the database for many rows as for few: lists of links, and pages behind them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from offers.models import Contract
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.links import link_to
from tests.factories.matching import GuardianFactory, PlacementFactory
from tests.factories.offers import (
    BuyerContactFactory,
    CompanyContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions():
    """`questions(ask)`: how many were asked, caches warm."""

    def count(ask) -> int:
        assert ask().status_code == 200
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    return count


@pytest.fixture
def offer(two_services):
    return OfferFactory(service=two_services.saint_denis)


def parcours(offer, service) -> None:
    """One more on this offer, of a silent company whose buyer is asked to step in."""
    slot = HostSlotFactory(offer=offer)
    placement: Any = PlacementFactory(
        youth__service=service,
        host_slot=slot,
        stage=PlacementStage.SENT,
        sent_on=timezone.localdate() - timedelta(days=9),
    )
    with perimeter([service]):
        Action.objects.create(
            verb="ask_buyer",
            actor="buyer",
            due=timezone.localdate(),
            opened_at=timezone.now(),
            **placement.as_subject(),
        )


def contact_links(offer, service, *, revoked: bool) -> None:
    """Of one more person at the company: about the offer, and about a dossier."""
    contact = CompanyContactFactory(company=offer.company)
    with perimeter([service]):
        placement = offer.placements.order_by("pk").first()
        links = [
            link_to(LinkPurpose.CLAUSE, offer=offer, contact=contact),
            link_to(LinkPurpose.COMPANY, placement=placement, contact=contact),
            link_to(
                LinkPurpose.GUARDIAN,
                youth=placement.youth,
                guardian=GuardianFactory(youth=placement.youth),
            ),
        ]
        if revoked:
            Link.objects.filter(pk__in=[link.pk for link in links]).revoke()


def test_the_lists_of_personal_links(offer, two_services, signed_in, questions):
    client, service = signed_in(two_services.coordinator), two_services.saint_denis
    parcours(offer, service)
    with perimeter([service]):
        code = offer.placements.get().code
    pages = [
        reverse("work:offer_links", args=[offer.code]),
        reverse("work:company_links", args=[offer.company_id]),
        reverse("work:contract_links", args=[offer.contract_id]),
        f"/admin/suivi/{code}/liens/",
    ]
    for revoked in (False, True):
        contact_links(offer, service, revoked=revoked)
    few = [questions(lambda page=page: client.get(page)) for page in pages]
    for number in range(12):
        contact_links(offer, service, revoked=number % 2 == 0)
    assert [questions(lambda page=page: client.get(page)) for page in pages] == few
    assert client.get(pages[1]).content.decode().count("work-card__title") >= 28


def test_the_list_of_the_links_of_a_buyer(offer, two_services, signed_in, questions):
    client, buyer = signed_in(two_services.coordinator), offer.contract.buyer

    def more(number):
        contract = ContractFactory(buyer=buyer)
        OfferFactory(contract=contract, service=two_services.saint_denis)
        contact = BuyerContactFactory(buyer=buyer)
        link = link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contact)
        if number % 2:
            Link.objects.filter(pk=link.pk).revoke()

    def page():
        return client.get(reverse("work:buyer_links", args=[buyer.pk]))

    for number in range(2):
        more(number)
    few = questions(page)
    for number in range(10):
        more(number)
    assert questions(page) == few
    assert page().content.decode().count("work-card__title") == 12


def test_the_page_of_a_buyer(offer, two_services, visit, questions):
    contract = Contract.objects.get(pk=offer.contract_id)
    contract.contact = BuyerContactFactory(buyer=contract.buyer)
    contract.save()

    def more():
        parcours(offer, two_services.saint_denis)
        other = ContractFactory(buyer=contract.buyer, contact=contract.contact)
        for _ in range(2):
            OfferFactory(contract=other, service=two_services.saint_denis)

    for _ in range(2):
        more()
    link = link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contract.contact)
    visitor = visit(link)
    few = questions(visitor.page)
    for _ in range(8):
        more()
    assert questions(visitor.page) == few
    page = visitor.page().context["page"]
    assert (len(page.rows), len(page.others)) == (10, 10)
    assert all(row.silence for row in page.rows)


def test_the_page_of_a_company_about_its_clause(offer, two_services, visit, questions):
    parcours(offer, two_services.saint_denis)
    contact = CompanyContactFactory(company=offer.company)
    visitor = visit(link_to(LinkPurpose.CLAUSE, offer=offer, contact=contact))
    few = questions(visitor.page)
    for _ in range(8):
        parcours(offer, two_services.saint_denis)
    assert questions(visitor.page) == few
