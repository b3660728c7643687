"""What the messages may say, as flat values for each reader; nothing that domain §6 forbids them."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from matching.messages.heard import silence_of, silence_told_to_it
from matching.querysets import ANSWER_VERB
from offers.actions import PROPOSE_YOUTH_AGAIN
from offers.stages import said_of
from psf.french.days import hour, weekday_full_date
from psf.french.moments import full_moment
from psf.french.numbers import plural
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


def ways_to(person, service) -> str:
    """How to answer: a telephone, theirs or the service's; else an address; never nothing."""
    phones = (person.phone if person else "", service.phone)
    mails = (person.email if person else "", service.email)
    written_from = settings.MESSAGES_REPLY_TO or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return next(filter(None, (*phones, *mails)), written_from)


def follower(placement) -> dict[str, str]:
    """The named person whom anybody may call, and their service."""
    return {
        "tuteur": str(placement.tutor),
        "tuteur_telephone": ways_to(placement.tutor, placement.service),
        "service": placement.service.name,
    }


def answer_due(placement) -> str:
    action = placement.answer_asked()
    return day_in_words(action.due) if action else ""


def answer_expected(placement, today) -> str:
    """What follows « votre réponse est »: a day to come, or gone by; never a hole."""
    due = placement.answer_before
    if due is None:
        return "attendue dès que possible"
    told = "attendue avant le" if due > today else "attendue depuis le"
    return "attendue aujourd'hui" if due == today else f"{told} {day_in_words(due)}"


def or_ask(said: str, ask: str) -> str:
    """What was typed as one line, without the mark of its end; else whom to ask."""
    return " ".join(said.split()).rstrip(" .;,") or ask


def hours_that_remain(offer) -> str:
    """A whole sentence, true of no hour, of one and of many."""
    left, reserved = offer.budget.left, offer.budget.reserved
    if left:
        return (
            f"Il vous reste {left} {plural(left, 'heure')}, {engagement(offer)} : ce lien montre ce"
            " que nous préparons pour la suite."
        )
    if reserved:
        return (
            f"Il ne reste pas d'heure libre : {reserved} {plural(reserved, 'heure est', 'heures sont')}"
            f" {plural(reserved, 'réservée', 'réservées')} pour un jeune."
        )
    return f"Toutes les heures sont consommées, {engagement(offer)}."


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


def for_company(placement, contact, *, today=None) -> dict[str, str]:
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
        "reponse_attendue": answer_expected(placement, today or timezone.localdate()),
        "silence": silence_told_to_it(placement),
        "debut": day_in_words(placement.starts_on),
        "fin": day_in_words(placement.last_day),
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
        "reste": hours_that_remain(offer),
        "referent": str(known) if known else "notre équipe",
        "telephone": ways_to(known, offer.service),
        "service": offer.service.name,
    }


def for_buyer(offer, contact, *, placement=None, today=None) -> dict[str, str]:
    """Variables of a message to the buyer: contract, counts and dates."""
    waited, silence = "", ""
    if placement is not None:
        silence = silence_of(placement, str(offer.company))
        if placement.sent_on:
            waited = str(((today or timezone.localdate()) - placement.sent_on).days)
    return {
        "interlocuteur": contact.name if contact else "",
        "marche": f"{offer.contract.reference}, {offer.contract.title}",
        "entreprise": str(offer.company),
        "code": offer.code,
        "etat": said_of(offer).buyer,
        "heures": str(placement.hours if placement else offer.budget.due),
        "jours_attente": waited,
        "silence": silence,
        "referent": str(placement.tutor) if placement else "notre équipe",
        "telephone": ways_to(placement.tutor if placement else None, offer.service),
        "service": offer.service.name,
        **delays(placement or offer),
    }


def for_family(placement, name: str, *, today=None) -> dict[str, str]:
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
        "reponse_attendue": answer_expected(placement, today or timezone.localdate()),
        "debut": day_in_words(placement.starts_on),
        "horaires": (f"{hour(first.day_start)} – {hour(first.day_end)}" if first else ask),
        "trajet": or_ask(offer.transport, ask),
        "tenue": or_ask(offer.equipment, ask),
        "repas": or_ask(offer.meals, ask),
        "argent": or_ask(offer.gratification, ask),
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
        "tuteur": str(tutor) if tutor else "notre équipe",
        "tuteur_telephone": ways_to(tutor, youth.service),
        "service": youth.service.name,
    }
