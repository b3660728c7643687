"""Legal and illegal moves in any order, by people who leave, refuse or fall silent; then the clock.

After each step: no open action is a dead end, nobody is forgotten, the rules of domain §5 hold. An undo
brings every row back (`tests/matching/workflow/snapshot.py` names what it leaves).
"""

from collections import Counter
from datetime import timedelta
from typing import Any

import time_machine
from django.db import transaction
from django.db.models import F
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from matching.enums import PlacementStage, Situation, WayOn
from matching.models import Placement, Youth
from matching.placements import clock
from matching.placements.calls import contacts_to_call, record_call
from matching.placements.integrity import broken_promises
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from matching.retention import announcing, archiving
from matching.stages import ACTIVE, NEGATIVE
from matching.youths.situations import change_situation
from offers.models import CompanyContact, HostSlot, Offer, OfferBudget
from offers.workflow import OFFERS, lock_offer, settle
from psf.accounts.models import User
from psf.messaging.models import Message
from psf.messaging.undelivered import tell
from psf.perimeter.scope import all_services, perimeter
from psf.workflow import assignment
from psf.workflow.enums import CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action, Event
from tests.exploring import answers
from tests.exploring.around import Around, rows_written
from tests.exploring.back import GoingBack
from tests.exploring.choices import CHOICE, OFFER, SLOT, WHO, YOUTH
from tests.exploring.exits import way_out
from tests.exploring.world import MONDAY, World, build

# Nobody decided the durations of this world: its nights destroy nothing.
NOT_EXPLORED = "dossier échu, pas encore détruit"
TOWARDS_THE_END = (
    "close",
    "give_up_opinion",
    "finish",
    "start",
    "sign",
    "schedule",
    "accept",
    "plan_meeting",
    "send",
    "prepare",
)
# An action in a state met before is looked at again this many times: the rows around it differ.
TRIES_OF_A_STATE = 4

REACHED: set[str] = set()
LOOKED_AT: Counter = Counter()
STEPS: Counter = Counter()


class Exploring(GoingBack, RuleBasedStateMachine):
    """One run, inside a savepoint that is rolled back at its end; `explore` builds the world."""

    world: World
    traveller: Any

    @initialize(youth=YOUTH, slot=SLOT, steps=st.sampled_from([14, 8, 4, 0]))
    def begin(self, youth, slot, steps):
        """With a parcours under way or over, in most runs: random moves alone seldom lead there."""
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = MONDAY
        self.looked_at = None
        self.traveller.move_to(MONDAY)
        if steps:
            self.reserve_a_slot(youth, slot, 0)
            self.carry_forward(youth, 0, steps, WayOn.PLACEMENT)

    def teardown(self):
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # Who and what

    def attempt(self, name, service, move):
        """Make a move as somebody who sees one service; a refusal is a sentence, never an error."""
        try:
            with perimeter([service]):
                move()
        except Refused as refused:
            assert refused.sentence
            return
        STEPS[name] += 1

    def on_file(self, name, youth, who, move):
        """`move(placement, user)` on the newest file of a young person, if there is one."""
        service = self.world.youths[youth].service
        with perimeter([service]):
            placement = (
                Placement.objects.filter(youth=self.world.youths[youth]).order_by("-pk").first()
            )
        users = self.world.followers(service)
        if placement is not None:
            self.attempt(name, service, lambda: move(placement, users[who % len(users)]))

    def on_offer(self, name, number, who, move):
        offer = Offer.objects.get(pk=self.world.offers[number].pk)
        users = self.world.followers(offer.service)
        self.attempt(name, offer.service, lambda: move(offer, users[who % len(users)]))

    def move_file(self, placement, user, name, *, days=3, way_on=WayOn.PLACEMENT, choice=0):
        transition = PLACEMENTS.transitions[name]
        return PLACEMENTS.perform(
            placement,
            name,
            by=user,
            data=answers.of_file(placement, name, self.now, days=days, way_on=way_on),
            reason=answers.reason(transition, choice),
            text="Vu ensemble.",
            now=self.now,
        )

    def move_offer(self, offer, user, name, *, days=10, choice=0):
        return OFFERS.perform(
            offer,
            name,
            by=user,
            data=answers.of_offer(offer, self.now, days=days),
            reason=answers.reason(OFFERS.transitions[name], choice),
            now=self.now,
        )

    # What people do

    @rule(youth=YOUTH, slot=SLOT, who=WHO)
    def reserve_a_slot(self, youth, slot, who):
        youth = self.world.youths[youth]
        users = self.world.followers(youth.service)
        slot = HostSlot.objects.get(pk=self.world.slots[slot].pk)
        user = users[who % len(users)]
        self.attempt("reserve", youth.service, lambda: reserve(youth, slot, by=user, now=self.now))

    @rule(
        youth=YOUTH,
        who=WHO,
        name=st.sampled_from(sorted(PLACEMENTS.transitions)),
        days=st.integers(-3, 10),
        way_on=st.sampled_from(WayOn.values),
        choice=CHOICE,
    )
    def try_any_move(self, youth, who, name, days, way_on, choice):
        self.on_file(
            name,
            youth,
            who,
            lambda *args: self.move_file(*args, name, days=days, way_on=way_on, choice=choice),
        )

    @rule(youth=YOUTH, who=WHO, steps=st.integers(4, 14), way_on=st.sampled_from(WayOn.values))
    def carry_forward(self, youth, who, steps, way_on):
        """Legal moves towards the bilan, waiting for the days that they need."""

        def go(placement, user):
            for _ in range(steps):
                self.wait_for(placement)
                choices = PLACEMENTS.choices(placement, user, now=self.now)
                names = {choice.transition.name for choice in choices if choice.is_open}
                name = next((name for name in TOWARDS_THE_END if name in names), None)
                if name is None:
                    return
                self.move_file(placement, user, name, way_on=way_on)

        self.on_file("carry", youth, who, go)

    def wait_for(self, placement):
        """The day of the meeting, the first or the last day comes, and no clock runs meanwhile."""
        day = {
            PlacementStage.MEETING: placement.meeting_at and placement.meeting_at.date(),
            PlacementStage.CONVENTION: placement.starts_on,
            PlacementStage.IN_COMPANY: placement.ends_on,
        }.get(placement.stage)
        if day and day > self.now.date():
            self.pass_days((day - self.now.date()).days)

    @rule(
        number=OFFER,
        who=WHO,
        name=st.sampled_from(sorted(OFFERS.transitions)),
        days=st.integers(1, 40),
        choice=CHOICE,
    )
    def try_any_move_of_an_offer(self, number, who, name, days, choice):
        self.on_offer(
            name, number, who, lambda *args: self.move_offer(*args, name, days=days, choice=choice)
        )

    @rule(youth=YOUTH, who=WHO, outcome=st.sampled_from(CallOutcome.values), choice=CHOICE)
    def call_about_a_file(self, youth, who, outcome, choice):
        self.on_file("call", youth, who, lambda *args: self.call(*args, outcome, choice))

    @rule(number=OFFER, who=WHO, outcome=st.sampled_from(CallOutcome.values), choice=CHOICE)
    def call_about_an_offer(self, number, who, outcome, choice):
        self.on_offer("call", number, who, lambda *args: self.call(*args, outcome, choice))

    def call(self, subject, user, outcome, choice):
        contacts = list(contacts_to_call(subject))
        right = {"name": f"Dominique Appel{choice}", "role": "hr", "phone": "01 99 00 00 01"}
        return record_call(
            subject,
            by=user,
            outcome=outcome,
            contact=contacts[choice % len(contacts)] if contacts else None,
            call_back_on=self.now.date() + timedelta(days=choice),
            new_contact=right if choice % 2 else None,
            now=self.now,
        )

    @rule(choice=CHOICE, who=WHO, desk=st.integers(0, 2))
    def say_done(self, choice, who, desk):
        service, users = list(self.world.desks())[desk]
        with perimeter([service]):
            actions = list(Action.objects.open().in_services([service.pk]).order_by("pk"))
        actions = [action for action in actions if kind_of(action.verb).completable]
        if actions:
            action, user = actions[choice % len(actions)], users[who % len(users)]
            self.attempt(
                "done", service, lambda: assignment.complete(action, by=user, now=self.now)
            )

    @rule(youth=YOUTH, situation=st.sampled_from(Situation.values))
    def change_a_situation(self, youth, situation):
        """As the form of the record does: never by hand into, nor out of, a parcours."""
        service = self.world.youths[youth].service
        with perimeter([service]):
            row = Youth.objects.get(pk=self.world.youths[youth].pk)
            if situation == Situation.IN_PLACEMENT or row.placements.active().exists():
                return
        user = self.world.followers(service)[0]
        self.attempt(
            "situation",
            service,
            lambda: change_situation(row, situation, by=user, now=self.now),
        )

    @rule(number=OFFER, slot=SLOT, hours=st.sampled_from((0, 30, 150, 300)))
    def edit_an_offer(self, number, slot, hours):
        """As its form does: other hours, a place closed or opened."""

        def edit(offer, user):
            offer.hours = max(1, offer.budget.engaged + hours)
            offer.save()
            row = offer.slots.filter(pk=self.world.slots[slot].pk).first()
            if row is not None:
                HostSlot.objects.filter(pk=row.pk).update(active=not row.active)
            settle(lock_offer(offer.pk), journal=Journal(), now=self.now)

        self.on_offer("edit", number, 0, edit)

    # Who leaves

    @rule(number=OFFER, choice=CHOICE)
    def a_contact_leaves(self, number, choice):
        """One of them, or, one time in four, all of them."""
        present = CompanyContact.objects.filter(company=self.world.offers[number].company_id)
        gone = list(present.reachable())
        gone = gone if choice % 4 == 0 else gone[choice % 3 :][:1]
        CompanyContact.objects.filter(pk__in=[row.pk for row in gone]).update(
            left_on=self.now.date()
        )
        STEPS["contact leaves"] += len(gone)

    @rule(who=st.integers(0, 3))
    def an_account_is_closed(self, who):
        """Without a word to anybody; the region stays."""
        user, _ = self.world.people[who]
        User.objects.filter(pk=user.pk).update(is_active=False)
        STEPS["account closed"] += 1

    @rule(choice=CHOICE)
    def a_message_comes_back(self, choice):
        with all_services("test"):
            written = list(Message.objects.filter(service__isnull=False).order_by("pk"))
            if not written:
                return
            message = written[choice % len(written)]
            with perimeter([message.service_id]):
                tell(message)
        STEPS["message comes back"] += 1

    @rule(days=st.integers(1, 20))
    def let_time_pass(self, days):
        self.pass_days(days)
        report = clock.run(now=self.now)
        assert not report.failed
        STEPS["clock"] += 1

    def pass_days(self, days):
        self.now += timedelta(days=days)
        self.traveller.move_to(self.now)
        if days:
            announcing.announce(now=self.now)
            archiving.archive_due(now=self.now)

    # What always holds

    @invariant()
    def what_always_holds(self):
        """Looked at again once a row was written or a day has passed."""
        if self.looked_at != (rows_written(), self.now):
            self.nobody_is_forgotten_and_rules_hold()
            self.each_open_action_has_an_exit()
            self.looked_at = rows_written(), self.now

    def nobody_is_forgotten_and_rules_hold(self):
        with all_services("test"):
            broken = [each for each in broken_promises() if not each.startswith(NOT_EXPLORED)]
            assert broken == [], broken
            active = Placement.objects.filter(stage__in=ACTIVE)
            for name in ("youth", "host_slot"):
                ids = list(active.values_list(name, flat=True))
                assert len(ids) == len(set(ids))
            sites = list(active.values_list("host_slot__tutor", "host_slot__sort_site"))
            assert len(sites) == len(set(sites))
            overbooked = OfferBudget.objects.filter(
                total__lt=F("reserved") + F("consumed") - F("exceeded")
            )
            assert not overbooked.exists()
            assert not Placement.objects.filter(stage__in=NEGATIVE, end_reason="").exists()
            assert not Action.objects.open().filter(actor="").exists()
            late = Placement.objects.filter(ends_on__gt=F("offer__contract__firm_end"))
            assert not late.filter(stage=PlacementStage.IN_COMPANY).exists()
            for placement in Placement.objects.filter(stage=PlacementStage.IN_COMPANY):
                assert placement.missing_signatures == []
            REACHED.update(Event.objects.transitions().values_list("to_stage", flat=True))

    def each_open_action_has_an_exit(self):
        for service, people in self.world.desks():
            with perimeter([service]):
                actions = Action.objects.open().in_services([service.pk])
                around = Around(actions.select_related(*Around.READ), self.now.date())
                for action, state in around.states():
                    if LOOKED_AT[state] >= TRIES_OF_A_STATE:
                        continue
                    LOOKED_AT[state] += 1
                    assert way_out(action, people, self.now), state


def explore(settings, machine=Exploring) -> None:
    """Run the machine on a world of its own, of which nothing stays. Raises what it finds wrong."""
    for seen in (REACHED, LOOKED_AT, STEPS):
        seen.clear()
    with transaction.atomic(), time_machine.travel(MONDAY, tick=False) as traveller:
        machine.world, machine.traveller = build(), traveller
        try:
            run_state_machine_as_test(machine, settings=settings)
        finally:
            transaction.set_rollback(True)
