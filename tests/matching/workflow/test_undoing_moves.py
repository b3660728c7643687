"""An undo leaves nothing of the stage that it leaves, and asks of an offer what its places call for now."""

from datetime import date

from matching.enums import WithdrawnReason
from offers.actions import PROPOSE_YOUTH
from offers.enums import OfferStage, SuspendedReason
from offers.workflow import OFFERS
from tests.matching.workflow.test_dead_ends import verify
from tests.matching.workflow.test_life import enter_company, perform, verbs


def test_what_was_opened_since_a_step_goes_with_its_undo(world):
    """Reserved then withdrawn: what the withdrawal asked of the offer belongs to an offer that is available."""
    offer = world.slot.offer
    verify(world, offer)
    placement = world.reserve()
    perform(world, placement, "withdraw", 0, reason=WithdrawnReason.OTHER)
    assert PROPOSE_YOUTH.verb in verbs(offer=offer)
    OFFERS.undo(offer, by=world.coordinator, text="Erreur", now=world.day(0))
    assert verbs(offer=offer) == set()


def test_an_offer_that_comes_back_asks_for_what_its_hours_call_for_now(world):
    """Suspended with hours left, these edited away meanwhile, then the suspension is undone."""
    offer = world.slot.offer
    placement = world.reserve()
    enter_company(world, placement)
    perform(world, placement, "finish", 49 + 32, data={"last_day": date(2027, 2, 5)})
    OFFERS.perform(
        offer,
        "suspend",
        by=world.coordinator,
        reason=SuspendedReason.SEASON,
        data={"suspended_until": world.day(90).date()},
        now=world.day(81),
    )
    offer.refresh_from_db()
    offer.hours = offer.calibre = 150
    offer.save()
    OFFERS.undo(offer, by=world.coordinator, text="Erreur", now=world.day(81))
    offer.refresh_from_db()
    assert offer.stage == OfferStage.USED_UP
    assert verbs(offer=offer) == set()
