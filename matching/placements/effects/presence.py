"""What happens in the company, from the first day."""

from matching.enums import TOLD_TO_BUYER, IncidentKind, Situation
from matching.models import Attendance, Incident, Review
from matching.placements.actions.presence import CHECK_IN
from matching.youths.situations import change_situation
from psf.workflow.machine import Move


def start(move: Move) -> None:
    placement = move.subject
    move.change(started_on=placement.starts_on)
    move.journal.create(
        Review,
        placement=placement,
        youth_id=placement.youth_id,
        service_id=placement.service_id,
        opened_on=move.today,
    )
    change_situation(
        placement.youth,
        Situation.IN_PLACEMENT,
        by=move.by,
        journal=move.journal,
        now=move.now,
    )


def record_presence(move: Move) -> None:
    move.journal.move_hours(move.subject.offer.budget, done=move.data["hours"])
    move.journal.create(
        Attendance,
        placement=move.subject,
        week=move.data["week"],
        hours=move.data["hours"],
        recorded_by=move.by,
    )


def check_in(move: Move) -> None:
    """The regular talk took place: the next one is due in a week."""
    move.close(CHECK_IN, outcome="done")
    move.open(CHECK_IN)


def record_incident(move: Move) -> None:
    """The buyer hears of bad conditions and accidents, never of pedagogy."""
    word = move.chosen(IncidentKind, move.data["kind"])
    kind = IncidentKind(word.category if word else move.data["kind"])
    move.journal.create(
        Incident,
        placement=move.subject,
        happened_on=move.data["happened_on"],
        kind=kind,
        kind_word=word,
        text=move.data.get("text", ""),
        buyer_told=kind in TOLD_TO_BUYER,
        recorded_by=move.by,
    )
