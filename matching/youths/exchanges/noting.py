"""Noting an exchange: what was said is kept, what it answered is done, the next one has its day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from matching.enums import ExchangeWay, ExchangeWith
from matching.models import Youth
from matching.youths.actions import (
    CALL_BACK_GUARDIAN,
    CALL_BACK_YOUTH,
    SEE_PARTNER,
    SEE_YOUTH,
    TELL_YOUTH,
)
from matching.youths.exchanges.days import check_day
from matching.youths.following import keep_followed
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.enums import COORDINATING, Actor, CallOutcome, EventKind
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.kinds import kind_of, verbs_of
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action, Event
from psf.workflow.policies.effective import policy_of
from psf.workflow.words import word_for

# Who may note: whoever follows young people.
WHO = frozenset({Actor.TUTOR, *COORDINATING})
NAME = "exchange"
CALLS: dict[str, CallOutcome] = {
    ExchangeWay.CALL_REACHED: CallOutcome.REACHED,
    ExchangeWay.CALL_NO_ANSWER: CallOutcome.NO_ANSWER,
    ExchangeWay.CALL_MESSAGE_LEFT: CallOutcome.MESSAGE_LEFT,
}
# Somebody spoke, or wrote: what waited for that is done.
SPOKEN = frozenset({ExchangeWay.CALL_REACHED, ExchangeWay.MET, ExchangeWay.WRITTEN})
# What an exchange with each one answers.
ANSWERS = {
    ExchangeWith.YOUTH: (SEE_YOUTH, CALL_BACK_YOUTH, TELL_YOUTH),
    ExchangeWith.GUARDIAN: (CALL_BACK_GUARDIAN,),
    ExchangeWith.PARTNER: (SEE_PARTNER,),
}
BEGINNINGS: dict[str, str] = {
    ExchangeWay.MET: "Rencontre avec {whom}",
    ExchangeWay.WRITTEN: "Message reçu : {whom}",
    ExchangeWay.NOTE: "Note",
}


def label_of(way: str, whom: str) -> str:
    """« Appel : joint – le jeune », « Rencontre avec le jeune », « Note »."""
    with_whom = ExchangeWith(whom).label
    if way in CALLS:
        return f"{ExchangeWay(way).label} – {with_whom}"
    return BEGINNINGS[way].format(whom=with_whom)


def note_exchange(
    youth: Youth,
    *,
    by,
    way: str,
    whom: str = ExchangeWith.YOUTH,
    text: str = "",
    day: date | None = None,
    by_partner: bool = False,
    now=None,
) -> Event:
    """Keep one exchange and date the next one; raise Refused, by field, when a day can't be.

    `way` and `whom` are values of ExchangeWay and ExchangeWith. `day` is that of the next exchange,
    with the partner who follows the young person meanwhile when `by_partner`. Without it what is
    open stays, and somebody still followed for whom nothing is left open gets a next point.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    if way == ExchangeWay.NOTE and not text.strip():
        raise Refused({"text": "Écrivez ce qui est à noter."})
    if day is not None:
        check_day(day, policy_of(youth), today)
    with transaction.atomic():
        youth = lock_subject(youth)
        if youth.merged_into_id or youth.anonymised_on:
            raise Refused("Ce dossier n'est plus suivi.")
        journal = Journal()
        answered = ANSWERS[ExchangeWith(whom)]
        if way in SPOKEN:
            close_actions(youth, journal=journal, by=by, now=now, outcome="spoken", kinds=answered)
        event = Event.objects.create(
            kind=EventKind.CALL if way in CALLS else EventKind.NOTE,
            name=NAME,
            label=label_of(way, whom),
            at=now,
            by=by,
            text=text,
            call_outcome=CALLS.get(way, ""),
            word=word_for(youth, CallOutcome, CALLS[way]) if way in CALLS else None,
            **youth.as_subject(),
        )
        if day is not None:
            _date(youth, day, by_partner, answered, journal, by, now)
        keep_followed(youth, now=now)
    return event


def _date(youth, day, by_partner, answered, journal, by, now) -> None:
    """Date what already waits for this exchange, else open a point on that day."""
    if by_partner:
        close_actions(youth, journal=journal, by=by, now=now, outcome="partner", kinds=[SEE_YOUTH])
        open_action(youth, SEE_PARTNER, journal=journal, now=now, chosen=day)
        return
    own = Action.objects.open().filter(youth=youth, placement__isnull=True)
    waiting = {action.verb for action in own.filter(verb__in=verbs_of(answered))}
    for verb in sorted(waiting) or [SEE_YOUTH.verb]:
        open_action(youth, kind_of(verb), journal=journal, now=now, chosen=day)


def is_an_exchange(verb: str) -> bool:
    """Whether noting an exchange does an action of this verb."""
    return any(verb in verbs_of(answered) for answered in ANSWERS.values())


def with_whom(verb: str) -> ExchangeWith:
    """With whom one speaks to do it; the young person by default."""
    return next(
        (whom for whom, answered in ANSWERS.items() if verb in verbs_of(answered)),
        ExchangeWith.YOUTH,
    )


def next_point(youth: Youth) -> Action | None:
    """The nearest open action that is an exchange with, or about, the young person."""
    kinds = [kind for answered in ANSWERS.values() for kind in answered]
    own = Action.objects.open().filter(youth=youth, placement__isnull=True).of(*kinds)
    return own.select_related("person").oldest_first().first()
