"""What the registries already hold of a company, a buyer or a marché, while somebody is typing it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from offers.models import Buyer, Company, Contract
from offers.querysets import of_siret, same_organisation
from psf.codes import key_of
from psf.french.folding import fold

SHOWN = 6
# Fewer letters say nothing yet.
SHORTEST = 3


def companies_for(name: str, siret: str) -> list[Company]:
    """Companies to propose: of this SIRET, then those whose name has these words; at most six."""
    return _found(
        Company.objects.current().prefetch_related("former_sirets").select_related("commune"),
        name,
        siret,
    )


def buyers_for(name: str, siret: str) -> list[Buyer]:
    return _found(
        Buyer.objects.current().prefetch_related("former_sirets").select_related("commune"),
        name,
        siret,
    )


def companies_like(name: str, siret: str, commune: Any) -> list[Company]:
    """Those that may be this one, to be chosen or set aside before another row is written."""
    same = Company.objects.current().filter(same_organisation(Company, siret, name))
    near = Company.objects.near(name, commune)
    found = [*same.select_related("commune"), *near]
    # Two that have two SIRET are two.
    found = [each for each in found if not (siret and each.siret and not each.bears(siret))]
    return list(dict.fromkeys(found))


def buyers_like(name: str, siret: str) -> list[Buyer]:
    same = Buyer.objects.current().filter(same_organisation(Buyer, siret, name))
    same = same.prefetch_related("former_sirets").select_related("commune")
    return list(same.order_by("sort_name", "pk"))


def contracts_for(company: Company | None, reference: str, chosen: str) -> list[Contract]:
    """Marchés to propose: the one chosen, those of this reference, those of the company still in force."""
    wanted = Q(pk=key_of(chosen))
    if reference:
        wanted |= Q(reference__iexact=reference)
    if company is not None and company.pk:
        wanted |= Q(company=company, firm_end__gte=timezone.localdate())
    found = Contract.objects.filter(wanted).select_related("buyer", "company")
    return list(found.prefetch_related("offers").order_by("-notified_on", "-pk")[: 2 * SHOWN])


def _found(rows: Any, name: str, siret: str) -> list:
    found: Iterable = rows.filter(of_siret(rows.model, siret)) if siret else ()
    if len(fold(name)) >= SHORTEST:
        found = [*found, *rows.matching_text(name).order_by("sort_name", "pk")[:SHOWN]]
    return list(dict.fromkeys(found))
