"""Files of Saint-Denis, and links to them opened as their readers do."""

from dataclasses import dataclass

import pytest
from django.test import Client

from matching.enums import PlacementStage
from matching.models import Placement
from offers.models import BuyerContact
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.factories.links import link_to
from tests.factories.offers import BuyerContactFactory

Stage = PlacementStage


@dataclass
class Visitor:
    """Somebody in front of the page of one link."""

    client: Client
    link: Link
    url: str

    def page(self, path=""):
        return self.client.get(f"{self.url}{path}")

    def text(self, path="") -> str:
        return self.page(path).content.decode()

    def answers(self, gesture, data=None, **extra):
        page = self.page(f"{gesture}/")
        seen = page.context["seen"] if page.context and "seen" in page.context else ""
        if not seen:
            seen = self.page().context["seen"]
        return self.client.post(f"{self.url}{gesture}/", {"seen": seen, **(data or {}), **extra})


@pytest.fixture
def visit():
    """`visit(link)`: the link opened in a browser of its own, as from a message."""

    def open_link(link) -> Visitor:
        client = Client()
        answer = client.get(f"/l/{link.token}/")
        assert answer.status_code == 302
        return Visitor(client, link, answer.url)

    return open_link


@pytest.fixture
def file_at(two_services):
    """`file_at(stage)`: a file of Saint-Denis carried there by its tutor."""

    def at(stage=Stage.SENT, **kwargs) -> Placement:
        return journey(two_services.saint_denis, to=stage, by=two_services.tutor, **kwargs)

    return at


@pytest.fixture
def seen(two_services):
    """`seen(placement)`: the file as the database now has it, its open verbs with it."""

    def see(placement):
        with perimeter([two_services.saint_denis]):
            found = Placement.objects.for_file().get(pk=placement.pk)
            found.verbs = {
                action.verb: action for action in found.actions.open().select_related("person")
            }
            found.dates = [row.at for row in found.meeting_dates.all()]
            found.last = found.events.order_by("pk").last()
            return found

    return see


@pytest.fixture
def company_link(two_services):
    def issue(placement, contact=None, **kwargs) -> Link:
        with perimeter([two_services.saint_denis]):
            placement = Placement.objects.for_file().get(pk=placement.pk)
            contact = contact or placement.host_slot.tutor
            return link_to(LinkPurpose.COMPANY, placement=placement, contact=contact, **kwargs)

    return issue


@pytest.fixture
def family_link(two_services):
    """`family_link(placement)` for the young person, `guardian=True` for their guardian."""

    def issue(placement, *, guardian=False) -> Link:
        with perimeter([two_services.saint_denis]):
            placement = Placement.objects.for_file().get(pk=placement.pk)
            youth = placement.youth
            if not guardian:
                return link_to(LinkPurpose.YOUTH, placement=placement, youth=youth)
            row = youth.guardians.first()
            return link_to(LinkPurpose.GUARDIAN, placement=placement, youth=youth, guardian=row)

    return issue


@pytest.fixture
def buyer_link(two_services):
    def issue(placement, contact: BuyerContact | None = None) -> Link:
        contract = placement.offer.contract
        contact = contact or BuyerContactFactory(
            buyer=contract.buyer, name="Camille Achat", email="camille.achat@exemple.fr"
        )
        if contract.contact_id is None:
            contract.contact = contact
            contract.save()
        return link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contact)

    return issue


@pytest.fixture
def clause_link():
    def issue(placement) -> Link:
        contact = placement.host_slot.tutor
        return link_to(LinkPurpose.CLAUSE, offer=placement.offer, contact=contact)

    return issue
