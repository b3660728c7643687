"""Which form each move on a file asks for; the others need at most a reason and a word."""

from matching.placements.forms.approval import RefuseApprovalForm
from matching.placements.forms.commitment import CommitmentForm, SilenceForm
from matching.placements.forms.convention import (
    AskSignaturesForm,
    ExceedForm,
    ScheduleForm,
    SignForm,
)
from matching.placements.forms.meeting import MeetingForm, MissedMeetingForm
from matching.placements.forms.preparation import PrepareForm
from matching.placements.forms.presence import FinishForm, IncidentForm, InterruptForm, PresenceForm
from matching.placements.forms.replies import (
    AskCallForm,
    BuyerCalledForm,
    CallMeForm,
    CannotComeForm,
    ConfirmForm,
    OpinionForm,
    ProposeDatesForm,
    RedirectForm,
)
from matching.placements.forms.review import CloseForm, GiveUpOpinionForm, ReviewForm
from matching.placements.forms.sending import AgreementForm, DeclineForm, SendForm
from psf.workflow.forms import MoveForm, asks_nothing

FORMS: dict[str, type[MoveForm]] = {
    "prepare": PrepareForm,
    "agree": AgreementForm,
    "decline": DeclineForm,
    "send": SendForm,
    "refuse_approval": RefuseApprovalForm,
    "send_commitment": CommitmentForm,
    "say_silence": SilenceForm,
    "plan_meeting": MeetingForm,
    "adapt": MeetingForm,
    "postpone": MeetingForm,
    "missed": MissedMeetingForm,
    "schedule": ScheduleForm,
    "ask_signatures": AskSignaturesForm,
    "sign": SignForm,
    "exceed": ExceedForm,
    "presence": PresenceForm,
    "incident": IncidentForm,
    "finish": FinishForm,
    "interrupt": InterruptForm,
    "review": ReviewForm,
    "give_up_opinion": GiveUpOpinionForm,
    "close": CloseForm,
    "propose_dates": ProposeDatesForm,
    "redirect": RedirectForm,
    "call_me": CallMeForm,
    "confirm_meeting": ConfirmForm,
    "cannot_come": CannotComeForm,
    "ask_call": AskCallForm,
    "buyer_called": BuyerCalledForm,
    "give_opinion": OpinionForm,
}


def in_one_tap(transition) -> bool:
    """Whether the move asks nothing, so that its button on the file makes it at once."""
    return asks_nothing(transition, FORMS)
