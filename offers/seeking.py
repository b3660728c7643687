"""What the registries hold of what a caller says: companies, buyers, their people, contracts, offers.

Everybody of the network sees these rows, and of people only what the page of their company or buyer
shows: a number said by one service finds nobody on another's screen before its page says it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    Filing,
    FilingPart,
    HostSlot,
    Offer,
)
from offers.querysets import of_former_siret
from psf.seeking.words import Places, Typed, in_places


def companies(typed: Typed, places: Places = ()) -> QuerySet[Company]:
    """Those not merged away, by name, SIREN or SIRET, maybe with their commune."""
    return Company.objects.current().filter(_of(Company, typed, places)).select_related("commune")


def buyers(typed: Typed, places: Places = ()) -> QuerySet[Buyer]:
    return Buyer.objects.current().filter(_of(Buyer, typed, places)).select_related("commune")


def contracts(typed: Typed, buyers: Iterable[int], companies: Iterable[int]) -> QuerySet[Contract]:
    """By reference or title, or those of these buyers and companies (keys)."""
    of_them = Q(buyer__in=list(buyers)) | Q(company__in=list(companies))
    found = Contract.objects.filter(typed.in_vector(Contract.WORDS) | of_them)
    return found.select_related("buyer", "company").order_by("-firm_end", "-pk")


def company_contacts(typed: Typed, services: Iterable[int], most: int) -> list[CompanyContact]:
    """At most `most` people of whom the page of their company tells what was typed."""
    rows = CompanyContact.objects.filter(same_as__isnull=True, company__merged_into__isnull=True)
    found = _shown(rows, typed, services, most)
    return list(found.select_related("company__commune"))


def buyer_contacts(typed: Typed, services: Iterable[int], most: int) -> list[BuyerContact]:
    found = _shown(BuyerContact.objects.all(), typed, services, most)
    return list(found.select_related("buyer"))


def offers(
    typed: Typed,
    text: str,
    places: Places,
    companies: Iterable[int],
    contracts: Iterable[int],
) -> QuerySet[Offer]:
    """By code, place or its code, or those of these companies and contracts (keys); the latest first."""
    slots = HostSlot.objects.filter(
        Q(code__in=HostSlot.codes.read(text)) | _of(HostSlot, typed, places)
    )
    companies = list(companies)
    wanted = (
        Q(code__in=Offer.codes.read(text))
        | Q(pk__in=list(slots.values_list("offer", flat=True)[:MOST_SLOTS]))
        | Q(company__in=companies)
        | Q(contract__in=list(contracts))
    )
    return Offer.objects.filter(wanted).for_listing().order_by("-declared_on", "-pk")


def filings(typed: Typed, text: str) -> QuerySet[Filing]:
    """Confirmed ones of the services in sight, by code, by who sent them or by whom they name."""
    parts = FilingPart.objects.filter(typed.in_text("sought")).values("filing")
    wanted = Q(code__in=Filing.codes.read(text)) | typed.in_text("sought") | Q(pk__in=parts)
    return Filing.objects.confirmed().filter(wanted)


# A commune has no more offers to show at once.
MOST_SLOTS = 200


def _of(model: Any, typed: Typed, places: Places) -> Q:
    def matching(words: Typed) -> Q:
        former = of_former_siret(model, words) if model in (Company, Buyer) else []
        found = words.in_vector(model.WORDS)
        return found | Q(pk__in=former) if former else found

    return in_places(matching, typed, places)


def _shown(rows, typed: Typed, services: Iterable[int], most: int):
    """Of `rows`, people found as their company's or buyer's page shows them to these services.

    Of those who left it tells the name alone.
    """
    services, model = list(services), rows.model
    addresses = model._meta.get_field("addresses").related_model
    known = addresses.objects.filter(
        typed.in_vector(addresses.WORDS), service__in=services, contact__in=rows
    )
    found = [
        *rows.filter(typed.in_vector(model.WORDS)).values_list("pk", flat=True)[:most],
        *known.values_list("contact", flat=True)[:most],
    ]
    there = (
        model.objects.filter(pk__in=found).reachable_among(services).values_list("pk", flat=True)
    )
    gone = model.objects.filter(pk__in=found, left_on__isnull=False).exclude(pk__in=list(there))
    named = [each.pk for each in gone if typed.begin_words_of(each.name)]
    return model.objects.filter(pk__in=[*there, *named]).order_by("sort_name", "pk")
