"""The call log: what unblocks a file is a call, and each outcome dates the next one."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.verbs import BY_PHONE, PlacementVerb
from offers.models import CompanyContact
from offers.verbs import OfferVerb
from psf.workflow.agenda import Opening, open_action
from psf.workflow.enums import Actor, CallOutcome, EventKind
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action, Event
from psf.workflow.models.event import TEXT_LIMIT

# When the next call is due, in days; « rappeler le… » says its own day.
NEXT_CALL_DAYS = {
    CallOutcome.REACHED: 5,
    CallOutcome.NO_ANSWER: 1,
    CallOutcome.MESSAGE_LEFT: 2,
    CallOutcome.WRONG_PERSON: 1,
}
PHONE_VERBS = (*BY_PHONE, OfferVerb.VERIFY_OFFER, OfferVerb.VERIFY_CONTACTS)
# Calls that are over once somebody answered: a silent company still owes its answer.
SERVED_ONCE_REACHED = defaultdict(
    lambda: frozenset({OfferVerb.VERIFY_CONTACTS, PlacementVerb.CALL_BACK_COMPANY}),
    {
        PlacementStage.RESERVED: frozenset(
            {PlacementVerb.CALL_COMPANY, PlacementVerb.CALL_BACK_COMPANY}
        ),
        PlacementStage.SENT: frozenset(
            {
                PlacementVerb.REMIND_COMPANY,
                PlacementVerb.CALL_THIRD_CONTACT,
                PlacementVerb.CALL_BACK_COMPANY,
            }
        ),
    },
)


def record_call(
    subject,
    *,
    by,
    outcome: str,
    contact: CompanyContact | None = None,
    call_back_on=None,
    new_contact: dict | None = None,
    text: str = "",
    now=None,
) -> Event:
    """Log a call about a placement or an offer and date the next one.

    `new_contact` holds the fields of the right person, when the call reached a wrong one: the
    former contact is marked as gone. Reaching somebody verifies them today. Raises Refused.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    if outcome == CallOutcome.CALL_BACK and (call_back_on is None or call_back_on < today):
        raise Refused({"call_back_on": "Indiquez le jour où rappeler, aujourd'hui ou plus tard."})
    with transaction.atomic():
        subject = lock_subject(subject)
        if outcome == CallOutcome.WRONG_PERSON and new_contact:
            contact = _replace(subject, contact, new_contact, today)
        elif outcome == CallOutcome.REACHED and contact is not None:
            CompanyContact.objects.filter(pk=contact.pk).update(verified_on=today)
        due = (
            call_back_on
            if outcome == CallOutcome.CALL_BACK
            else today + timedelta(days=NEXT_CALL_DAYS[outcome])
        )
        _date_next_call(subject, outcome, due, by=by, now=now)
        return Event.objects.create(
            kind=EventKind.CALL,
            name="call",
            label=f"Appel : {CallOutcome(outcome).label}",
            from_stage=subject.stage,
            to_stage=subject.stage,
            at=now,
            by=by,
            call_outcome=outcome,
            text=text[:TEXT_LIMIT],
            contact=contact,
            **subject.as_subject(),
        )


def _date_next_call(subject, outcome, due, *, by, now) -> None:
    """Move every open call of the subject to `due`; there is always a next one while it waits.

    Once somebody is reached, calls that serve nothing else have served.
    """
    journal = Journal()
    keys = subject.as_subject()
    mine = {"placement": keys["placement"]} if "placement" in keys else {"offer": keys["offer"]}
    calls = list(Action.objects.open().filter(verb__in=PHONE_VERBS, **mine).select_for_update())
    waiting = []
    for action in calls:
        if outcome == CallOutcome.REACHED and action.verb in SERVED_ONCE_REACHED[subject.stage]:
            journal.change(action, done_at=now, done_by=by, outcome=outcome)
        else:
            journal.change(action, due=due, escalated_on=None, counted_from=None)
            waiting.append(action)
    if not waiting and subject.stage == PlacementStage.SENT:
        call = Opening(PlacementVerb.CALL_COMPANY, Actor.TUTOR, 0)
        open_action(subject, call, journal=journal, now=now, due=due, person=subject.tutor)


def _replace(subject, contact, values: dict, today) -> CompanyContact:
    """Mark a wrong contact as gone and add the right one, verified by this very call."""
    company = contact.company if contact else getattr(subject, "offer", subject).company
    if contact is not None:
        CompanyContact.objects.filter(pk=contact.pk).update(left_on=today)
    right = CompanyContact(company=company, verified_on=today, rank=1, **values)
    right.full_clean(exclude=["company"])
    right.save()
    return right
