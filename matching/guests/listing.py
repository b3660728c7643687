"""The personal links of a file, for whoever follows it: for whom, until when, answered when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from psf.links.enums import LinkPurpose
from psf.links.models import Link


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link; nothing of its token."""

    pk: int
    purpose: str
    holder: str
    expires_at: datetime
    answered_at: datetime | None
    state: str
    is_alive: bool
    is_revoked: bool


def links_of(placement):
    """Links about this file, and those of the young person alone, newest first."""
    return Link.objects.filter(
        Q(placement=placement) | Q(youth=placement.youth_id, placement__isnull=True)
    ).select_related("contact", "guardian")


def rows_of(placement) -> list[LinkRow]:
    now = timezone.now()
    return [
        LinkRow(
            link.pk,
            link.get_purpose_display(),
            _holder(link),
            link.expires_at,
            link.answered_at,
            _state(link, now),
            link.is_alive(now),
            link.revoked_at is not None,
        )
        for link in links_of(placement)
    ]


def _holder(link) -> str:
    if link.contact is not None:
        return link.contact.name
    if link.guardian is not None:
        return "représentant légal"
    return "jeune" if link.purpose == LinkPurpose.YOUTH else link.party


def _state(link, now) -> str:
    if link.revoked_at is not None:
        return "retiré"
    return "ouvert" if link.is_alive(now) else "échu"
