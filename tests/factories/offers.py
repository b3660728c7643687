"""Offers ready to be proposed: a contract of one year, a company that can be called, one slot."""

from datetime import timedelta

import factory
from django.utils import timezone

from offers.enums import BuyerKind, ContactRole, ContractKind, OfferStage
from offers.models import Buyer, Company, CompanyContact, Contract, HostSlot, Offer, Rome
from tests.factories.territories import ServiceFactory, commune


class BuyerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Buyer

    name = factory.Sequence(lambda n: f"Ville d’essai {n}")
    kind = BuyerKind.LOCAL


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Entreprise d’essai {n}")


class CompanyContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompanyContact

    company = factory.SubFactory(CompanyFactory)
    role = ContactRole.TUTOR
    name = factory.Sequence(lambda n: f"Dominique Contact{n}")
    phone = "01 99 00 56 78"
    verified_on = factory.LazyFunction(timezone.localdate)


class ContractFactory(factory.django.DjangoModelFactory):
    """Notified two months ago, firm for 24 months."""

    class Meta:
        model = Contract

    buyer = factory.SubFactory(BuyerFactory)
    company = factory.SubFactory(CompanyFactory)
    reference = factory.Sequence(lambda n: f"2026-{n:04d}")
    title = "Entretien des locaux"
    kind = ContractKind.SERVICES
    firm_months = 24
    notified_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=60))
    firm_end = factory.LazyAttribute(
        lambda contract: contract.notified_on + timedelta(days=30 * contract.firm_months)
    )


class OfferFactory(factory.django.DjangoModelFactory):
    """Available, 450 hours."""

    class Meta:
        model = Offer

    contract = factory.SubFactory(ContractFactory)
    company = factory.SelfAttribute("contract.company")
    service = factory.SubFactory(ServiceFactory)
    calibre = 450
    hours = factory.SelfAttribute("calibre")
    stage = OfferStage.AVAILABLE
    available_since = factory.LazyFunction(timezone.localdate)
    declared_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


class HostSlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HostSlot

    offer = factory.SubFactory(OfferFactory)
    site = factory.Sequence(lambda n: f"Site {n}")
    commune = factory.LazyFunction(lambda: commune("93066"))
    tutor = factory.SubFactory(
        CompanyContactFactory, company=factory.SelfAttribute("..offer.company")
    )


def rome(code: str = "G16", label: str = "Restauration") -> Rome:
    """A ROME row of that code; domaine for three characters, fiche for five."""
    level = {1: "grand_domaine", 3: "domaine", 5: "fiche"}[len(code)]
    return Rome.objects.get_or_create(code=code, defaults={"label": label, "level": level})[0]
