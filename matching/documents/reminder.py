"""The written rappel d'engagement: the marché, its article, what was tried; nobody is named.

It goes from the buyer to the titulaire. Nothing about the young person is in it: no name, no code
of theirs, no free text of a call.
"""

from django.db.models import Q
from django.utils import timezone

from matching.messages.heard import last_heard, said_by_you
from matching.models import Placement
from matching.placements.filling import academy_of, or_blank
from matching.placements.wording import BLANK, long_day
from matching.stages import ACTIVE
from offers.models import Offer
from psf.documents.kinds import Filled, kind_of
from psf.documents.producing import produce
from psf.messaging.enums import Channel, MessageState
from psf.messaging.models import Message
from psf.workflow.enums import CallOutcome, EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Event
from psf.workflow.policies.effective import policy_of
from psf.workflow.policies.wording import delay_in_words

SLUG = "rappel"
ARTICLE = "article relatif à la clause sociale de formation"
# Messages to the company that ask for its answer, in the words of the letter.
MESSAGES = {
    "company_proposal": "présentation d'un jeune",
    "company_reminder": "relance",
    "company_commitment": "rappel d'engagement",
}
OUTCOMES = {
    MessageState.SENT: "envoyé",
    MessageState.UNCERTAIN: "envoyé, arrivée incertaine",
    MessageState.FAILED: "non distribué",
}
SENT_BY_HAND = "présentation d'un jeune transmise"
MOST_ATTEMPTS = 40


def find_subject(code: str, user):
    """The file or the offer of this code that `user` may see."""
    if code.startswith("O-") and user.has_perm("offers.view_offer"):
        return Offer.objects.filter(code=code).first()
    if user.has_perm("matching.view_placement"):
        return Placement.objects.for_file().filter(code=code).first()
    return None


def offer_of(subject) -> Offer:
    return subject.offer if isinstance(subject, Placement) else subject


def fill(subject) -> Filled:
    """Values for a placement or an offer, in the perimeter of the moment."""
    offer = offer_of(subject)
    contract = offer.contract
    tries = attempts_of(subject)
    company = offer.company
    contact = contract.contact if contract else None
    contact = contact and (contact.current_for(contract.service_id) or contact.current)
    contacts = offer.people_to_call()
    values = {
        "date_du_jour": long_day(timezone.localdate()),
        "acheteur": contract.buyer.name if contract else BLANK,
        "acheteur_contact": or_blank(contact and contact.name),
        "marche_reference": contract.reference if contract else BLANK,
        "marche_objet": contract.title if contract else BLANK,
        "article": article_of(contract),
        "notifie_le": long_day(contract and contract.notified_on),
        "fin_periode_ferme": long_day(contract and contract.firm_end),
        "penalites": contract.penalties if contract else "",
        "entreprise": company.name,
        "entreprise_adresse": or_blank(
            ", ".join(filter(None, [company.address, company.commune and company.commune.name]))
        ),
        "entreprise_contacts": ", ".join(one.name for one in contacts[:3]) or BLANK,
        "offre": offer.code,
        "offre_declaree_le": long_day(offer.declared_on),
        "heures_dues": str(offer.hours),
        "tentatives": "\n".join(tries) or BLANK,
        "reponse": answer_so_far(subject),
        "nombre_tentatives": str(len(tries)),
        "delai_reponse": time_to_answer(offer),
        "service": str(offer.service),
        "service_telephone": or_blank(offer.service.phone),
    }
    missing = [
        *(["le marché : cette offre est volontaire"] if contract is None else []),
        *(["au moins une tentative : aucun appel ni message n'est noté"] if not tries else []),
    ]
    return Filled(values, missing, f"{offer.code}-rappel-engagement.docx")


def time_to_answer(offer) -> str:
    """« 13 jours »: what the ladder of silence leaves between this letter and the release."""
    policy = policy_of(offer)
    left = policy.delay("release_days") - policy.delay("commitment_days")
    return delay_in_words(policy, left)


def article_of(contract) -> str:
    """« article 12.3 », whether the field says so or « 12.3 » alone; else what it is about."""
    said = contract.clause_article.strip() if contract else ""
    if not said:
        return ARTICLE
    return said if "article" in said.lower() else f"article {said}"


def _about(subject) -> tuple[Q, list]:
    """Which events concern the letter, and the files whose messages do."""
    if isinstance(subject, Placement):
        about = Q(placement=subject) | Q(offer=subject.offer_id, at__date__gte=subject.reserved_on)
        return about, [subject.pk]
    files = Placement.objects.filter(offer=subject, stage__in=ACTIVE).values("pk")
    return Q(offer=subject) | Q(placement__in=files), files


def answer_so_far(subject) -> str:
    """Whether the company has said anything: the letter never denies a call that reached it."""
    since = subject.reserved_on if isinstance(subject, Placement) else subject.declared_on
    event = last_heard(_about(subject)[0], since)
    if event is None:
        return "À ce jour, aucune réponse ne nous est parvenue."
    return f"{said_by_you(event)} ; à ce jour, aucune réunion n'est fixée."


def attempts_of(subject) -> list[str]:
    """« 12 novembre 2026 : appel, pas de réponse », oldest first; never what somebody wrote."""
    about, files = _about(subject)
    events = (
        Event.objects.filter(about, undone_by__isnull=True)
        .filter(Q(kind=EventKind.CALL) | Q(name="send"))
        .order_by("-at", "-pk")[:MOST_ATTEMPTS]
    )
    messages = Message.objects.filter(
        placement__in=files, kind__in=MESSAGES, state__in=OUTCOMES
    ).order_by("-created_at")[:MOST_ATTEMPTS]
    written = {timezone.localdate(message.created_at) for message in messages}
    tries = [
        *((event.at, _said(event)) for event in events if not _was_written(event, written)),
        *((message.created_at, _wrote(message)) for message in messages),
    ]
    days = [f"{long_day(timezone.localdate(at))} : {words}" for at, words in sorted(tries)]
    # Two contacts written to on one day are one attempt.
    return list(dict.fromkeys(days))[-MOST_ATTEMPTS:]


def _was_written(event, days) -> bool:
    """Whether a message of that day says already that the file was sent."""
    return event.kind != EventKind.CALL and timezone.localdate(event.at) in days


def _said(event) -> str:
    if event.kind != EventKind.CALL:
        return SENT_BY_HAND
    if event.call_outcome == CallOutcome.CALL_BACK:
        return "appel, à rappeler"
    return f"appel, {CallOutcome(event.call_outcome).label}"


def _wrote(message) -> str:
    way = Channel(message.channel).label
    return f"{way}, {MESSAGES[message.kind]}, {OUTCOMES[MessageState(message.state)]}"


def rappel_for(subject) -> bytes:
    """The letter as DOCX, for a placement or an offer of a marché. Raises Refused.

    Calls of a placement are read in the caller's perimeter: a page without account states it.
    """
    if offer_of(subject).contract_id is None:
        raise Refused(
            "Cette offre ne vient pas d'un marché : il n'y a pas d'engagement à rappeler."
        )
    return produce(kind_of(SLUG), fill(subject), academy_of(offer_of(subject).service))
