"""Links as the product issues them: for an address where their holder may be written to."""

from matching.messages.in_force import holder_of, in_force, service_of, subject_of
from offers.models.addresses import Addressed
from psf.links.addresses import normalised
from psf.links.models import Link
from psf.perimeter.scope import perimeter


def link_to(purpose, *, address: str = "", **about) -> Link:
    """A link for `address`, else for the holder's own; one who has none gets a mailbox first.

    In the perimeter of what it is about.
    """
    return Link.issue(purpose, address=address or address_of(purpose, **about), **about)


def address_of(purpose, *, now=None, until=None, **about) -> str:
    """Where the holder of such a link may be written to."""
    subject = about.get("placement") or about.get("youth")
    link = Link(purpose=purpose, **about | (subject.as_subject() if subject else {}))
    holder = holder_of(link)
    service = service_of(subject_of(link))
    for way in in_force(holder, service):
        if normalised(way):
            return way
    holder.email = f"titulaire{holder.pk}@exemple.fr"
    say(holder, service, email=holder.email)
    return holder.email


def say(holder, service: int | None, **ways) -> None:
    """Somebody of the service writes down where `holder` is to be written to: it serves at once."""
    type(holder).objects.filter(pk=holder.pk).update(**ways)
    if isinstance(holder, Addressed) and service:
        with perimeter([service]):
            type(holder).objects.get(pk=holder.pk).adopt([service])
