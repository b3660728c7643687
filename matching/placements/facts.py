"""What one must know to do an action of a file: dates, whom to call, who is still missing."""

from django.utils import timezone

from matching.models import Placement
from matching.placements.replies.wording import dates_in_words
from matching.verbs import PlacementVerb
from psf.workflow.cards import Fact
from psf.workflow.models import Action


def facts_of(action: Action, placement: Placement | None) -> list[Fact]:
    """Facts for `action` of `placement`, read with its signatures, bilan and contract at hand."""
    find = FACTS.get(action.verb)
    return find(action, placement) if find and placement else []


def whom_at_the_buyers(action, placement) -> list[Fact]:
    contract = placement.offer.contract
    if contract is None:
        return []
    contact = contract.contact.current if contract.contact else None
    if contact is None or contact.left_on:
        buyer = Fact("Acheteur", f"{contract.buyer} : aucun contact, à ajouter dans sa fiche")
    else:
        buyer = Fact("Acheteur", f"{contact.name}, {contract.buyer}", contact.phone)
    return [buyer, Fact("Marché", f"{contract.reference}, {contract.title}")]


def days_of_the_meeting(action, placement) -> list[Fact]:
    if placement.meeting_at is None:
        return []
    at = timezone.localtime(placement.meeting_at)
    if placement.meeting_is_past:
        words = f"la réunion était prévue le {at:%d/%m à %H:%M} : dites ce qu'elle a donné"
    else:
        words = f"réunion le {at:%d/%m à %H:%M}, décision avant le {action.due:%d/%m}"
    return [Fact("Dates", words)]


def who_has_not_signed(action, placement) -> list[Fact]:
    missing = ", ".join(str(party.label) for party in placement.missing_signatures)
    return [Fact("Signatures attendues", missing or "aucune, tout le monde a signé")]


def whose_opinion_is_missing(action, placement) -> list[Fact]:
    review = getattr(placement, "review", None)
    if review is None or not review.lines.all():
        return [Fact("Avis attendus", "ceux du jeune et des deux tuteurs, aucun n'est saisi")]
    missing = ", ".join(review.missing_opinions)
    return [Fact("Avis attendus", missing or "aucun, les trois avis sont saisis")]


def dates_proposed(action, placement) -> list[Fact]:
    """What the company proposed, when there is no tool at hand but the card."""
    words = dates_in_words(row.at for row in placement.meeting_dates.all())
    return [Fact("Proposé par l'entreprise", words)] if words else []


FACTS = {
    PlacementVerb.CHOOSE_DATE: dates_proposed,
    PlacementVerb.ASK_BUYER: whom_at_the_buyers,
    PlacementVerb.COMMITMENT_REMINDER: whom_at_the_buyers,
    PlacementVerb.MEET_AND_DECIDE: days_of_the_meeting,
    PlacementVerb.GET_SIGNATURES: who_has_not_signed,
    PlacementVerb.COMPLETE_REVIEW: whose_opinion_is_missing,
}
