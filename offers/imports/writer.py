"""Saving the lines of one offer: what it needs first, then the offer, then its slots."""

from django.core.exceptions import ValidationError

from offers.enums import AddressSource, BuyerContactRole, ContactRole
from offers.imports.columns import CONTRACT_FIELDS, OFFER_FIELDS, SLOT_FIELDS
from offers.imports.known import Finder
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    HostSlot,
    Offer,
)
from offers.workflow import declare, lock_offer, settle
from psf.french.folding import fold
from psf.imports.refusals import of_validation
from psf.workflow.journal import Journal


class Writer:
    """Writes the lines of one offer in the open savepoint; refusals go to the lines."""

    def __init__(self, kind, lines, context):
        self.kind, self.lines, self.context = kind, lines, context
        self.values = lines[0].values
        self.failed = False
        self.offer = None
        self.is_new = False

    def write(self):
        company = self.company("company")
        contract = self.contract(company)
        if self.failed:
            return
        existing = self.lines[0].objects.get("offer")
        self.offer = Offer.objects.get(pk=existing.pk) if existing else None
        self.is_new = self.offer is None
        if existing and not self.context.trial:
            self.context.tracer.touching(Offer, [existing.pk])
        offer = self.offer or Offer(
            company=company,
            contract=contract,
            service=self.values["service"],
            stage_since=self.context.now,
        )
        self.fill(offer, OFFER_FIELDS, self.values)
        if offer.hours is None:
            offer.hours = offer.calibre
        if self.is_new:
            offer.code = self.trial_code()
        if not self.save(offer, self.lines[0]):
            return
        self.offer = offer
        for number, line in enumerate(self.lines):
            self.slot(line, offer, company, number)
        if self.failed or self.context.trial:
            return
        if self.is_new:
            declare(offer, by=self.context.user, now=self.context.now)
        else:
            settle(lock_offer(offer.pk), journal=Journal(), now=self.context.now)

    def trial_code(self):
        return f"?{self.lines[0].group}" if self.context.trial else ""

    def fill(self, row, names, values):
        for name in names:
            if values.get(name) is not None:
                setattr(row, name, values[name])

    def save(self, row, line) -> bool:
        """Validate as the forms do, and save; refusals go to `line`."""
        try:
            row.full_clean(exclude=["code"] if hasattr(row, "codes") else [])
        except ValidationError as error:
            self.failed = True
            for title, message in of_validation(error, type(row)):
                line.wrong(message, f"{row._meta.verbose_name}, {title}" if title else "")
            return False
        is_new = row.pk is None
        row.save()
        if is_new:
            self.context.tracer.created(row)
        return True

    def company(self, prefix, line=None):
        line = line or self.lines[0]
        found = Finder(Company.objects.current()).search(
            line.values.get(f"{prefix}_siret"), line.values.get(f"{prefix}_name")
        )
        if found is not None:
            return found
        company = Company(
            name=line.values.get(f"{prefix}_name", ""),
            siret=line.values.get(f"{prefix}_siret", ""),
            activity=line.values.get("activity", "") if prefix == "company" else "",
        )
        return company if self.save(company, line) else None

    def contract(self, company):
        values, line = self.values, self.lines[0]
        if not values.get("reference") or company is None:
            return None
        buyer = Finder(Buyer.objects.current()).search(
            values.get("buyer_siret"), values.get("buyer_name")
        )
        if buyer is None:
            buyer = Buyer(
                name=values.get("buyer_name", ""),
                siret=values.get("buyer_siret", ""),
                kind=values.get("buyer_kind", ""),
            )
            if not self.save(buyer, line):
                return None
        known = Contract.objects.filter(buyer=buyer, reference=values["reference"]).first()
        if known is not None:
            if known.company_id != company.pk:
                line.notes.append(f"Le titulaire enregistré de ce marché est {known.company}.")
            return known
        contract = Contract(buyer=buyer, company=company, contact=self.buyer_contact(buyer))
        names = [name for name in CONTRACT_FIELDS if name != "contract_kind"]
        self.fill(contract, names, values)
        contract.kind = values.get("contract_kind", "")
        return contract if self.save(contract, line) else None

    def buyer_contact(self, buyer):
        values = self.values
        name = values.get("buyer_contact")
        if not name:
            return None
        for contact in buyer.contacts.all():
            if fold(contact.name) == fold(name):
                return contact
        contact = BuyerContact(
            buyer=buyer,
            name=name,
            role=BuyerContactRole.BUYER,
            phone=values.get("buyer_phone", ""),
            email=values.get("buyer_email", ""),
            **BuyerContact.saying(AddressSource.IMPORT, self.context.user),
        )
        return contact if self.save(contact, self.lines[0]) else None

    def slot(self, line, offer, company, number):
        values = line.values
        host = self.company("host", line) if values.get("host_name") else None
        contact = self.person(line, "contact", host or company, rank=1)
        self.person(line, "other", company, rank=2)
        if self.failed:
            return
        found = line.objects.get("slot")
        slot = HostSlot.objects.get(pk=found.pk) if found else HostSlot(offer=offer, host=host)
        self.fill(slot, SLOT_FIELDS, values)
        slot.commune = values["commune"]
        if contact is not None and contact.role == ContactRole.TUTOR:
            slot.tutor = contact
        if found is None:
            slot.code = f"?{line.group}-{number}" if self.context.trial else ""
        if values.get("romes"):
            # A cluster keeps them in memory until it is saved.
            slot.romes.set(values["rome_rows"])
        self.save(slot, line)

    def person(self, line, prefix, company, *, rank):
        """The contact a line names: the one already known by that name, or a new one."""
        values = line.values
        name = values.get(f"{prefix}_name")
        if not name or company is None:
            return None
        for contact in company.contacts.filter(left_on=None):
            if fold(contact.name) == fold(name):
                return contact
        contact = CompanyContact(
            company=company,
            name=name,
            role=values.get(f"{prefix}_role")
            or (ContactRole.TUTOR if prefix == "contact" else ContactRole.OTHER),
            function=values.get(f"{prefix}_function", ""),
            phone=values.get(f"{prefix}_phone", ""),
            email=values.get(f"{prefix}_email", ""),
            rank=rank,
            **CompanyContact.saying(AddressSource.IMPORT, self.context.user),
        )
        return contact if self.save(contact, line) else None
