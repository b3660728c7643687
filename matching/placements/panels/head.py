"""Who, where, followed by whom, until when; and the row of stages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import pluralize
from django.utils import timezone
from wagtail.admin.ui.components import Component

from matching.enums import NEGATIVE, PlacementStage
from matching.models import Placement
from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.workflow.panels.stages import StagesPanel, Step

Stage = PlacementStage


@dataclass(frozen=True, slots=True)
class Moment:
    """What matters at this stage, in French."""

    label: str
    words: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class FileHead(Component):
    """`youth_url`: the young person's record, for who may open it."""

    template_name = "matching/file/head.html"

    placement: Placement
    youth_url: str | None

    def get_context_data(self, parent_context=None):
        placement = self.placement
        return {
            "placement": placement,
            "youth": placement.youth,
            "guardians": placement.youth.guardians.all(),
            "slot": placement.host_slot,
            "youth_url": self.youth_url,
            "moment": moment_of(placement),
            "stages": StagesPanel(steps_of(placement)),
        }


def moment_of(placement: Placement) -> Moment | None:
    """Why it ended; else until when it is reserved, its meeting, or its dates once they are known."""
    if placement.end_reason:
        return Moment("Motif de fin", placement.end_reason_label)
    if placement.stage == Stage.RESERVED:
        notes = ["déjà prolongé"] if placement.extended else []
        return Moment("Réservé jusqu'au", numeric(placement.reserved_until), notes)
    if placement.stage == Stage.MEETING:
        return _meeting(placement)
    if placement.starts_on:
        return Moment("Dates", f"du {numeric(placement.starts_on)} au {numeric(placement.ends_on)}")
    return None


def _meeting(placement: Placement) -> Moment:
    words, notes = "date à fixer", []
    if placement.meeting_at:
        words = numeric_moment(placement.meeting_at)
        notes.append(placement.meeting_place)
        if placement.meeting_confirmed_on:
            day = placement.meeting_confirmed_on
            notes.append(f"venue du jeune confirmée le {numeric(day)}")
        elif not placement.meeting_is_past:
            notes.append("venue du jeune pas encore confirmée")
    if missed := placement.meetings_missed:
        notes.append(f"{missed} réunion{pluralize(missed)} manquée{pluralize(missed)}")
    return Moment("Réunion", words, [note for note in notes if note])


def steps_of(placement: Placement) -> list[Step]:
    """The stages of a file that goes well; a file that ended stops where it did."""
    days_of = {
        Stage.RESERVED: placement.reserved_on,
        Stage.SENT: placement.sent_on,
        Stage.MEETING: placement.meeting_held_on
        or (timezone.localdate(placement.meeting_at) if placement.meeting_at else None),
        Stage.CONVENTION: placement.accepted_on,
        Stage.IN_COMPANY: placement.started_on,
        Stage.REVIEW: placement.presence_ended_on,
        Stage.CLOSED: placement.closed_on,
    }
    if placement.stage in NEGATIVE:
        done = [stage for stage in days_of if days_of[stage] and stage != Stage.CLOSED]
        steps = [Step(stage.label, "done", _ticked(stage), days_of[stage]) for stage in done]
        label = Stage(placement.stage).label
        return [*steps, Step(label, "ended", "dossier terminé", placement.closed_on)]
    order = list(days_of)
    now = order.index(Stage(placement.stage))
    finished = placement.stage == Stage.CLOSED
    return [
        Step(
            stage.label,
            "done" if rank < now or finished else "now" if rank == now else "next",
            _ticked(stage) if rank < now or finished else "en cours" if rank == now else "à venir",
            days_of[stage] if rank <= now else None,
        )
        for rank, stage in enumerate(order)
    ]


def _ticked(stage) -> str:
    """What happened on the day shown under a stage that is over."""
    return {Stage.CONVENTION: "accepté", Stage.IN_COMPANY: "commencé"}.get(stage, "fait")
