"""The open actions of a file as its page shows them, and those that its end leaves to others."""

from collections.abc import Sequence

from django.urls import reverse

from matching.models import Placement
from matching.youths.actions import PROPOSE_PLACEMENT
from psf.workflow.cards import ActionCard, card_of
from psf.workflow.history import actions_of
from psf.workflow.machine import Choice


def cards_of(placement: Placement, user, choices: Sequence[Choice]) -> list[ActionCard]:
    """With those of `choices` that do them, oldest first."""
    return [
        card_of(action, user, subject=placement, choices=choices)
        for action in actions_of(placement).open().oldest_first()
    ]


def afterwards_of(placement: Placement, user) -> list[ActionCard]:
    """What an ended file leaves to do, for the young person and for the offer."""
    youth, offer = placement.youth, placement.offer
    places = ("Chercher une place", reverse("work:ranking", args=[youth.code]))
    links = {PROPOSE_PLACEMENT.verb: places}
    offer_link = ("Voir l'offre", reverse("offers:life", args=[offer.code]))
    return [
        *(
            card_of(action, user, elsewhere=links.get(action.verb))
            for action in actions_of(youth).open().oldest_first()
        ),
        *(
            card_of(action, user, elsewhere=offer_link)
            for action in actions_of(offer).open().oldest_first()
        ),
    ]
