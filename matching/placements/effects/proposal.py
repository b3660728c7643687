"""The file is prepared, reserved for longer, approved and sent."""

from matching.placements import approvals
from matching.placements.actions.reserved import PREPARE_FILE, REVISE_FILE
from matching.placements.actions.sent import COMMITMENT_REMINDER
from matching.placements.effects.holding import hold
from offers.workflow import hold_slot
from psf.workflow.kinds import kind_of
from psf.workflow.machine import Move
from psf.workflow.policies.effective import policy_of


def prepare(move: Move) -> None:
    """Tick what is ready, keep the presentation, date the notices."""
    data, placement = move.data, move.subject
    move.change(
        **{name: data[name] for name in ("goals", "helps", "avoid") if name in data},
        **{
            name: (getattr(placement, name) or move.today) if data[name] else None
            for name in ("cv_ready_on", "letter_ready_on")
            if name in data
        },
    )
    notices = {
        name: (getattr(placement.youth, name) or move.today) if data[name] else None
        for name in ("notice_given_on", "guardian_notice_given_on")
        if name in data
    }
    if notices:
        move.journal.change(placement.youth, **placement.youth.with_versions(notices))
    approvals.ask_again(move)


def extend(move: Move) -> None:
    until = policy_of(move.subject).add(move.subject.reserved_until, "reservation_days")
    move.change(reserved_until=until, extended=True)
    hold_slot(move.subject.host_slot, until, journal=move.journal, now=move.now)
    move.open(PREPARE_FILE, due=until)


def send(move: Move) -> None:
    move.change(sent_on=move.today)
    hold(move, policy_of(move.subject).add(move.today, "release_days"))


def recall_commitment(move: Move) -> None:
    """The written reminder leaves, with a copy to the buyer; the answer stays due."""
    move.close(COMMITMENT_REMINDER, outcome="sent")


def approve(move: Move) -> None:
    """The approver's action is done; so is the tutor's, when an earlier refusal opened one."""
    kind = approvals.at_stake(move.subject)
    if action := approvals.pending(move.subject):
        move.journal.change(action, done_at=move.now, done_by=move.by, outcome="approved")
    approvals.give(move, kind)
    move.close(REVISE_FILE, outcome="approved")


def refuse_approval(move: Move) -> None:
    """The tutor revises the file; the approver's action stands, and is due again later."""
    action = approvals.pending(move.subject) or move.open(approvals.at_stake(move.subject))
    due = policy_of(move.subject).due(kind_of(action.verb), move.today)
    move.journal.change(action, due=due, counted_from=move.today, outcome="refused")
    move.open(REVISE_FILE)
