"""What the registries, and other filings, may already hold of a filing: shown before anything is written."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from offers.enums import OfferStage
from offers.models import Buyer, Company, Contract, Filing, FilingPart, Offer
from offers.querysets import same_organisation

# Mailboxes that anybody opens: sharing one of these says nothing.
ANYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "outlook.fr",
        "outlook.com",
        "hotmail.fr",
        "hotmail.com",
        "live.fr",
        "yahoo.fr",
        "yahoo.com",
        "sfr.fr",
        "neuf.fr",
        "bbox.fr",
        "icloud.com",
        "proton.me",
        "protonmail.com",
        "gmx.fr",
    ]
)


def buyers_like(filing: Filing) -> list[Buyer]:
    """Of the same SIRET first, then of the same name."""
    known = Buyer.objects.current().prefetch_related("former_sirets")
    same = known.filter(same_organisation(Buyer, filing.siret, filing.organisation))
    return sorted(same, key=lambda buyer: not buyer.bears(filing.siret))


def companies_like(part: FilingPart) -> list[Company]:
    """The same, of who holds the part."""
    known = Company.objects.current().prefetch_related("former_sirets")
    same = known.filter(same_organisation(Company, part.company_siret, part.company_name))
    siret = part.company_siret
    return sorted(same, key=lambda company: not company.bears(siret))


def contracts_like(filing: Filing) -> QuerySet[Contract]:
    """Marchés of the same reference, whoever the buyer is; none where it has no reference."""
    if not filing.reference:
        return Contract.objects.none()
    same = Q(reference__iexact=filing.reference)
    # One of several titulaires: see `taking.reference_of`.
    same |= Q(reference__istartswith=f"{filing.reference} lot ")
    return Contract.objects.filter(same).select_related("buyer", "company")


def offers_like(filing: Filing, part: FilingPart) -> list[Offer]:
    """Offers not lost of who holds the part: of such a marché; without one, those of the company alone."""
    companies = companies_like(part)
    found = Offer.objects.filter(company__in=companies).exclude(
        stage__in=[OfferStage.LOST, OfferStage.CLOSED]
    )
    if filing.is_declaration:
        found = found.filter(contract__in=contracts_like(filing))
        if part.lot:
            found = found.filter(Q(lots=None) | Q(lots__number__iexact=part.lot))
    else:
        found = found.filter(contract=None)
    found = found.select_related("contract__buyer", "company", "service").order_by("pk")
    return list(found.distinct())


@dataclass(frozen=True, slots=True)
class Other:
    """Another filing that may be the same, and why."""

    filing: Filing
    why: str


def filings_like(filing: Filing) -> list[Other]:
    """Other confirmed filings in sight, of the same marché or of the same organisation."""
    others = Filing.objects.confirmed().exclude(pk=filing.pk).order_by("-confirmed_at")
    found = []
    if filing.reference:
        same = others.filter(reference__iexact=filing.reference)
        found += [Other(each, "même référence de marché") for each in same[:5]]
    if filing.siret:
        known = {other.filing.pk for other in found}
        same = others.filter(siret=filing.siret).exclude(pk__in=known)
        found += [Other(each, "même SIRET") for each in same[:5]]
    return found


def is_known_at(buyer: Buyer, email: str) -> bool:
    """Whether somebody of this buyer is known by that address, or by another of its own domain."""
    domain = email.rpartition("@")[2].lower()
    if domain in ANYBODYS:
        return buyer.contacts.filter(email__iexact=email).exists()
    return buyer.contacts.filter(email__iendswith=f"@{domain}").exists()
