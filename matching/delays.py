"""Default delays, in days (domain §4, design §7), and the actions that they date.

The code's own values: `psf.workflow.policies` lets the nation and each académie replace them.
"""

from matching.enums import Party, PlacementStage
from matching.verbs import PlacementVerb, YouthVerb
from psf.workflow.enums import Actor
from psf.workflow.openings import Opening
from psf.workflow.policies import catalog

RESERVATION_DAYS = 45
ANSWER_DAYS = 14
RELEASE_DAYS = 28
CHECK_IN_DAYS = 7

CALL_COMPANY = Opening(PlacementVerb.CALL_COMPANY, Actor.TUTOR, 3)
PREPARE_FILE = Opening(PlacementVerb.PREPARE_FILE, Actor.TUTOR, RESERVATION_DAYS)
ANSWER = Opening(PlacementVerb.ANSWER, Actor.COMPANY, ANSWER_DAYS)
MEET_AND_DECIDE = Opening(PlacementVerb.MEET_AND_DECIDE, Actor.TUTOR, 2)
PLAN_MEETING = Opening(PlacementVerb.PLAN_MEETING, Actor.TUTOR, 2)
CHOOSE_DATE = Opening(PlacementVerb.CHOOSE_DATE, Actor.TUTOR, 2)
MOVE_MEETING = Opening(PlacementVerb.MOVE_MEETING, Actor.TUTOR, 1)
CALL_BACK_COMPANY = Opening(PlacementVerb.CALL_BACK_COMPANY, Actor.TUTOR, 1)
CALL_BACK_YOUTH = Opening(YouthVerb.CALL_BACK_YOUTH, Actor.TUTOR, 1)
CALL_BACK_GUARDIAN = Opening(YouthVerb.CALL_BACK_GUARDIAN, Actor.TUTOR, 1)
GET_SIGNATURES = Opening(PlacementVerb.GET_SIGNATURES, Actor.TUTOR, 14)
CHECK_IN = Opening(PlacementVerb.CHECK_IN, Actor.TUTOR, CHECK_IN_DAYS)
END_PRESENCE = Opening(PlacementVerb.END_PRESENCE, Actor.TUTOR, 1)
COMPLETE_REVIEW = Opening(PlacementVerb.COMPLETE_REVIEW, Actor.TUTOR, 14)
GIVE_OPINION = Opening(PlacementVerb.GIVE_OPINION, Actor.COMPANY, 14)
PROPOSE_PLACEMENT = Opening(YouthVerb.PROPOSE_PLACEMENT, Actor.TUTOR, 15)
PROPOSE_AGAIN = Opening(YouthVerb.PROPOSE_PLACEMENT, Actor.TUTOR, 7, "propose_placement_again")
FIND_PLACEMENT = Opening(YouthVerb.FIND_PLACEMENT, Actor.COORDINATOR, 7)
SEE_YOUTH = Opening(YouthVerb.SEE_YOUTH, Actor.TUTOR, 7)

# Who is asked to sign by an action of their own; both tutors sign with « faire signer ».
SIGN = {
    Party.COMPANY: Opening(PlacementVerb.SIGN_COMPANY, Actor.COMPANY, 14),
    Party.SCHOOL: Opening(PlacementVerb.SIGN_SCHOOL, Actor.SCHOOL, 14),
    Party.YOUTH: Opening(PlacementVerb.SIGN_YOUTH, Actor.YOUTH, 14),
    Party.GUARDIAN: Opening(PlacementVerb.SIGN_GUARDIAN, Actor.GUARDIAN, 14),
}

# What a silence opens, in the order of the delays that say when. « Acheteur » becomes the level
# above where there is no contract.
LADDER = (
    ("remind_days", Opening(PlacementVerb.REMIND_COMPANY, Actor.TUTOR, 0)),
    ("buyer_days", Opening(PlacementVerb.ASK_BUYER, Actor.COORDINATOR, 0)),
    ("third_contact_days", Opening(PlacementVerb.CALL_THIRD_CONTACT, Actor.TUTOR, 0)),
    ("commitment_days", Opening(PlacementVerb.COMMITMENT_REMINDER, Actor.COORDINATOR, 0)),
)
ASK_SUPERIOR = Opening(PlacementVerb.ASK_SUPERIOR, Actor.COORDINATOR, 0)
LADDER_DAYS = {
    "remind_days": 5,
    "buyer_days": 7,
    "third_contact_days": 10,
    "commitment_days": 15,
    "release_days": RELEASE_DAYS,
}
READY_DAYS = 30
CLIMB_AGAIN_DAYS = 7

# Approvals that a policy may ask for: the stage that waits for them, and their action. Who acts is
# the policy's choice.
APPROVE = {
    "send": (
        PlacementStage.RESERVED,
        Opening(PlacementVerb.APPROVE_SEND, Actor.COORDINATOR, 15),
    ),
    "start": (
        PlacementStage.CONVENTION,
        Opening(PlacementVerb.APPROVE_START, Actor.COORDINATOR, 7),
    ),
}
REVISE_FILE = Opening(PlacementVerb.REVISE_FILE, Actor.TUTOR, 7)


def register() -> None:
    """Let policies adapt all this."""
    again = {
        PROPOSE_AGAIN.step: "Proposer un autre parcours, après une fin sans accueil",
        FIND_PLACEMENT.step: "Chercher une place avec le coordonnateur",
    }
    catalog.register_steps(
        "Jeune prêt", [PROPOSE_PLACEMENT, PROPOSE_AGAIN, FIND_PLACEMENT], labels=again
    )
    catalog.register_steps("Réservé", [CALL_COMPANY])
    catalog.register_steps("Réservé", [PREPARE_FILE], dated=False)
    catalog.register_steps("Réservé", [APPROVE["send"][1], REVISE_FILE])
    catalog.register_steps(
        "Transmis", [ANSWER, *(rung for _, rung in LADDER), ASK_SUPERIOR, CHOOSE_DATE]
    )
    catalog.register_steps("Réunion", [MEET_AND_DECIDE, PLAN_MEETING, MOVE_MEETING])
    catalog.register_steps("Convention", [GET_SIGNATURES, *SIGN.values(), APPROVE["start"][1]])
    catalog.register_steps("En entreprise", [CHECK_IN, END_PRESENCE])
    catalog.register_steps("Bilan", [COMPLETE_REVIEW, GIVE_OPINION])
    catalog.register_steps("Après un parcours", [SEE_YOUTH])
    catalog.register_steps(
        "Rappels demandés", [CALL_BACK_COMPANY, CALL_BACK_YOUTH, CALL_BACK_GUARDIAN]
    )
    catalog.register_delays(
        reservation_days=RESERVATION_DAYS,
        ready_days=READY_DAYS,
        climb_again_days=CLIMB_AGAIN_DAYS,
        **LADDER_DAYS,
    )
    for move, (_, opening) in APPROVE.items():
        catalog.register_approval(move, opening)
