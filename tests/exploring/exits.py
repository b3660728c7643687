"""Whether an open action ends: a move, a call or a word that somebody who may can in fact make today.

Each is made, on the rows as they are, then forgotten. That a button is shown says nothing.
"""

from contextlib import contextmanager

from django.db import transaction

from matching.enums import Situation
from matching.models import Placement, Youth
from matching.placements import clock
from matching.placements.calls import record_call
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from matching.youths.situations import change_situation
from offers.actions import DECIDE_ADDRESS, DECIDE_BUYER_ADDRESS
from offers.models import CompanyContact, HostSlot, Offer
from offers.proposals import decide, proposals, proposals_of_contract
from offers.workflow import OFFERS
from psf.workflow import assignment
from psf.workflow.actors import actors_of
from psf.workflow.enums import COORDINATING, WITHOUT_ACCOUNT, Actor, CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.kinds import Phone, kind_of
from tests.exploring import answers

WORKFLOWS = {"placement": PLACEMENTS, "offer": OFFERS}


class Forgotten(Exception):
    """Raised to give back what was only tried."""


@contextmanager
def tried():
    """What happens inside has never been; a refusal goes through."""
    try:
        with transaction.atomic():
            yield
            raise Forgotten
    except Forgotten:
        pass


def way_out(action, people, now) -> str | None:
    """How this open action ends today, by one of `people`; None: it is a dead end."""
    kind = kind_of(action.verb)
    for person in people:
        if not must_do(person, action):
            continue
        for name, attempt in attempts(action, kind, person, now):
            try:
                with tried():
                    attempt()
            except Refused:
                continue
            return name
    return None


def attempts(action, kind, person, now):
    """(name, what makes it) of each way that the action's card offers to `person`."""
    subject = action.subject
    if kind.completable:
        yield "fait", lambda: assignment.complete(action, by=person, now=now)
    workflow = WORKFLOWS.get(kind.about)
    for name in kind.moves_of(subject) if workflow else ():
        transition = workflow.transitions[name]
        if subject.stage in transition.sources:
            yield name, lambda t=transition: make(workflow, subject, t, person, now)
    if kind.phone == Phone.CALL:
        yield "call", lambda: record_call(subject, by=person, outcome=CallOutcome.REACHED, now=now)
    if kind in (DECIDE_ADDRESS, DECIDE_BUYER_ADDRESS):
        yield "decide", lambda: settle_address(action, person)
        yield "clock", lambda: wait(action, now)
    if kind.about == "youth":
        yield "situation", lambda: change_situation(subject, Situation.LEFT_AGE, by=person, now=now)
    if kind.search:
        yield "search", lambda: find(action, person, now)


def make(workflow, subject, transition, person, now):
    """Make a move with what a form would let pass."""
    placement = isinstance(subject, Placement)
    data = (
        answers.of_file(subject, transition.name, now)
        if placement
        else answers.of_offer(subject, now)
    )
    text = "Vu ensemble." if transition.name == "refuse_approval" else ""
    return workflow.perform(
        subject,
        transition.name,
        by=person,
        data=data,
        reason=answers.reason(transition),
        text=text,
        now=now,
    )


def find(action, person, now) -> None:
    """Reserve a place among those that the list of the action may show."""
    if action.offer_id:
        offer = Offer.objects.get(pk=action.offer_id)
        slots, youths = offer.slots.free(), Youth.objects.free()
    else:
        slots, youths = HostSlot.objects.free(), [action.youth]
    for youth in youths:
        for slot in slots:
            try:
                reserve(youth, slot, by=person, now=now)
            except Refused:
                continue
            return
    raise Refused("Personne à proposer aujourd'hui.")


def settle_address(action, person) -> None:
    """Adopt the address that is proposed, where one still is."""
    if action.offer_id:
        waiting = proposals_of_contract(action.offer.contract)
    else:
        people = CompanyContact.objects.filter(pk=action.contact_id)
        waiting = proposals(people, [action.service_id])
    if not waiting:
        raise Refused("Rien à adopter.")
    for proposal in waiting:
        decide(proposal, adopt=True, by=person)


def wait(action, now) -> None:
    """Nobody has anything to decide any more: the clock ends it within the hour."""
    clock.run(now=now)
    action.refresh_from_db()
    if action.is_open:
        raise Refused("L'échéance ne l'a pas close.")


def must_do(person, action) -> bool:
    """Theirs to do, theirs to record for somebody without an account, or a coordinator's for a colleague."""
    mine = actors_of(person)
    return (
        action.actor in WITHOUT_ACCOUNT
        or Actor(action.actor) in mine
        or bool(COORDINATING & mine and action.actor != Actor.NATIONAL)
    )
