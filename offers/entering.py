"""Into the registries: companies, buyers, people to call and marchés, each found again rather than written twice.

For whoever brings an offer: a filing taken in, a call. Each row is validated as the registry's own form
does it. Call all of it in one transaction; a refusal leaves nothing written once that transaction is
rolled back.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Max, Q

from offers.enums import AddressSource, BuyerContactRole, ContactRole
from offers.models import Buyer, BuyerContact, Company, CompanyContact, Contract
from psf.french.folding import fold
from psf.french.phrases import listed
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field of a row (NON_FIELD_ERRORS: with the whole of it)."""

    model: type[models.Model]
    field: str
    messages: list[str]

    @property
    def sentences(self) -> list[str]:
        """« Marché, fin de la période ferme : … »: what is wrong, and of what."""
        labels = [str(self.model._meta.verbose_name).capitalize()]
        if self.field != NON_FIELD_ERRORS:
            named = self.model._meta.get_field(self.field)
            labels.append(str(getattr(named, "verbose_name", self.field)))
        return [f"{listed(labels, 'et')} : {message}" for message in self.messages]


class Invalid(Refused):
    """A row that its model refuses; `problems`, for a form that has a box for each."""

    def __init__(self, error: ValidationError, model: type[models.Model]):
        self.problems = [
            Problem(model, name, messages) for name, messages in error.message_dict.items()
        ]
        super().__init__([sentence for each in self.problems for sentence in each.sentences])


def saved(row: Any) -> Any:
    """Validated as the registry's own forms do, then saved. Raises Invalid."""
    try:
        row.full_clean(exclude=["code"] if hasattr(row, "codes") else [])
    except ValidationError as error:
        raise Invalid(error, type(row)) from error
    row.save()
    return row


def enter_company_contact(
    company: Company,
    *,
    name: str,
    said: dict[str, str],
    service: Any,
    source: AddressSource,
    by: Any,
    role: str = ContactRole.OTHER,
) -> CompanyContact:
    """Somebody to call there, known by that address or that name, or new, called last.

    `said`: their `phone` and `email`, one at least; what is empty changes nothing of who is known.
    """
    email = said.get("email", "")
    for known in company.contacts.filter(left_on=None):
        if (email and known.email.lower() == email.lower()) or fold(known.name) == fold(name):
            given = {column: value for column, value in said.items() if value}
            known.note(given, journal=Journal(), service=service, source=source, by=by)
            return known
    last = company.contacts.aggregate(last=Max("rank"))["last"] or 0
    contact = saved(
        CompanyContact(
            company=company,
            role=role,
            name=name,
            rank=last + 1,
            **said,
            **CompanyContact.saying(source, by),
        )
    )
    contact.adopt([service], by=by)
    return contact


def enter_buyer_contact(
    buyer: Buyer,
    *,
    name: str,
    said: dict[str, str],
    service: Any,
    source: AddressSource,
    by: Any,
    said_by: Any = None,
) -> BuyerContact:
    """Somebody who follows marchés there, known by that address, else by that name, or new.

    `said_by`: who wrote the address down, None for themselves.
    """
    email = said.get("email", "")
    same = Q(email__iexact=email) if email else Q(sort_name=fold(name), left_on=None)
    known = buyer.contacts.filter(same).first()
    if known is not None:
        return known
    contact = saved(
        BuyerContact(
            buyer=buyer,
            role=BuyerContactRole.BUYER,
            name=name,
            **said,
            **BuyerContact.saying(source, said_by),
        )
    )
    contact.adopt([service], by=by)
    return contact


def known_contract(buyer: Buyer, reference: str, company: Company) -> Contract | None:
    """The marché of this reference at this buyer's, or None. Raises Refused where another company holds it."""
    known = Contract.objects.filter(buyer=buyer, reference__iexact=reference).first()
    if known and known.company_id != company.pk:
        raise Refused(
            f"Le marché {known.reference} est déjà au registre, confié à « {known.company} » : vérifiez"
            " le titulaire avec l'acheteur."
        )
    return known


def follow_contract(contract: Contract, contact: BuyerContact | None) -> Contract:
    """Name who follows it at the buyer's, where nobody was named."""
    if contact is not None and contract.contact_id is None:
        contract.contact = contact
        contract.save(update_fields=["contact"])
    return contract
