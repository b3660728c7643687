"""Default delays, in days (domain §4, design §7), and the actions that they date."""

from matching.enums import Party
from matching.verbs import PlacementVerb, YouthVerb
from psf.workflow.agenda import Opening
from psf.workflow.enums import Actor

RESERVATION_DAYS = 45
ANSWER_DAYS = 14
RELEASE_DAYS = 28
CHECK_IN_DAYS = 7

CALL_COMPANY = Opening(PlacementVerb.CALL_COMPANY, Actor.TUTOR, 3)
PREPARE_FILE = Opening(PlacementVerb.PREPARE_FILE, Actor.TUTOR, RESERVATION_DAYS)
ANSWER = Opening(PlacementVerb.ANSWER, Actor.COMPANY, ANSWER_DAYS)
MEET_AND_DECIDE = Opening(PlacementVerb.MEET_AND_DECIDE, Actor.TUTOR, 2)
PLAN_MEETING = Opening(PlacementVerb.PLAN_MEETING, Actor.TUTOR, 2)
GET_SIGNATURES = Opening(PlacementVerb.GET_SIGNATURES, Actor.TUTOR, 14)
CHECK_IN = Opening(PlacementVerb.CHECK_IN, Actor.TUTOR, CHECK_IN_DAYS)
END_PRESENCE = Opening(PlacementVerb.END_PRESENCE, Actor.TUTOR, 1)
COMPLETE_REVIEW = Opening(PlacementVerb.COMPLETE_REVIEW, Actor.TUTOR, 14)
GIVE_OPINION = Opening(PlacementVerb.GIVE_OPINION, Actor.COMPANY, 14)
PROPOSE_PLACEMENT = Opening(YouthVerb.PROPOSE_PLACEMENT, Actor.TUTOR, 15)
PROPOSE_AGAIN = Opening(YouthVerb.PROPOSE_PLACEMENT, Actor.TUTOR, 7)
SEE_YOUTH = Opening(YouthVerb.SEE_YOUTH, Actor.TUTOR, 7)

# Who is asked to sign by an action of their own; both tutors sign with « faire signer ».
SIGN = {
    Party.COMPANY: Opening(PlacementVerb.SIGN_COMPANY, Actor.COMPANY, 14),
    Party.SCHOOL: Opening(PlacementVerb.SIGN_SCHOOL, Actor.SCHOOL, 14),
    Party.YOUTH: Opening(PlacementVerb.SIGN_YOUTH, Actor.YOUTH, 14),
    Party.GUARDIAN: Opening(PlacementVerb.SIGN_GUARDIAN, Actor.GUARDIAN, 14),
}

# Days after sending, and what a silence opens then. « Acheteur » becomes the level above where
# there is no contract.
LADDER = (
    (5, Opening(PlacementVerb.REMIND_COMPANY, Actor.TUTOR, 0)),
    (7, Opening(PlacementVerb.ASK_BUYER, Actor.COORDINATOR, 0)),
    (10, Opening(PlacementVerb.CALL_THIRD_CONTACT, Actor.TUTOR, 0)),
    (15, Opening(PlacementVerb.COMMITMENT_REMINDER, Actor.COORDINATOR, 0)),
)
ASK_SUPERIOR = Opening(PlacementVerb.ASK_SUPERIOR, Actor.COORDINATOR, 0)
