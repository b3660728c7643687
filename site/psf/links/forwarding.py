"""A link passed on by its reader: to one person at a time, a few times a day.

The service sends a link to whom it knows. What its reader passes on is tied to that first link, and
gives way as soon as somebody else is named: a stolen link opens at most one more.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from psf.links.enums import FORWARDS_A_DAY
from psf.links.models import Link, LinkQuerySet

TOO_OFTEN = (
    "Ce lien a déjà été transmis plusieurs fois aujourd’hui : appelez la personne qui vous a écrit."
)


def first_of(link: Link) -> Link:
    """The link that the service sent, from which `link` was passed on; itself when it was not."""
    return link.forwarded_from or link


def passed_on(link: Link) -> LinkQuerySet:
    """Every link passed on from the same first one."""
    return Link.objects.filter(forwarded_from=first_of(link))


def refusal(link: Link, now: datetime | None = None) -> str | None:
    """Why `link` may not be passed on now, or None. Two who pass it on at once wait for each other."""
    Link.objects.select_for_update(of=("self",)).get(pk=first_of(link).pk)
    since = (now or timezone.now()) - timedelta(days=1)
    if passed_on(link).filter(created_at__gt=since).count() >= FORWARDS_A_DAY:
        return TOO_OFTEN
    return None


def make_room(link: Link, *, keep: Link | None = None, now: datetime | None = None) -> None:
    """Close what was passed on before, `keep` excepted; a reader who had it from another, too."""
    others = passed_on(link)
    if keep is not None:
        others = others.exclude(pk=keep.pk)
    others.revoke(now=now)
