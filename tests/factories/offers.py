"""Offers ready to be proposed: a contract of one year, a company that can be called, one slot."""

from datetime import timedelta

import factory
from django.utils import timezone

from offers.enums import (
    BuyerContactRole,
    BuyerKind,
    ContactRole,
    ContractKind,
    FilingKind,
    OfferStage,
)
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    Filing,
    FilingPart,
    HostSlot,
    Lot,
    Offer,
    Rome,
)
from psf.perimeter.scope import perimeter
from psf.territories.models import Service
from tests.factories.territories import ServiceFactory, commune


def siret(number: int) -> str:
    """A SIRET with a right key that no company has: SIREN do not begin with 000."""
    head = f"000{number:010d}"
    total = sum(
        sum(divmod(int(digit) * (2 if position % 2 == 0 else 1), 10))
        for position, digit in enumerate(head)
    )
    return f"{head}{-total % 10}"


class BuyerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Buyer

    name = factory.Sequence(lambda n: f"Ville d’essai {n}")
    kind = BuyerKind.LOCAL


class KnownToAll(factory.django.DjangoModelFactory):
    """Somebody known to each service that follows the company or the buyer already.

    Writing a contact `with perimeter([…])` oneself makes it known to those services alone.
    """

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model, *args, **kwargs):
        with perimeter(Service.objects.all()):
            return super()._create(model, *args, **kwargs)


class BuyerContactFactory(KnownToAll):
    class Meta:
        model = BuyerContact

    buyer = factory.SubFactory(BuyerFactory)
    role = BuyerContactRole.BUYER
    name = factory.Sequence(lambda n: f"Claude Achat{n}")
    phone = "01 99 00 43 21"


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Entreprise d’essai {n}")
    siret = factory.Sequence(lambda n: siret(n + 1))


class CompanyContactFactory(KnownToAll):
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


class LotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lot

    contract = factory.SubFactory(ContractFactory)
    number = factory.Sequence(lambda n: str(n + 1))


class OfferFactory(factory.django.DjangoModelFactory):
    """Available, 450 hours; `contract=None` is an offer that a company makes by itself."""

    class Meta:
        model = Offer

    contract = factory.SubFactory(ContractFactory)
    company = factory.LazyAttribute(
        lambda offer: offer.contract.company if offer.contract else CompanyFactory()
    )
    service = factory.SubFactory(ServiceFactory)
    calibre = 450
    hours = factory.SelfAttribute("calibre")
    stage = OfferStage.AVAILABLE
    available_since = factory.LazyFunction(timezone.localdate)
    declared_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


class FilingFactory(factory.django.DjangoModelFactory):
    """A declaration of 300 hours at Saint-Denis whose author confirmed; make it in its perimeter."""

    class Meta:
        model = Filing
        skip_postgeneration_save = True

    kind = FilingKind.DECLARATION
    code = factory.Sequence(lambda n: f"E-2026-{n:05d}")
    service = factory.SubFactory(ServiceFactory)
    commune = factory.LazyFunction(lambda: commune("93066"))
    name = "Camille Essai"
    email = factory.Sequence(lambda n: f"achats{n}@valfleury.fr")
    organisation = "Ville de Valfleury"
    buyer_kind = BuyerKind.LOCAL
    reference = factory.Sequence(lambda n: f"2026-V{n:03d}")
    title = "Nettoyage des écoles"
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def part(self, create, extracted, **kwargs):
        if create:
            FilingPart.objects.create(
                filing=self,
                service_id=self.service_id,
                hours=300,
                company_name="Ateliers du Port",
                commune=self.commune,
            )


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
