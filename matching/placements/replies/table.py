"""The moves that people without an account make by themselves, through their link."""

from matching.enums import CannotComeReason, PlacementStage
from matching.placements.replies import checks, effects
from matching.stages import OPEN
from psf.workflow.enums import Actor
from psf.workflow.machine import Transition

Stage = PlacementStage
COMPANY = frozenset({Actor.COMPANY})
BUYER = frozenset({Actor.BUYER})
FAMILY = frozenset({Actor.YOUTH, Actor.GUARDIAN})

REPLIES = [
    Transition(
        name="propose_dates",
        label="Proposer deux ou trois dates",
        done="Dates de réunion proposées par l'entreprise",
        sources=frozenset({Stage.SENT}),
        target=None,
        who=COMPANY,
        checks=(checks.dates_can_be_met,),
        effects=(effects.keep_dates,),
    ),
    Transition(
        name="redirect",
        label="Indiquer la bonne personne",
        done="L'entreprise indique la bonne personne",
        sources=frozenset({Stage.SENT}),
        target=None,
        who=COMPANY,
        checks=(checks.right_contact_can_be_reached, checks.link_may_be_passed_on),
        effects=(effects.send_elsewhere,),
    ),
    Transition(
        name="call_me",
        label="Noter quand l'entreprise veut être appelée",
        done="L'entreprise demande à être appelée",
        sources=frozenset({Stage.SENT}),
        target=None,
        who=COMPANY,
        checks=(checks.call_day_is_possible,),
        effects=(effects.call_on_that_day,),
    ),
    Transition(
        name="confirm_meeting",
        label="Venue à la réunion confirmée",
        done="Venue à la réunion confirmée",
        sources=frozenset({Stage.MEETING}),
        target=None,
        who=FAMILY,
        guards=(checks.meeting_is_to_come, checks.not_confirmed_yet),
        effects=(effects.confirm_meeting,),
    ),
    Transition(
        name="cannot_come",
        label="Le jeune ne peut pas venir à la réunion",
        done="Le jeune ne peut pas venir à la réunion",
        sources=frozenset({Stage.MEETING}),
        target=None,
        who=FAMILY,
        guards=(checks.meeting_is_to_come,),
        effects=(effects.ask_another_date,),
        reasons=CannotComeReason,
    ),
    Transition(
        name="ask_call",
        label="Noter une demande de rappel",
        done="Demande à être rappelé",
        sources=frozenset(OPEN),
        target=None,
        who=FAMILY | COMPANY,
        checks=(checks.somebody_is_named,),
        effects=(effects.call_back,),
    ),
    Transition(
        name="give_opinion",
        label="Noter l'avis de l'entreprise pour le bilan",
        done="L'entreprise donne son avis pour le bilan",
        sources=frozenset({Stage.IN_COMPANY, Stage.REVIEW}),
        target=None,
        who=COMPANY,
        checks=(checks.something_is_said,),
        effects=(effects.keep_opinion,),
    ),
    Transition(
        name="buyer_takes",
        label="L'acheteur s'en occupe",
        done="L'acheteur s'en occupe",
        sources=frozenset({Stage.SENT}),
        target=None,
        who=BUYER,
        guards=(checks.buyer_was_asked,),
        effects=(effects.buyer_sees_to_it,),
    ),
    Transition(
        name="buyer_called",
        label="L'acheteur est intervenu auprès de l'entreprise",
        done="L'acheteur est intervenu auprès de l'entreprise",
        sources=frozenset({Stage.SENT}),
        target=None,
        who=BUYER,
        guards=(checks.buyer_was_asked,),
        effects=(effects.buyer_has_called,),
    ),
]
