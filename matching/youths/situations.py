"""The situation of a young person, and the action that it leaves open."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from matching.enums import OVER
from matching.models import SituationEntry, Youth
from matching.stages import ACTIVE, OPEN
from psf.workflow.agenda import close_actions, dates_of, open_action
from psf.workflow.journal import Journal
from psf.workflow.kinds import ActionKind, kinds
from psf.workflow.models import Action
from psf.workflow.policies.effective import remembered


def opened_by(youth: Youth, situation: str) -> ActionKind | None:
    """What a young person's situation asks for."""
    return next(
        (
            kind
            for kind in kinds("youth")
            if situation in kind.opens_at and (kind.when is None or kind.when(youth))
        ),
        None,
    )


def outliving() -> list[ActionKind]:
    """What stays open whatever becomes of the young person: calls that a family asked for."""
    return [kind for kind in kinds("youth") if kind.outlives]


def closing_day(youth: Youth, situation: str, since):
    """The day on which the following of somebody in `situation` ended, None while it goes on.

    The first one counts: a solution that replaces another does not make a file live longer.
    """
    if situation not in OVER or youth.placements.filter(stage__in=OPEN).exists():
        return None
    return youth.closed_on or since


def change_situation(
    youth: Youth,
    situation: str,
    *,
    by=None,
    since=None,
    comment: str = "",
    journal: Journal | None = None,
    now=None,
    opening: ActionKind | None = None,
) -> None:
    """Move a saved young person to `situation`, keep the trace, open what it asks for.

    The only way a situation changes: forms and imports save the record with its former situation,
    then call this. Ready young people always have an open action. `opening` replaces the default.
    """
    journal = journal or Journal()
    now = now or timezone.now()
    since = since or timezone.localdate(now)
    with transaction.atomic():
        if youth.situation != situation:
            journal.change(youth, situation=situation, situation_since=since)
            journal.create(
                SituationEntry,
                youth=youth,
                service_id=youth.service_id,
                situation=situation,
                since=since,
                by=by,
                comment=comment,
                noted_at=now,
            )
        closed_on = closing_day(youth, situation, since)
        if youth.closed_on != closed_on:
            journal.change(youth, closed_on=closed_on, announced_on=None)
        close_actions(
            youth,
            journal=journal,
            by=by,
            now=now,
            outcome=situation,
            but=outliving(),
        )
        opening = opening or opened_by(youth, situation)
        if opening and not youth.placements.filter(stage__in=ACTIVE).exists():
            open_action(youth, opening, journal=journal, now=now)


def start_following(youth: Youth, *, by=None, now=None) -> None:
    """Keep the first situation of a new record and open what it asks for."""
    now = now or timezone.now()
    SituationEntry.objects.create(
        youth=youth,
        service_id=youth.service_id,
        situation=youth.situation,
        since=youth.situation_since,
        by=by,
        noted_at=now,
    )
    change_situation(youth, youth.situation, by=by, since=youth.situation_since, now=now)


def start_following_all(youths: list[Youth], *, by=None, now=None) -> None:
    """The same for many records just created, in two queries."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    SituationEntry.objects.bulk_create(
        SituationEntry(
            youth=youth,
            service_id=youth.service_id,
            situation=youth.situation,
            since=youth.situation_since,
            by=by,
            noted_at=now,
        )
        for youth in youths
    )
    over = [youth.pk for youth in youths if youth.situation in OVER]
    if over:
        Youth.objects.filter(pk__in=over).update(closed_on=F("situation_since"))
    openings = [(youth, opened_by(youth, youth.situation)) for youth in youths]
    with remembered():
        Action.objects.bulk_create(
            Action(
                verb=opening.verb,
                actor=opening.actor,
                opened_at=now,
                person=youth.tutor if youth.tutor and youth.tutor.is_active else None,
                **dates_of(opening, youth.service_id, start=today),
                **youth.as_subject(),
            )
            for youth, opening in openings
            if opening
        )
