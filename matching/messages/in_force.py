"""Where somebody may be written to today, about one file: asked before a message and before a page."""

from dataclasses import dataclass

from matching.enums import Party
from offers.models.addresses import Addressed
from psf.links.enums import LinkPurpose


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses in force; "" for none."""

    email: str = ""
    phone: str = ""

    def __iter__(self):
        return iter((self.email, self.phone))


def in_force(holder, service: int | None) -> Ways:
    """Addresses of `holder` for the files of a service (its id): the only place that says them.

    `holder` is a contact of a company or of a buyer, a young person, a guardian, or what somebody filed.
    """
    ways = holder.address_for(service) if isinstance(holder, Addressed) else holder
    return Ways() if has_left(ways) else Ways(ways.email, ways.phone)


def has_left(ways) -> bool:
    """Whether these addresses are of somebody who left, as their service holds."""
    return bool(getattr(ways, "left_on", None))


def left_the_file(link, subject=None) -> bool:
    """Whether the holder of `link` left, as the service of its file, or of `subject`, holds."""
    holder = holder_of(link)
    of = service_of(subject or subject_of(link))
    return isinstance(holder, Addressed) and has_left(holder.address_for(of))


def service_of(subject) -> int | None:
    """The service that follows a placement, a young person, an offer, a contract or a filing, or None."""
    return subject.service_id


def of_link(link, subject=None) -> Ways:
    """Addresses in force of whoever holds `link`, for its file or `subject`; none for who has left."""
    holder = holder_of(link)
    if holder is None:
        return Ways()
    return in_force(holder, service_of(subject or subject_of(link)))


def holder_of(link):
    """Whose link it is, or None: an établissement signs on paper and has no address here."""
    if link.purpose == LinkPurpose.SIGN and link.party == Party.SCHOOL:
        return None
    return link.holder


def subject_of(link):
    """The placement, young person, offer, contract or filing that a link is about."""
    return link.placement or link.youth or link.offer or link.contract or link.filing


def still_reaches(link, subject=None) -> bool:
    """Whether `link` was issued for an address in force, for its file or for `subject`."""
    return link.is_for(*of_link(link, subject))
