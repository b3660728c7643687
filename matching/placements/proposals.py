"""Asking services, and the buyer, about an address or a departure that somebody else says.

Files under way count, beside the offers that `offers.proposals` knows of. Whoever writes a contact
asks at once those that it sees; the clock, which sees every file, asks the others within the hour.
"""

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from matching.messages.news import ask_buyer_to_confirm
from matching.models import Placement
from offers.enums import TAKEN_BACK
from offers.models import BuyerContact, CompanyContact
from offers.models.addresses import SAID, noted
from offers.proposals import (
    ask_about,
    ask_about_contract,
    contracts_naming,
    proposals,
    proposals_of_contract,
    services_following,
)
from psf.perimeter.scope import services_in_sight
from psf.workflow.journal import taken_back


def proposals_of_file(placement: Placement) -> list:
    """What the service of an open file has to decide about the people it may write to."""
    if not placement.is_open:
        return []
    companies = {placement.offer.company_id, placement.host_slot.host_id} - {None}
    people = CompanyContact.objects.filter(company__in=companies).order_by("rank", "pk")
    waiting = proposals(people, [placement.service_id])
    contract = placement.offer.contract
    if contract and contract.service_id in services_in_sight():
        waiting += proposals_of_contract(contract)
    return waiting


def ask_about_contact(contact: CompanyContact, *, journal=None, now=None) -> bool:
    """Ask each service that follows the company, by an offer or a file in sight."""
    there = Q(host_slot__host=contact.company_id) | Q(offer__company=contact.company_id)
    files = Placement.objects.open().filter(there)
    following = set(files.values_list("service", flat=True).distinct())
    following |= set(services_following(contact.company_id))
    return ask_about(contact, following, journal=journal, now=now)


def ask_about_buyer(contact: BuyerContact, *, now=None) -> bool:
    """Ask who follows each contract of this person, and the person, at the former address."""
    asked = False
    for contract in contracts_naming(contact):
        for proposal in ask_about_contract(contract, now=now):
            if not proposal.is_departure:
                ask_buyer_to_confirm(contract, proposal, now=now)
            asked = True
    return asked


@receiver(post_save, sender=CompanyContact)
def company_contact_saved(instance, update_fields, **kwargs) -> None:
    if update_fields is None or {*SAID} & set(update_fields):
        ask_about_contact(instance)


@receiver(noted, sender=CompanyContact)
def company_contact_noted(instance, journal, **kwargs) -> None:
    ask_about_contact(instance, journal=journal)


@receiver(taken_back, sender=CompanyContact)
def company_contact_taken_back(instance, fields, by, now, **kwargs) -> None:
    """Nobody is asked any longer about what should never have been said."""
    if fields & {*SAID}:
        instance.log_change(TAKEN_BACK, by=by)
        ask_about_contact(instance, now=now)


@receiver(post_save, sender=BuyerContact)
def buyer_contact_saved(instance, update_fields, **kwargs) -> None:
    if update_fields is None or {*SAID, "successor"} & set(update_fields):
        ask_about_buyer(instance)
