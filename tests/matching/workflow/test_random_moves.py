"""Random legal and illegal moves by several users; the rules of domain §5 hold after each."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from matching.enums import PlacementStage, WayOn
from matching.models import Placement
from matching.placements import clock
from matching.placements.integrity import broken_promises
from matching.placements.replies.days import working_days
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from matching.stages import ACTIVE, NEGATIVE
from matching.youths.situations import start_following
from offers.enums import OfferStage
from offers.models import HostSlot, OfferBudget
from offers.workflow import OFFERS, declare
from psf.perimeter.scope import all_services, perimeter
from psf.territories import calendars
from psf.territories.models import School
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event
from tests.factories.accounts import coordinator, tutor
from tests.factories.journey import as_row
from tests.factories.matching import YouthFactory
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.factories.territories import SchoolFactory, ServiceFactory
from tests.matching.workflow.conftest import MONDAY
from tests.matching.workflow.test_actions import ways_out

pytestmark = pytest.mark.django_db


REACHED = set()
# Open actions met so far, by verb and stage; the first ones of each are looked at.
OPEN = Counter()
TRIES_OF_A_STATE = 5
TOWARDS_THE_END = (
    "close",
    "finish",
    "review",
    "start",
    "sign",
    "schedule",
    "accept",
    "plan_meeting",
    "send",
    "prepare",
)


class Moves(RuleBasedStateMachine):
    """Two services, three offers of four slots in all, four young people, four people who act."""

    @initialize()
    def build(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = MONDAY
        self.services = [ServiceFactory(name="MLDS d'ici"), ServiceFactory(name="MLDS d'ailleurs")]
        self.people = [
            (maker(service), service) for service in self.services for maker in (coordinator, tutor)
        ]
        self.slots = []
        for hours, count, service in ((150, 1, 0), (300, 2, 0), (150, 1, 1)):
            offer = OfferFactory(
                service=self.services[service],
                calibre=hours,
                hours=hours,
                stage=OfferStage.DECLARED,
            )
            self.slots += [HostSlotFactory(offer=offer) for _ in range(count)]
            with perimeter([offer.service]):
                declare(offer, now=self.now)
                for name in ("take_charge", "verify"):
                    OFFERS.perform(offer, name, by=self.person(offer.service), now=self.now)
        self.youths = [
            YouthFactory(service=service, hours_wanted=150) for service in self.services * 2
        ]
        for youth in self.youths:
            with perimeter([youth.service]):
                start_following(youth, now=self.now)

    def person(self, service):
        return next(user for user, theirs in self.people if theirs == service)

    def attempt(self, service, move):
        """Make a move as somebody who sees one service; a refusal is a sentence, never an error."""
        try:
            with perimeter([service]):
                move()
        except Refused as refused:
            assert refused.sentence

    @rule(youth=st.integers(0, 3), slot=st.integers(0, 3), who=st.integers(0, 1))
    def reserve_a_slot(self, youth, slot, who):
        youth = self.youths[youth]
        users = [user for user, service in self.people if service == youth.service]
        slot = HostSlot.objects.get(pk=self.slots[slot].pk)
        self.attempt(youth.service, lambda: reserve(youth, slot, by=users[who], now=self.now))

    def moved(self, youth, who, move):
        youth = self.youths[youth]
        users = [user for user, service in self.people if service == youth.service]
        with perimeter([youth.service]):
            placement = Placement.objects.filter(youth=youth).order_by("-pk").first()
        if placement is not None:
            self.attempt(youth.service, lambda: move(placement, users[who]))

    @rule(
        youth=st.integers(0, 3),
        who=st.integers(0, 1),
        name=st.sampled_from(sorted(PLACEMENTS.transitions)),
        days=st.integers(-3, 10),
        way_on=st.sampled_from(WayOn.values),
    )
    def try_any_move(self, youth, who, name, days, way_on):
        self.moved(youth, who, lambda *args: self.perform(*args, name, days, way_on))

    @rule(youth=st.integers(0, 3), who=st.integers(0, 1), steps=st.integers(4, 14))
    def carry_forward(self, youth, who, steps):
        """Make legal moves towards the bilan, waiting for the days they need."""

        def go(placement, user):
            for _ in range(steps):
                self.wait_for(placement)
                choices = PLACEMENTS.choices(placement, user, now=self.now)
                names = {choice.transition.name for choice in choices if choice.is_open}
                name = next((name for name in TOWARDS_THE_END if name in names), None)
                if name is None:
                    return
                self.perform(placement, user, name, 3, WayOn.PLACEMENT)

        self.moved(youth, who, go)

    def wait_for(self, placement):
        """Let the day of the meeting, the first or the last day come."""
        day = {
            PlacementStage.MEETING: placement.meeting_at and placement.meeting_at.date(),
            PlacementStage.CONVENTION: placement.starts_on,
            PlacementStage.IN_COMPANY: placement.ends_on,
        }.get(placement.stage)
        if day and day > self.now.date():
            self.now += timedelta(days=(day - self.now.date()).days)

    @rule(youth=st.integers(0, 3), who=st.integers(0, 1))
    def go_back(self, youth, who):
        self.moved(
            youth,
            who,
            lambda placement, user: PLACEMENTS.undo(
                placement, by=user, text="Erreur de saisie", now=self.now
            ),
        )

    @rule(days=st.integers(1, 20))
    def let_time_pass(self, days):
        self.now += timedelta(days=days)
        report = clock.run(now=self.now)
        assert not report.failed

    def perform(self, placement, user, name, days, way_on):
        reasons = PLACEMENTS.transitions[name].reasons
        today = self.now.date()
        next_monday = max(date(2027, 1, 4), today + timedelta(days=7 - today.weekday()))
        opinions = dict.fromkeys(("by_youth", "by_company", "by_tutor"), "acquired")
        data = {
            "goals": "Découvrir un métier.",
            "cv_ready_on": True,
            "letter_ready_on": True,
            "notice_given_on": True,
            "guardian_notice_given_on": True,
            "meeting_at": self.now + timedelta(days=days),
            "periods": [],
            "school": School.objects.first(),
            "parties": placement.missing_signatures,
            "signed_on": today,
            "hours": 180,
            "week": today - timedelta(days=today.weekday()),
            "kind": "absence",
            "happened_on": today,
            "last_day": today,
            "lines": [{"skill": "Accueillir", **opinions}],
            "way_on": way_on,
            "dates": [
                timezone.make_aware(datetime.combine(day, time(10)))
                for day in working_days(placement.service.department, today + timedelta(days=1), 2)
            ],
            "name": "Dominique Essai",
            "phone": "01 99 00 55 66",
            "day": working_days(placement.service.department, today, 1)[0],
            "moment": "morning",
            "on_behalf_of": "youth",
            "opinions": {"Ranger": "acquired"},
        }
        if name == "presence":
            data["hours"] = 30
        elif name == "schedule":
            locked = Placement.objects.for_file().get(pk=placement.pk)
            data["periods"] = [as_row(proposed_period(locked, next_monday))]
        PLACEMENTS.perform(
            placement,
            name,
            by=user,
            data=data,
            reason=reasons.values[0] if reasons else "",
            now=self.now,
        )

    @invariant()
    def promises_hold(self):
        if not hasattr(self, "services"):
            return
        with all_services("test"):
            assert broken_promises() == []
            active = Placement.objects.filter(stage__in=ACTIVE)
            for name in ("youth", "host_slot"):
                ids = list(active.values_list(name, flat=True))
                assert len(ids) == len(set(ids))
            overbooked = OfferBudget.objects.filter(
                total__lt=F("reserved") + F("consumed") - F("exceeded")
            )
            assert not overbooked.exists()
            assert not Placement.objects.filter(stage__in=NEGATIVE, end_reason="").exists()
            assert not Action.objects.open().filter(actor="").exists()
        self.open_actions_end()
        with all_services("test"):
            late = Placement.objects.filter(ends_on__gt=F("offer__contract__firm_end"))
            assert not late.filter(stage=PlacementStage.IN_COMPANY).exists()
            for placement in Placement.objects.filter(stage=PlacementStage.IN_COMPANY):
                assert placement.missing_signatures == []
            REACHED.update(Event.objects.transitions().values_list("to_stage", flat=True))
            for placement in Placement.objects.all():
                moves = Event.objects.transitions().not_undone().filter(placement=placement)
                assert moves.order_by("-at", "-pk").first().to_stage == placement.stage

    def open_actions_end(self):
        """Whoever must do an open action has a way out of it, or is told why not."""
        for service in self.services:
            users = [user for user, theirs in self.people if theirs == service]
            with perimeter([service]):
                for action in Action.objects.open().in_services([service.pk]):
                    state = (action.verb, getattr(action.subject, "stage", ""))
                    OPEN[state] += 1
                    if OPEN[state] <= TRIES_OF_A_STATE:
                        assert ways_out(action, users), state

    def teardown(self):
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


@pytest.mark.long
def test_random_moves_never_break_a_rule():
    calendars.load()
    SchoolFactory()
    run_state_machine_as_test(
        Moves,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The walk is worth something only if it goes far.
    assert {"sent", "meeting", "convention", "in_company", "review", "closed"} <= REACHED
