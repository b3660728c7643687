"""Dates, hours and signatures of the convention."""

from matching.enums import PlacementStage
from matching.models import PlacementPeriod, Signature
from matching.placements import approvals
from matching.placements.actions.convention import SIGN
from matching.placements.actions.presence import END_PRESENCE
from matching.placements.signing import convention_to_sign
from offers.workflow import hold_slot
from psf.workflow.machine import Move


def sign(move: Move) -> None:
    for party in move.data["parties"]:
        move.journal.create(
            Signature,
            placement=move.subject,
            party=party,
            signed_on=move.data["signed_on"],
            recorded_by=move.by,
            **move.data.get("proof", {}),
        )
        if party in SIGN:
            move.close(SIGN[party], outcome="signed")


def give_up_signatures_by_link(move: Move) -> None:
    """What was signed by link is no longer what is planned: everybody signs the next one.

    In the company the signed convention holds; an adapted rhythm is an annex to it.
    """
    if move.subject.stage != PlacementStage.CONVENTION:
        return
    for signature in move.subject.signatures.filter(medium=Signature.Medium.LINK):
        move.journal.delete(signature)
        if signature.party in SIGN:
            move.open(SIGN[signature.party])
    for frozen in move.subject.storedfiles.filter(generated=True, attached=True):
        move.journal.change(frozen, attached=False)


def freeze_convention(move: Move) -> None:
    """Everybody signs the same document: made at the first request, never changed."""
    convention_to_sign(move.subject, by=move.by, now=move.now)


def set_schedule(move: Move) -> None:
    """Replace the periods; the dates of the placement follow them."""
    give_up_signatures_by_link(move)
    placement = move.subject
    for row in PlacementPeriod.objects.filter(placement=placement):
        move.journal.delete(row)
    for period in move.data["periods"]:
        move.journal.create(
            PlacementPeriod,
            placement=placement,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            days=list(period.days),
            day_start=period.day_start,
            day_end=period.day_end,
            break_minutes=period.break_minutes,
        )
    periods = move.data["periods"]
    move.change(
        starts_on=min(period.starts_on for period in periods),
        ends_on=max(period.ends_on for period in periods),
        **({"school": move.data["school"]} if move.data.get("school") else {}),
    )
    hold_slot(placement.host_slot, placement.ends_on, journal=move.journal, now=move.now)
    if placement.stage == PlacementStage.IN_COMPANY:
        move.open(END_PRESENCE, start=placement.ends_on)
    approvals.ask_again(move)


def exceed_hours(move: Move) -> None:
    """The company gives more hours than the clause asks for, on purpose."""
    give_up_signatures_by_link(move)
    placement = move.subject
    added = move.data["hours"] - placement.hours
    beyond = max(0, added - placement.offer.budget.left)
    move.journal.move_hours(placement.offer.budget, exceeded=beyond, reserved=added)
    move.change(
        hours=move.data["hours"],
        hours_reserved=placement.hours_reserved + added,
        hours_exceeded=placement.hours_exceeded + beyond,
    )
    approvals.ask_again(move)
