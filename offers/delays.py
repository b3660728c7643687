"""Default delays around offers, in days (domain §4, design §7), and the actions that they date.

The code's own values: `psf.workflow.policies` lets the nation and each académie replace them.
"""

from offers.verbs import OfferVerb
from psf.workflow.enums import Actor
from psf.workflow.openings import Opening
from psf.workflow.policies import catalog

TAKE_CHARGE = Opening(OfferVerb.TAKE_CHARGE, Actor.COORDINATOR, 2)
VERIFY = Opening(OfferVerb.VERIFY_OFFER, Actor.COORDINATOR, 5)
PROPOSE = Opening(OfferVerb.PROPOSE_YOUTH, Actor.COORDINATOR, 15)
# After a parcours the company hears within 48 hours (domain §4).
PROPOSE_AGAIN = Opening(OfferVerb.PROPOSE_YOUTH, Actor.COORDINATOR, 2, "propose_youth_again")
FOLLOW_UP = Opening(OfferVerb.FOLLOW_UP, Actor.COORDINATOR, 2)
RESUME = Opening(OfferVerb.RESUME_OFFER, Actor.COORDINATOR, 0)
ANSWER_OFFER = Opening(OfferVerb.ANSWER_OFFER, Actor.DEPARTMENT, 5)
VERIFY_CONTACTS = Opening(OfferVerb.VERIFY_CONTACTS, Actor.COORDINATOR, 7)
# Due at once: contracts about to end come before what may wait (domain §4).
USE_HOURS = Opening(OfferVerb.USE_HOURS, Actor.COORDINATOR, 0)
CALL_BACK_COMPANY = Opening(OfferVerb.CALL_BACK_COMPANY, Actor.COORDINATOR, 1)
ANSWER_INTEREST = Opening(OfferVerb.ANSWER_INTEREST, Actor.COORDINATOR, 2)

# An available offer without a young person climbs: the delay that says when, to whom.
CLIMB = (
    ("climb_department_days", Actor.DEPARTMENT),
    ("climb_region_days", Actor.REGION),
    ("climb_national_days", Actor.NATIONAL),
)
CLIMB_DAYS = {
    "climb_department_days": 15,
    "climb_region_days": 30,
    "climb_national_days": 45,
}


def register() -> None:
    """Let policies adapt all this."""
    again = {PROPOSE_AGAIN.step: "Proposer un autre jeune, après un parcours"}
    openings = [TAKE_CHARGE, VERIFY, PROPOSE, PROPOSE_AGAIN, FOLLOW_UP, ANSWER_OFFER]
    catalog.register_steps(
        "Offre",
        [*openings, VERIFY_CONTACTS, USE_HOURS, CALL_BACK_COMPANY, ANSWER_INTEREST],
        labels=again,
    )
    catalog.register_steps("Offre", [RESUME], dated=False)
    catalog.register_delays(**CLIMB_DAYS)
