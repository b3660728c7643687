"""One desk for each purpose of a link: what its reader may see, and what they may answer."""

from matching.guests.pages.buyer import BuyerDesk
from matching.guests.pages.clause import ClauseDesk
from matching.guests.pages.company import CompanyDesk
from matching.guests.pages.family import GuardianDesk, YouthDesk
from matching.guests.pages.signing import SignDesk
from psf.links.enums import LinkPurpose

DESKS = {
    LinkPurpose.COMPANY: CompanyDesk,
    LinkPurpose.CLAUSE: ClauseDesk,
    LinkPurpose.BUYER: BuyerDesk,
    LinkPurpose.YOUTH: YouthDesk,
    LinkPurpose.GUARDIAN: GuardianDesk,
    LinkPurpose.SIGN: SignDesk,
}


def desk_of(link, params=None):
    """The desk of a link that is alive, in the perimeter of its service; see `Desk`."""
    return DESKS[LinkPurpose(link.purpose)](link, params)
