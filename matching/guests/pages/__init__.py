"""One page for each purpose of a link: what its reader may see, and what they may answer."""

from matching.guests.pages.buyer import BuyerPage
from matching.guests.pages.clause import ClausePage
from matching.guests.pages.company import CompanyPage
from matching.guests.pages.family import GuardianPage, YouthPage
from matching.guests.pages.filing import FilingPage
from matching.guests.pages.signing import SignPage
from psf.links.enums import LinkPurpose

PAGES = {
    LinkPurpose.COMPANY: CompanyPage,
    LinkPurpose.CLAUSE: ClausePage,
    LinkPurpose.BUYER: BuyerPage,
    LinkPurpose.YOUTH: YouthPage,
    LinkPurpose.GUARDIAN: GuardianPage,
    LinkPurpose.SIGN: SignPage,
    LinkPurpose.FILING: FilingPage,
}


def page_of(link, params=None, browser=""):
    """The page of a link that is alive, in the perimeter of its service; see `Page`."""
    return PAGES[LinkPurpose(link.purpose)](link, params, browser)
