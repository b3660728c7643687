"""The personal links of a dossier, an offer, a contract or a contact, for whoever follows the file."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from matching.enums import Party
from matching.messages import in_force
from psf.french.days import numeric
from psf.links.addresses import masked
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.workflow.kinds import Subject

MOVED = "ne s'ouvre plus : l'adresse a changé"
RELATED = (
    "contact",
    "buyer_contact",
    "guardian",
    "youth",
    "placement",
    "offer",
    "contract",
    "revoked_by",
)
# Where each may be written to today, and who follows a contract.
PREFETCHED = ("contact__addresses", "buyer_contact__addresses", "contract__offers")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link: nothing of its token, and of its address what is shown of one.

    `opens`: it is alive, and its address in force; one that does not may be issued anew.
    """

    pk: int
    purpose: str
    holder: str
    address: str
    about: str
    issued_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None
    expires_at: datetime
    state: str
    is_alive: bool
    opens: bool


def links_of(placement):
    """Links about this file, and those of the young person alone."""
    return Link.objects.filter(
        Q(placement=placement) | Q(youth=placement.youth_id, placement__isnull=True)
    )


def shown(links) -> list[LinkRow]:
    """Of `links`, those that open and the newest of each person whose links are withheld."""
    now, newest, alive = timezone.now(), {}, set()
    found = links.select_related(*RELATED).prefetch_related(*PREFETCHED)
    found = list(found.order_by("-created_at", "-pk"))
    for link in found:
        person = (link.purpose, link.party, in_force.holder_of(link), in_force.subject_of(link))
        newest.setdefault(person, link)
        if link.is_alive(now):
            alive.add(link.pk)
    closed = [link for link in newest.values() if link.revoked_at and link.pk not in alive]
    withheld = Link.objects.withheld_among(closed)
    return [
        _row(link, link.pk in alive) for link in found if link.pk in alive or link.pk in withheld
    ]


def _row(link, alive: bool) -> LinkRow:
    ways = in_force.of_link(link)
    address = next((masked(way) for way in ways if link.is_for(way)), "")
    return LinkRow(
        pk=link.pk,
        purpose=link.get_purpose_display(),
        holder=_holder(link),
        address=address or "ancienne adresse",
        about=link.contract.reference if link.contract else in_force.subject_of(link).code,
        issued_at=link.created_at,
        opened_at=link.opened_at,
        answered_at=link.answered_at,
        expires_at=link.expires_at,
        state=_state(link, moved=not address),
        is_alive=alive,
        opens=alive and bool(address),
    )


def subjects_of(link) -> list[Subject]:
    """What the history of this link is written on; a contract has its offers."""
    if link.contract_id:
        return list(link.contract.offers.order_by("pk"))
    return [in_force.subject_of(link)]


def _holder(link) -> str:
    known = link.contact or link.buyer_contact
    if known is not None:
        return known.name
    if link.guardian_id:
        return "Représentant légal"
    return "Jeune" if link.purpose == LinkPurpose.YOUTH else Party(link.party).label.capitalize()


def _state(link, *, moved: bool) -> str:
    if link.gave_way:
        return "a laissé la place à une autre personne"
    if link.revoked_at is not None:
        by = f" par {link.revoked_by}" if link.revoked_by else ""
        return f"retiré le {numeric(timezone.localtime(link.revoked_at))}{by} : les messages partent sans lien"
    if moved:
        return MOVED
    passed = ", transmis par un lien" if link.forwarded_from_id else ""
    return f"ouvert{passed}"
