"""Who, where, followed by whom, until when; and the row of stages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import pluralize
from wagtail.admin.ui.components import Component

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.calls import contacts_to_call
from matching.stages import KINDS
from offers.life.calls import first_with_phone
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
    """`youth_url`: the young person's record, for who may open it; in a hand, the number to call too."""

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
            "call": first_with_phone(contacts_to_call(placement)) if placement.is_open else None,
            "moment": moment_of(placement),
            "stages": StagesPanel(steps_of(placement)),
        }


def moment_of(placement: Placement) -> Moment | None:
    """Why it ended; else until when it is reserved, its meeting, or its dates once they are known."""
    if placement.end_reason:
        said = placement.silence_reason_label
        notes = [f"ce que l'on sait du silence : {said}"] if said and not placement.is_open else []
        return Moment("Motif de fin", placement.end_reason_label, notes)
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
    row = [kind for kind in KINDS if not kind.is_negative]
    days = {kind: getattr(placement, kind.since) for kind in row}
    if placement.kind.is_negative:
        steps = [
            Step(kind.stage.label, "done", kind.ticked, day)
            for kind, day in days.items()
            if day and kind.stage != Stage.CLOSED
        ]
        label = placement.kind.stage.label
        return [*steps, Step(label, "ended", "dossier terminé", placement.closed_on)]
    now = row.index(placement.kind)
    finished = placement.stage == Stage.CLOSED
    return [
        Step(
            kind.stage.label,
            "done" if rank < now or finished else "now" if rank == now else "next",
            kind.ticked if rank < now or finished else "en cours" if rank == now else "à venir",
            days[kind] if rank <= now else None,
        )
        for rank, kind in enumerate(row)
    ]
