"""Buyers, companies, contracts and offers that lines name."""

from django.db.models import Q

from offers.models import (
    Buyer,
    Company,
    Contract,
    Offer,
    Rome,
)
from offers.models.former_sirets import named_by_former
from psf.french.folding import fold
from psf.imports.places import Communes, Services
from psf.quantities.identifiers import compact_digits


class Finder:
    """Buyers or companies, by SIRET, else by name when one of the two has no SIRET."""

    def __init__(self, queryset, sirets=(), names=()):
        self.queryset = queryset
        self.by_siret, self.by_name = {}, {}
        if sirets or names:
            found = queryset.filter(Q(siret__in=sirets) | Q(sort_name__in=names)).order_by("pk")
            self._remember(found, sirets)

    def _remember(self, rows, sirets):
        """Those found, and whoever bore one of these SIRETs: a row merged away is not written again."""
        for row in rows:
            if row.siret:
                self.by_siret.setdefault(row.siret, row)
            self.by_name.setdefault(fold(row.name), row)
        for siret, row in named_by_former(self.queryset, sirets).items():
            self.by_siret.setdefault(siret, row)

    def find(self, siret, name):
        siret = compact_digits(siret or "")
        if siret and siret in self.by_siret:
            return self.by_siret[siret]
        same = self.by_name.get(fold(name or ""))
        return same if same and not (siret and same.siret) else None

    def search(self, siret, name):
        """The same, asking the database now: an earlier offer of the file may have created it."""
        self.by_siret, self.by_name = {}, {}

        query = Q(sort_name=fold(name or ""))
        if siret:
            query |= Q(siret=compact_digits(siret))
        sirets = [compact_digits(siret)] if siret else []
        self._remember(self.queryset.filter(query).order_by("pk"), sirets)
        return self.find(siret, name)


class Known:
    """What the lines of a chunk name, in a constant number of queries."""

    def __init__(self, lines, context):
        self.communes = Communes(lines)
        self.services = Services(context)
        codes = {code for line in lines for code in line.get("romes", ())}
        self.romes = Rome.objects.in_bulk(codes)
        self.buyers = self._finder(Buyer.objects.current(), lines, "buyer")
        self.companies = self._finder(Company.objects.current(), lines, "company")
        references = {line.get("reference") for line in lines} - {None}
        self.contracts = {
            (contract.buyer_id, contract.reference): contract
            for contract in Contract.objects.filter(reference__in=references)
        }
        self._offers(lines)

    def _finder(self, queryset, lines, prefix):
        return Finder(
            queryset,
            {line.get(f"{prefix}_siret") for line in lines} - {None},
            {fold(line.get(f"{prefix}_name", "")) for line in lines} - {""},
        )

    def _offers(self, lines):

        codes = {line.get("key", "").strip().upper() for line in lines}
        companies = {
            company.pk
            for line in lines
            if (company := self.companies.find(line.get("company_siret"), line.get("company_name")))
        }
        found = (
            Offer.objects.filter(Q(code__in=codes) | Q(company__in=companies))
            .select_related("service", "company")
            .prefetch_related("slots__romes", "slots__commune", "slots__tutor")
            .order_by("pk")
        )
        self.offers_by_code, self.by_company = {}, {}
        for offer in found:
            self.offers_by_code[offer.code] = offer
            self.by_company.setdefault(offer.company_id, []).append(offer)

    def offers_of(self, company):
        return self.by_company.get(company.pk, [])

    def contract(self, buyer, reference):
        return self.contracts.get((buyer.pk, reference))


def slot_of(offer, values):
    """The slot of `offer` that a line is about: same site, and same tutor when both are named."""
    for slot in offer.slots.all():
        if fold(slot.site) != fold(values["site"]):
            continue
        tutor = values.get("contact_name")
        if slot.tutor and tutor and fold(slot.tutor.name) != fold(tutor):
            continue
        return slot
    return None
