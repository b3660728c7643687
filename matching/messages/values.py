"""What the messages may say, as flat values for each reader; nothing that domain §6 forbids them."""

from django.utils import timezone

from matching.querysets import ANSWER_VERB
from offers.actions import PROPOSE_YOUTH_AGAIN
from psf.french.days import hour, weekday_full_date
from psf.french.moments import full_moment
from psf.workflow.kinds import kind_of
from psf.workflow.policies.effective import policy_of
from psf.workflow.policies.wording import delay_in_words

TO_SEE = "à voir avec {}"


def day_in_words(day) -> str:
    """« mardi 1er décembre 2026 », or "" for no day."""
    return weekday_full_date(day) if day else ""


def moment_in_words(moment) -> str:
    """« mardi 1er décembre 2026 à 14 h » in Paris, or "" for no moment."""
    return full_moment(moment) if moment else ""


def engagement(offer) -> str:
    """Why the company hosts: its contract, or itself."""
    contract = offer.contract
    if contract is None:
        return "de votre propre initiative"
    return f"au titre du marché {contract.reference} ({contract.title}) passé avec {contract.buyer}"


def follower(placement) -> dict[str, str]:
    """The named person whom anybody may call, and their service."""
    return {
        "tuteur": str(placement.tutor),
        "tuteur_telephone": placement.tutor.phone or placement.service.phone,
        "service": placement.service.name,
    }


def answer_due(placement) -> str:
    action = placement.answer_asked()
    return day_in_words(action.due) if action else ""


def delays(subject) -> dict[str, str]:
    """The delays that the texts name, as the policy in force at the subject counts them."""
    policy = policy_of(subject)
    return {
        "delai_reponse": delay_in_words(policy, policy.days(kind_of(ANSWER_VERB))),
        "delai_liberation": delay_in_words(policy, policy.delay("release_days")),
        "delai_suite": delay_in_words(policy, policy.days(PROPOSE_YOUTH_AGAIN)),
    }


def meeting(placement) -> dict[str, str]:
    slot = placement.host_slot
    return {
        "date_reunion": moment_in_words(placement.meeting_at),
        "lieu_reunion": placement.meeting_place
        or ", ".join(filter(None, (str(slot), slot.address))),
    }


def for_company(placement, contact) -> dict[str, str]:
    """Variables of a message to the company about a placement: the young person is not in them."""
    return {
        "interlocuteur": contact.name if contact else "",
        "entreprise": str(placement.host_slot.hosting_company),
        "engagement": engagement(placement.offer),
        "code": placement.code,
        "site": str(placement.host_slot),
        "heures": str(placement.hours),
        "reponse_avant": answer_due(placement),
        "presente_le": day_in_words(placement.sent_on),
        "debut": day_in_words(placement.starts_on),
        "fin": day_in_words(placement.ends_on),
        **delays(placement),
        **meeting(placement),
        **follower(placement),
    }


def for_offer(offer, contact) -> dict[str, str]:
    """Variables of a message to the company about its offer: its one interlocutor signs."""
    known = offer.company.interlocutor
    return {
        "interlocuteur": contact.name if contact else "",
        "entreprise": str(offer.company),
        "engagement": engagement(offer),
        "offre": offer.code,
        "heures_restantes": str(offer.budget.left),
        "referent": str(known) if known else offer.service.name,
        "telephone": (known.phone if known else "") or offer.service.phone,
    }


def for_buyer(offer, contact, *, placement=None, today=None) -> dict[str, str]:
    """Variables of a message to the buyer: contract, counts and dates."""
    waited = ""
    if placement is not None and placement.sent_on:
        waited = str(((today or timezone.localdate()) - placement.sent_on).days)
    return {
        "interlocuteur": contact.name if contact else "",
        "marche": f"{offer.contract.reference}, {offer.contract.title}",
        "entreprise": str(offer.company),
        "code": offer.code,
        "heures": str(placement.hours if placement else offer.budget.total),
        "jours_attente": waited,
        "referent": str(placement.tutor) if placement else offer.service.name,
        "telephone": (placement.tutor.phone if placement else "") or offer.service.phone,
        "service": offer.service.name,
        **delays(placement or offer),
    }


def for_family(placement, name: str) -> dict[str, str]:
    """Variables of a message to the young person or the guardian about a placement."""
    offer, slot = placement.offer, placement.host_slot
    ask = TO_SEE.format(placement.tutor)
    first = min(placement.periods.all(), key=lambda period: period.starts_on, default=None)
    return {
        **for_youth(placement.youth, name),
        "code": placement.code,
        "entreprise": str(slot.hosting_company),
        "site": ", ".join(filter(None, (str(slot), slot.address))),
        "reponse_avant": answer_due(placement),
        "debut": day_in_words(placement.starts_on),
        "horaires": (f"{hour(first.day_start)} – {hour(first.day_end)}" if first else ask),
        "trajet": offer.transport or ask,
        "tenue": offer.equipment or ask,
        "repas": offer.meals or ask,
        "argent": offer.gratification or ask,
        **meeting(placement),
        **follower(placement),
    }


def for_youth(youth, name: str) -> dict[str, str]:
    """Variables of a message to a young person, or their guardian, who has no placement."""
    tutor = youth.tutor
    return {
        "prenom": youth.first_name,
        "destinataire": name,
        "code": youth.code,
        "tuteur": str(tutor) if tutor else youth.service.name,
        "tuteur_telephone": (tutor.phone if tutor else "") or youth.service.phone,
        "service": youth.service.name,
    }
