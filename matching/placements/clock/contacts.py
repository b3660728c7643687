"""What was said of contacts that a service has not decided about."""

from django.db.models import Exists, OuterRef, Q

from matching.placements.clock.rule import Rule
from matching.placements.proposals import ask_about_buyer, ask_about_contact
from offers.actions import DECIDE_ADDRESS
from offers.models import BuyerContact, CompanyContact
from psf.workflow.models import Action


def to_decide_or_decided(now):
    """Somebody of whom something is proposed, or was: a service still asked hears that it is over."""
    asked = Action.objects.open().of(DECIDE_ADDRESS).filter(contact=OuterRef("pk"))
    disputed = CompanyContact.objects.disputed()
    return CompanyContact.objects.filter(Q(pk__in=disputed.values("pk")) | Exists(asked))


RULES = [
    Rule(
        "company_addresses",
        "Adresse ou départ annoncé par un autre service : à adopter ou non",
        to_decide_or_decided,
        lambda contact, now: ask_about_contact(_whole(contact), now=now),
        lambda policy: (
            "L'adresse ou le départ d'un contact d'entreprise qu'annonce un autre service est à"
            " adopter ou non : d'ici là, les messages partent comme avant."
        ),
        code=("company__siret", "company__name"),
    ),
    Rule(
        "buyer_addresses",
        "Nouvelle adresse, ou départ, d'un acheteur : à confirmer",
        lambda now: BuyerContact.objects.disputed(),
        lambda contact, now: ask_about_buyer(_whole(contact), now=now),
        lambda policy: (
            "L'acheteur confirme sa nouvelle adresse par un message envoyé à l'ancienne, ou le"
            " service qui suit son marché la confirme ; lui seul confirme un départ."
        ),
        code=("buyer__siret", "buyer__name"),
    ),
]


def _whole(contact):
    return type(contact).objects.get(pk=contact.pk)
