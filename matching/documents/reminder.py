"""The written rappel d'engagement: the marché, its article, what was tried; nobody is named.

It goes from the buyer to the titulaire. Nothing about the young person is in it: no name, no code
of theirs, no free text of a call.
"""

from django.db.models import Q
from django.utils import timezone

from matching.documents.filling import academy_of, or_blank
from matching.documents.wording import BLANK, long_day
from matching.enums import ACTIVE
from matching.models import Placement
from offers.models import CompanyContact, Offer
from psf.documents.kinds import Filled, kind_of
from psf.documents.producing import produce
from psf.workflow.enums import CallOutcome, EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Event

SLUG = "rappel"
ARTICLE = "article relatif à la clause sociale de formation"
# Steps of a file that are an attempt to reach the company, in the words of the letter.
ATTEMPTS = {
    "send": "présentation d'un jeune transmise à l'entreprise",
    "remind_company": "relance envoyée à l'entreprise",
}
MOST_ATTEMPTS = 40


def find_subject(code: str, user):
    """The file or the offer of this code that `user` may see."""
    if code.startswith("O-") and user.has_perm("offers.view_offer"):
        return Offer.objects.filter(code=code).first()
    if user.has_perm("matching.view_placement"):
        return Placement.objects.for_dossier().filter(code=code).first()
    return None


def offer_of(subject) -> Offer:
    return subject.offer if isinstance(subject, Placement) else subject


def fill(subject) -> Filled:
    """Values for a placement or an offer, in the perimeter of the moment."""
    offer = offer_of(subject)
    contract = offer.contract
    tries = attempts_of(subject)
    company = offer.company
    contact = contract.contact.current if contract and contract.contact else None
    contacts = CompanyContact.objects.filter(company=company).reachable()
    values = {
        "date_du_jour": long_day(timezone.localdate()),
        "acheteur": contract.buyer.name if contract else BLANK,
        "acheteur_contact": or_blank(contact and contact.name),
        "marche_reference": contract.reference if contract else BLANK,
        "marche_objet": contract.title if contract else BLANK,
        "article": (contract and contract.clause_article) or ARTICLE,
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
        "nombre_tentatives": str(len(tries)),
        "service": str(offer.service),
        "service_telephone": or_blank(offer.service.phone),
    }
    missing = [
        *(["le marché : cette offre est volontaire"] if contract is None else []),
        *(["au moins une tentative : aucun appel ni message n'est noté"] if not tries else []),
    ]
    return Filled(values, missing, f"{offer.code}-rappel-engagement.docx")


def attempts_of(subject) -> list[str]:
    """« 12 novembre 2026 : appel, pas de réponse », oldest first; never what somebody wrote."""
    if isinstance(subject, Placement):
        about = Q(placement=subject) | Q(offer=subject.offer_id, at__date__gte=subject.reserved_on)
    else:
        files = Placement.objects.filter(offer=subject, stage__in=ACTIVE)
        about = Q(offer=subject) | Q(placement__in=files)
    events = (
        Event.objects.filter(about, undone_by__isnull=True)
        .filter(Q(kind=EventKind.CALL) | Q(name__in=ATTEMPTS))
        .order_by("-at", "-pk")[:MOST_ATTEMPTS]
    )
    return [_said(event) for event in reversed(events)]


def _said(event) -> str:
    day = long_day(timezone.localdate(event.at))
    if event.kind == EventKind.CALL:
        outcome = (
            CallOutcome(event.call_outcome).label.rstrip("…").replace("rappeler le", "à rappeler")
        )
        return f"{day} : appel, {outcome}"
    return f"{day} : {ATTEMPTS[event.name]}"


def rappel_for(subject) -> bytes:
    """The letter as DOCX, for a placement or an offer of a marché. Raises Refused.

    Calls of a placement are read in the caller's perimeter: a page without account states it.
    """
    if offer_of(subject).contract_id is None:
        raise Refused(
            "Cette offre ne vient pas d'un marché : il n'y a pas d'engagement à rappeler."
        )
    return produce(kind_of(SLUG), fill(subject), academy_of(offer_of(subject).service))
