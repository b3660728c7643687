"""The réunion de présentation: held and decided, planned again, moved."""

from django.utils import timezone

from matching.enums import PlacementStage as Stage
from matching.placements.actions.kind import about_placement
from offers.enums import ActionSort
from psf.french.days import short
from psf.french.moments import short_moment
from psf.workflow.facts import Fact
from psf.workflow.kinds import Phone, declare
from psf.workflow.scripts import hello


def meet_and_decide(action, user) -> str:
    meeting = action.placement.meeting_at
    when = f" le {short_moment(meeting)}" if meeting else ""
    place = f", {action.placement.meeting_place}" if action.placement.meeting_place else ""
    return (
        f"Réunion de présentation{when}{place}. Le marché, le jeune qui se présente, les tâches, le"
        " rythme ; puis dites ici ce qui a été décidé."
    )


def plan_meeting(action, user) -> str:
    return f"{hello(action, user)} La réunion n'a pas pu se tenir. Quel jour vous conviendrait ? »"


def move_meeting(action, user) -> str:
    return (
        f"{hello(action, user)} Le jeune ne peut pas venir à la réunion prévue. Quel autre jour vous"
        " conviendrait cette semaine ou la suivante ? »"
    )


def days_of_the_meeting(action, placement) -> list[Fact]:
    if placement.meeting_at is None:
        return []
    at = timezone.localtime(placement.meeting_at)
    if placement.meeting_is_past:
        words = f"la réunion était prévue le {short_moment(at)} : dites ce qu'elle a donné"
    else:
        words = f"réunion le {short_moment(at)}, décision avant le {short(action.due)}"
    return [Fact("Dates", words)]


MEET_AND_DECIDE = declare(
    about_placement(
        verb="meet_and_decide",
        label="Tenir la réunion de présentation et décider",
        told="{entreprise}, le jeune et son tuteur se rencontrent, puis décident",
        days=2,
        heading="Réunion",
        opens_at=frozenset({Stage.MEETING}),
        start=lambda placement: timezone.localdate(placement.meeting_at),
        moves=("accept", "adapt", "not_retained", "missed", "postpone"),
        script=meet_and_decide,
        facts=days_of_the_meeting,
        sort=ActionSort.MEETING,
    )
)
PLAN_MEETING = declare(
    about_placement(
        verb="plan_meeting",
        label="Fixer une nouvelle date de réunion",
        told="Nous fixons une nouvelle date de réunion",
        days=2,
        heading="Réunion",
        moves=("postpone",),
        phone=Phone.TALK,
        script=plan_meeting,
        sort=ActionSort.MEETING,
    )
)
MOVE_MEETING = declare(
    about_placement(
        verb="move_meeting",
        label="Reporter la réunion avec le jeune et l'entreprise",
        told="Nous reportons la réunion avec {entreprise}",
        days=1,
        heading="Réunion",
        moves=("postpone", "confirm_meeting"),
        script=move_meeting,
        sort=ActionSort.MEETING,
    )
)
