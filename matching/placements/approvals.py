"""Approval of a move by a coordinator or the département, where a policy asks for it.

It is asked when a file enters the stage that the move leaves, by an open action of the approver; a
file that was there before keeps the rule under which it entered. Who asks never approves, nothing is
approved before it exists, and what changes afterwards is to be approved again.
"""

from matching.models import Approval
from matching.placements import profile
from psf.workflow.at_hand import open_actions_of
from psf.workflow.enums import Actor
from psf.workflow.kinds import ActionKind, kinds, verbs_of
from psf.workflow.machine import Move
from psf.workflow.models import Action, Event
from psf.workflow.policies.effective import policy_of

NOT_ASKED = "Aucune approbation n'est demandée à cette étape."
# From the narrowest to the widest: whoever stands above may approve too.
LEVELS = (Actor.COORDINATOR, Actor.DEPARTMENT, Actor.REGION)
# What is approved before each move, and the moves and records that write it.
CONTENTS = {"send": profile.imprint, "start": profile.schedule_imprint}
WRITERS = {
    "send": ("reserve", "prepare", "attach_file", "remove_file"),
    "start": ("reserve", "schedule", "exceed"),
}


def entitled(actor: str) -> frozenset[Actor]:
    """Who may approve what `actor` must approve."""
    return frozenset(LEVELS[LEVELS.index(Actor(actor)) :])


def asked_here(placement) -> list[ActionKind]:
    """The kinds of approval of the stage where the file is."""
    return [
        kind for kind in kinds("placement") if kind.approves and placement.stage in kind.opens_at
    ]


def pending(placement) -> Action | None:
    """The approval that the file waits for, or None."""
    asked = asked_here(placement)
    if not asked:
        return None
    wanted = verbs_of(asked)
    return next((each for each in open_actions_of(placement) if each.verb in wanted), None)


def at_stake(placement) -> ActionKind | None:
    """The approval to give here: asked for, or void since what was approved has changed."""
    for kind in asked_here(placement):
        if policy_of(placement).approver(kind.approves) is None:
            continue
        approval = given(placement, kind.approves)
        if pending(placement) or (approval is not None and is_stale(placement, approval)):
            return kind
    return None


def given(placement, name: str) -> Approval | None:
    return placement.approvals.filter(name=name).first()


def is_stale(placement, approval: Approval) -> bool:
    """Whether what was approved has changed since."""
    return bool(approval.content) and approval.content != CONTENTS[approval.name](placement)


def missing(placement, name: str) -> str | None:
    """Who must still approve this move, in French; None once nobody must."""
    approver = policy_of(placement).approver(name)
    if approver is None:
        return None
    action = pending(placement)
    if action is None:
        approval = given(placement, name)
        if approval is not None and is_stale(placement, approval):
            return f"Changé depuis l'approbation : à approuver de nouveau par : {approver.label}."
        return None
    if action.outcome:
        return f"Refusé par {action.get_actor_display()} : à revoir, puis à approuver."
    return f"À approuver d'abord par : {action.get_actor_display()}."


def askers(placement, name: str) -> set[int]:
    """Who follows the file, reserved it, or wrote what is to be approved: they ask, others approve."""
    events = Event.objects.not_undone().filter(placement=placement, name__in=WRITERS[name])
    return {placement.tutor_id, *events.exclude(by=None).values_list("by", flat=True)}


def asker(placement, name: str) -> int:
    """Who wrote last what is to be approved, else who follows the file."""
    events = Event.objects.not_undone().filter(placement=placement, name__in=WRITERS[name])
    last = events.exclude(by=None).order_by("-at", "-pk").values_list("by", flat=True).first()
    return last or placement.tutor_id


def give(move: Move, kind: ActionKind) -> None:
    """Keep who approved what; a former approval of the same move gives way."""
    placement, name = move.subject, kind.approves
    if former := given(placement, name):
        move.journal.delete(former)
    move.journal.create(
        Approval,
        placement=placement,
        name=name,
        asked_by_id=asker(placement, name),
        approved_by=move.by,
        approved_at=move.now,
        content=CONTENTS[name](placement),
    )


def ask_again(move: Move) -> None:
    """What was approved has changed: the approval is void, and asked anew."""
    placement = move.subject
    for kind in asked_here(placement):
        approval = given(placement, kind.approves)
        if approval is None or (
            approval.content and approval.content == CONTENTS[kind.approves](placement)
        ):
            continue
        move.journal.delete(approval)
        approver = policy_of(placement).approver(kind.approves)
        if approver is not None:
            move.journal.change(move.open(kind), actor=approver)
