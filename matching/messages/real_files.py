"""Real files on which the text of a message can be previewed, by their public code."""

from matching.messages import recipients, values
from matching.models import Placement, Youth
from offers.models import Offer
from psf.messaging import real_files
from psf.messaging.real_files import RealFile
from psf.workflow.enums import Actor

FAMILY = (Actor.YOUTH, Actor.GUARDIAN)


def find(kind, code: str) -> RealFile | None:
    """What `kind` would say about the file, young person or offer of this code, if it is in sight.

    None too when the message's variables cannot be read from it.
    """
    found = _about_placement(kind, code) or _about_youth(kind, code) or _about_offer(kind, code)
    if found is None or not set(kind.variables) <= set(found.values):
        return None
    return found


def _about_placement(kind, code) -> RealFile | None:
    placement = Placement.objects.for_file().filter(code=code).first()
    if placement is None:
        return None
    if kind.recipient in FAMILY:
        name = recipients.youth(placement.youth).name
        return RealFile(values.for_family(placement, name), youth=placement.youth)
    if kind.recipient == Actor.COMPANY:
        contact = placement.offer.company.contacts.first()
        return RealFile(
            values.for_company(placement, contact) | values.for_offer(placement.offer, contact)
        )
    if kind.recipient == Actor.BUYER and placement.offer.contract:
        contact = placement.offer.contract.contact
        return RealFile(values.for_buyer(placement.offer, contact, placement=placement))
    return None


def _about_youth(kind, code) -> RealFile | None:
    youth = Youth.objects.select_related("service", "tutor").filter(code=code).first()
    if youth is None or kind.recipient not in FAMILY:
        return None
    return RealFile(values.for_youth(youth, recipients.youth(youth).name), youth=youth)


def _about_offer(kind, code) -> RealFile | None:
    offers = Offer.objects.select_related("budget", "company", "contract__buyer", "service")
    offer = offers.filter(code=code).first()
    if offer is None or kind.recipient != Actor.COMPANY:
        return None
    return RealFile(values.for_offer(offer, offer.company.contacts.first()))


real_files.register(find)
