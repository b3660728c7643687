"""The call log: what unblocks a file is a call, and each outcome dates the next one."""

from copy import copy

from django.db import transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.actions.reserved import CALL_COMPANY
from offers.enums import AddressSource
from offers.models import CompanyContact
from psf.workflow.agenda import open_action
from psf.workflow.enums import CallOutcome, EventKind
from psf.workflow.errors import Refused, within
from psf.workflow.journal import Journal
from psf.workflow.kinds import Phone, kind_of, verbs_where
from psf.workflow.locks import lock_subject
from psf.workflow.models import Action, Event
from psf.workflow.models.event import TEXT_LIMIT
from psf.workflow.policies.effective import policy_of
from psf.workflow.policies.obligatory import unticked
from psf.workflow.words import label_of, word_for

# When the next call is due, in days as the policy counts them; « rappeler le… » says its own day.
NEXT_CALL_DAYS: dict[str, int] = {
    CallOutcome.REACHED: 5,
    CallOutcome.NO_ANSWER: 1,
    CallOutcome.MESSAGE_LEFT: 2,
    CallOutcome.WRONG_PERSON: 1,
}


def contacts_to_call(subject):
    """People still there at the company that hosts, and at the one that holds the contract."""
    companies = (
        {subject.offer.company_id, subject.host_slot.host_id}
        if isinstance(subject, Placement)
        else {subject.company_id}
    )
    found = CompanyContact.objects.filter(company__in=companies - {None})
    follower = subject.service_id
    return found.reachable_for(follower).select_related("company").known_to(follower)


def record_call(
    subject,
    *,
    by,
    outcome: str,
    contact: CompanyContact | None = None,
    call_back_on=None,
    new_contact: dict | None = None,
    new_address: dict | None = None,
    text: str = "",
    now=None,
) -> Event:
    """Log a call about a placement or an offer and date the next one.

    `outcome` is a code of CallOutcome, or the key of one of the territory's words for it.
    `new_contact` holds the fields of the right person, when the call reached a wrong one: the
    former contact is marked as gone. Reaching somebody verifies them today; `new_address` holds
    what that same person says of their `email` or `phone`. The event remembers all of it:
    `PLACEMENTS.undo` or `OFFERS.undo` goes back on it. Raises Refused.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    word = word_for(subject, CallOutcome, outcome, today)
    outcome = word.category if word else outcome
    if outcome == CallOutcome.CALL_BACK and (call_back_on is None or call_back_on < today):
        raise Refused({"call_back_on": "Indiquez le jour où rappeler, aujourd'hui ou plus tard."})
    journal = Journal()
    with transaction.atomic():
        subject = lock_subject(subject)
        contact = _locked(contact)
        if outcome == CallOutcome.WRONG_PERSON and new_contact:
            right = _replace(subject, contact, new_contact, today, by, journal)
            text = f"Bonne personne : {right.name}. {text}".strip()
        elif contact is not None and new_address:
            _correct(subject, contact, new_address, today, by, journal)
        elif contact is not None and outcome == CallOutcome.REACHED:
            journal.change(contact, verified_on=today)
        due = (
            call_back_on
            if outcome == CallOutcome.CALL_BACK
            else policy_of(subject).count.add(today, NEXT_CALL_DAYS[outcome])
        )
        _date_next_call(subject, outcome, due, by=by, now=now, journal=journal)
        return Event.objects.create(
            kind=EventKind.CALL,
            name="call",
            label=f"Appel : {label_of(word, outcome, CallOutcome)}",
            from_stage=subject.stage,
            to_stage=subject.stage,
            at=now,
            by=by,
            call_outcome=outcome,
            word=word,
            text=within(text, TEXT_LIMIT),
            contact=contact,
            memory={"journal": journal.entries},
            **subject.as_subject(),
        )


def _locked(contact: CompanyContact | None) -> CompanyContact | None:
    """As they are now: what an undo brings back."""
    if contact is None:
        return None
    return CompanyContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)


def _date_next_call(subject, outcome, due, *, by, now, journal) -> None:
    """Move every open call of the subject to `due`; there is always a next one while it waits.

    Once somebody is reached, calls that serve nothing else have served.
    """
    keys = subject.as_subject()
    mine = {"placement": keys["placement"]} if "placement" in keys else {"offer": keys["offer"]}
    verbs = verbs_where(lambda kind: kind.phone == Phone.CALL)
    calls = list(Action.objects.open().filter(verb__in=verbs, **mine).select_for_update())
    waiting = []
    for action in calls:
        reached = outcome == CallOutcome.REACHED
        over = reached and kind_of(action.verb).is_over_once_reached(subject.stage)
        # The call is kept whatever happens; an obligatory point keeps its action open.
        if over and not unticked(action):
            journal.change(action, done_at=now, done_by=by, outcome=outcome)
        else:
            journal.change(action, due=due, escalated_on=None, counted_from=None)
            waiting.append(action)
    if not waiting and subject.stage == PlacementStage.SENT:
        open_action(subject, CALL_COMPANY, journal=journal, now=now, chosen=due)


def _correct(subject, contact, said: dict, today, by, journal) -> None:
    """Note the address or number that whoever was reached gave of their own.

    It verifies them, and says that they are still there.
    """
    also = {"verified_on": today}
    if said.get("email", contact.email) != contact.email:
        also["bounced_on"] = None
    typed = copy(contact)
    for name, value in said.items():
        setattr(typed, name, value)
    typed.full_clean(exclude=["company"])
    said = {"left_on": None, **said}
    contact.note(
        said, journal=journal, service=subject.service_id, source=AddressSource.CALL, by=by, **also
    )


def _replace(subject, contact, values: dict, today, by, journal) -> CompanyContact:
    """Mark a wrong contact as gone and add the right one, verified by this very call."""
    company = contact.company if contact else getattr(subject, "offer", subject).company
    said = CompanyContact.saying(AddressSource.CALL, by)
    if contact is not None:
        contact.note(
            {"left_on": today},
            journal=journal,
            service=subject.service_id,
            source=AddressSource.CALL,
            by=by,
        )
    values = {"company": company, "verified_on": today, "rank": 1, **values, **said}
    CompanyContact(**values).full_clean(exclude=["company"])
    right = journal.create(CompanyContact, **values)
    if isinstance(subject, Placement):
        right.adopt([subject.service_id], by=by)
    return right
