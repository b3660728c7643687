"""A company, a marché and their people, shared by two services: where the files of one are written to."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from matching.enums import PlacementStage
from matching.messages import news
from matching.models import Placement
from offers.models import Contract
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.factories.offers import HostSlotFactory, OfferFactory

HOST = "claude.essai@exemple.fr"
COLLEAGUE = "camille.essai@exemple.fr"
BUYER = "acheteur@exemple.fr"
EVIL = "ailleurs@attaque.exemple"


@dataclass
class Shared:
    """A file of Saint-Denis, sent; whom it names at the company's and at the buyer's."""

    placement: Any
    host: Any
    buyer: Any
    service: Any

    @property
    def offer(self) -> Any:
        return self.placement.offer

    @property
    def contract(self) -> Contract:
        return Contract.objects.get(pk=self.offer.contract_id)

    @property
    def company(self):
        return self.offer.company

    def written_to(self) -> set[str]:
        """The addresses that the next messages about this file, its offer and its marché go to."""
        now = timezone.now()
        with perimeter([self.service]):
            placement = Placement.objects.for_file().get(pk=self.placement.pk)
            before = set(Message.objects.values_list("pk", flat=True))
            for code in ("withdrawn", "proposal"):
                news.company(code)(placement, None, now)
            news.buyer("proposed")(placement, None, now)
            news.write_about_offer(placement.offer, "waiting", now=now)
            found = Message.objects.exclude(pk__in=before)
            found = found.filter(recipient__in=["company", "buyer"])
            return set(found.values_list("address", flat=True)) - {""}


def shared_file(two_services) -> Shared:
    service = two_services.saint_denis
    placement: Any = journey(service, to=PlacementStage.SENT, by=two_services.tutor)
    host = placement.host_slot.tutor
    buyer = placement.offer.contract.contact
    with perimeter([service]):
        host.email = HOST
        host.save()
        colleague = host.company.contacts.get(name="Camille Essai")
        colleague.email = COLLEAGUE
        colleague.save()
        buyer.email = BUYER
        buyer.save()
    return Shared(placement, host, buyer, service)


def file_of_nice(two_services, shared) -> Placement:
    """A file of Nice at the same company, on an offer and a place of its own."""
    offer = OfferFactory(
        contract=None, company=shared.company, service=two_services.nice, calibre=450
    )
    slot: Any = HostSlotFactory(offer=offer, site="Annexe", tutor=None)
    placement = journey(
        two_services.nice, to=PlacementStage.SENT, by=two_services.tutor_nice, slot=slot
    )
    with perimeter([two_services.nice]):
        return Placement.objects.for_file().get(pk=placement.pk)
