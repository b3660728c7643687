"""What was said of contacts that a service has not decided about."""

from matching.placements.clock.rule import Rule
from matching.placements.proposals import ask_about_buyer, ask_about_contact
from offers.models import BuyerContact, CompanyContact

RULES = [
    Rule(
        "company_addresses",
        "Adresse ou départ annoncé par un autre service : à adopter ou non",
        lambda now: CompanyContact.objects.disputed(),
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
