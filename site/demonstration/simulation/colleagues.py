"""The day of a tutor or coordinator: their queue, oldest first, with a bounded number of calls."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from demonstration.agreement import said
from demonstration.simulation.world import Colleague, Temper, World
from matching.desk.queue.tabs import given_to
from matching.enums import (
    InterruptedReason,
    MissedReason,
    NotRetainedReason,
    PlacementStage,
    Situation,
    WayOn,
    WithdrawnReason,
)
from matching.models import PlacementPeriod
from matching.placements.actions.asked import FIND_CONTACT
from matching.placements.actions.convention import GET_SIGNATURES
from matching.placements.actions.meeting import MEET_AND_DECIDE, MOVE_MEETING, PLAN_MEETING
from matching.placements.actions.presence import CHECK_IN, COMPLETE_REVIEW, END_PRESENCE
from matching.placements.actions.reserved import PREPARE_FILE
from matching.placements.actions.sent import CHOOSE_DATE
from matching.placements.calls import record_call
from matching.placements.replies.days import working_days
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from matching.ranking.live import slots_for, youths_for
from matching.youths.actions import PROPOSE_PLACEMENT, SEE_YOUTH
from matching.youths.situations import change_situation
from offers.actions import PROPOSE_YOUTH, TAKE_CHARGE, VERIFY_OFFER
from offers.models import CompanyContact
from offers.workflow import OFFERS
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.workflow import assignment
from psf.workflow.enums import WITHOUT_ACCOUNT, CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.kinds import Phone, kind_of
from psf.workflow.models import Action

# What is done a little ahead of its date, as one sees it coming.
AHEAD_DAYS = 1
MOST_FILES = 400
WEEKS_TRIED = 10
# Chance, each day, that one comes back to what may wait.
COMES_BACK = {
    PROPOSE_PLACEMENT: 0.25,
    PROPOSE_YOUTH: 0.25,
    PREPARE_FILE: 0.25,
    GET_SIGNATURES: 0.5,
}
SEARCHES = frozenset({PROPOSE_PLACEMENT, PROPOSE_YOUTH})
SUBJECTS = (
    "service",
    "youth__service",
    "placement__tutor",
    "placement__service__department",
    "placement__youth__service",
    "placement__offer__company",
    "placement__host_slot__commune__department__academy",
    "offer__company",
)
# What the tutor finds by working on the file itself, whatever its date.


class Work:
    """One colleague's working day."""

    def __init__(self, world: World, colleague: Colleague, clock, wanted: int):
        self.world, self.luck = world, world.luck
        self.me, self.user, self.clock = colleague, colleague.user, clock
        self.today: date = clock.today
        # Reservations that may still be made this year.
        self.wanted = wanted
        self.reserved = 0
        self.refusals = 0

    def do(self) -> None:
        services = PerimeterGrant.objects.services_of(self.user, self.today)
        self.clock.move(self.today, 9)
        with perimeter(services):
            actions = list(
                Action.objects.open()
                .in_services(services)
                .filter(given_to(self.user))
                .exclude(actor__in=WITHOUT_ACCOUNT)
                .filter(due__lte=self.today + timedelta(days=45))
                .oldest_first()[:MOST_FILES]
            )
            calls, moves = self.me.calls, self.me.moves
            for action in actions:
                if calls <= 0 and moves <= 0:
                    return
                if not self._is_time(action):
                    continue
                is_call = kind_of(action.verb).phone == Phone.CALL
                if (calls if is_call else moves) <= 0:
                    continue
                if self._handle(action):
                    calls, moves = (calls - 1, moves) if is_call else (calls, moves - 1)

    def _is_time(self, action) -> bool:
        early = {PREPARE_FILE: 30, PROPOSE_PLACEMENT: 30, GET_SIGNATURES: 14}
        kind = kind_of(action.verb)
        ahead = early.get(kind, AHEAD_DAYS)
        if action.due > self.today + timedelta(days=ahead):
            return False
        if kind in SEARCHES and self.reserved >= self.wanted:
            return False
        return self.luck.random() < COMES_BACK.get(kind, 1)

    def _handle(self, action) -> bool:
        # An earlier gesture of today may have done it, or ended its file.
        action = Action.objects.open().filter(pk=action.pk).select_related(*SUBJECTS).first()
        if action is None:
            return False
        hour = min(17, self.clock.now.astimezone(timezone.get_current_timezone()).hour)
        self.now = self.clock.move(self.today, max(9, hour), self.luck.randrange(60))
        kind = kind_of(action.verb)
        handler = HANDLERS.get(kind)
        try:
            if handler is not None:
                return handler(self, action) is not False
            if kind.phone == Phone.CALL:
                return self.call(action)
            if kind.completable:
                assignment.complete(action, by=self.user, now=self.now)
                return True
        except Refused:
            self.refusals += 1
        return False

    # Gestures

    def move(self, placement, name, *, reason="", **data) -> None:
        PLACEMENTS.perform(placement, name, by=self.user, reason=reason, data=data, now=self.now)

    def call(self, action) -> bool:
        """Half of the calls reach somebody; a company that answers the telephone may decide."""
        subject = action.placement or action.offer
        offer = action.placement.offer if action.placement_id else action.offer
        contact = CompanyContact.objects.filter(company=offer.company_id).reachable().first()
        if contact is None:
            self.world.new_contact(offer.company, 3)
            return True
        outcome = self.luck.choices(
            [CallOutcome.REACHED, CallOutcome.NO_ANSWER, CallOutcome.MESSAGE_LEFT],
            [5, 3, 2],
        )[0]
        temper = self.world.tempers[offer.company_id]
        if temper == Temper.NEVER and action.placement_id:
            outcome = self.luck.choice([CallOutcome.NO_ANSWER, CallOutcome.MESSAGE_LEFT])
        record_call(subject, by=self.user, outcome=outcome, contact=contact, now=self.now)
        if outcome != CallOutcome.REACHED:
            return True
        if kind_of(action.verb) is VERIFY_OFFER:
            OFFERS.perform(
                action.offer, "verify", by=self.user, data={"contact": contact}, now=self.now
            )
        elif action.placement_id and subject.stage == PlacementStage.SENT:
            self._decide_on_the_phone(subject, temper)
        return True

    def _decide_on_the_phone(self, placement, temper) -> None:
        if temper == Temper.REFUSES:
            self.move(placement, "not_retained", reason=NotRetainedReason.COMPANY_REFUSES)
        elif self.luck.random() < 0.5:
            self.move(placement, "plan_meeting", meeting_at=self._meeting_day(placement))

    def _meeting_day(self, placement):
        department = placement.host_slot.commune.department
        days = working_days(department, self.today + timedelta(days=2), 8)
        return _at(self.luck.choice(days), 14)

    def propose(self, action) -> bool:
        """The first places of the live list; somebody else may have taken them."""
        youth = action.youth
        for line in slots_for(youth, limit=3, today=self.today).lines:
            try:
                reserve(
                    youth,
                    line.subject,
                    by=self.user,
                    tutor=youth.tutor,
                    hours=150,
                    shown=line.proposal,
                    now=self.now,
                )
            except Refused:
                continue
            self.reserved += 1
            return True
        return False

    def propose_for_offer(self, action) -> bool:
        """Somebody near who is ready, for a place that waits."""
        slot = action.offer.slots.filter(active=True, busy=False).first()
        for line in youths_for(slot, limit=2, today=self.today).lines if slot else ():
            youth = line.subject
            tutor = youth.tutor or self.user
            try:
                reserve(youth, slot, by=self.user, tutor=tutor, hours=150, now=self.now)
            except Refused:
                continue
            self.reserved += 1
            return True
        return False

    def prepare(self, action) -> bool:
        """The young person is ready after some weeks; some give up before."""
        placement = action.placement
        waited = (self.today - placement.reserved_on).days
        chance = self.luck.random()
        if chance < 0.04:
            self.move(placement, "withdraw", reason=WithdrawnReason.YOUTH_DECLINES)
        elif waited >= 5 and chance < 0.9:
            self.move(
                placement,
                "prepare",
                goals="Découvrir le métier.",
                helps="",
                avoid="",
                notice_given_on=True,
                guardian_notice_given_on=True,
                cv_ready_on=True,
                letter_ready_on=True,
            )
            self.move(placement, "send", **said(self.now))
        elif waited > 40 and not placement.extended:
            self.move(placement, "extend", reason="file_not_ready")
        else:
            return False
        return True

    def choose_date(self, action) -> None:
        placement = action.placement
        dates = [row.at for row in placement.meeting_dates.all() if row.at > self.now]
        self.move(
            placement,
            "plan_meeting",
            meeting_at=dates[0] if dates else self._meeting_day(placement),
        )

    def decide(self, action) -> bool | None:
        placement = action.placement
        if placement.meeting_at is None or placement.meeting_at > self.now:
            return False
        chance = self.luck.random()
        if chance < 0.08:
            self.move(
                placement,
                "missed",
                reason=MissedReason.YOUTH_ABSENT,
                meeting_at=self._meeting_day(placement) if chance < 0.05 else None,
            )
        elif chance < 0.13:
            self.move(placement, "adapt", meeting_at=self._meeting_day(placement))
        elif chance < 0.33:
            self.move(placement, "not_retained", reason=self.luck.choice(NotRetainedReason.values))
        else:
            self.move(placement, "accept")
        return None

    def meet_again(self, action) -> None:
        self.move(action.placement, "postpone", meeting_at=self._meeting_day(action.placement))

    def sign(self, action) -> bool | None:
        """Dates first, signatures some days later, then the first day."""
        placement = action.placement
        if placement.starts_on is None:
            return self._schedule(placement)
        if placement.missing_signatures:
            if self.luck.random() < 0.5:
                return False
            self.move(placement, "sign", parties=placement.missing_signatures, signed_on=self.today)
        elif placement.starts_on <= self.today:
            self.move(placement, "start")
        else:
            return False
        return None

    def _schedule(self, placement) -> bool:
        for weeks in range(1, WEEKS_TRIED):
            first = self.today + timedelta(days=7 * weeks)
            period = proposed_period(placement, first)
            row = PlacementPeriod(
                starts_on=period.start,
                ends_on=period.end,
                days=list(period.days),
                day_start=period.day_start,
                day_end=period.day_end,
                break_minutes=period.break_minutes,
            )
            try:
                self.move(
                    placement,
                    "schedule",
                    periods=[row],
                    school=self.world.schools[placement.service_id],
                )
            except Refused:
                continue
            return True
        return False

    def check_in(self, action) -> None:
        placement = action.placement
        if self.luck.random() < 0.012:
            day = max(placement.started_on, self.today - timedelta(days=1))
            reason = self.luck.choice(InterruptedReason.values)
            self.move(placement, "interrupt", last_day=day, reason=reason)
        else:
            self.move(placement, "check_in")

    def finish(self, action) -> bool | None:
        placement = action.placement
        if placement.ends_on > self.today:
            return False
        self.move(placement, "finish", last_day=placement.ends_on)
        return None

    def review(self, action) -> None:
        line = dict.fromkeys(("by_youth", "by_company", "by_tutor"), "acquired")
        self.move(action.placement, "review", lines=[line | {"skill": "Ponctualité"}])
        self.move(action.placement, "close", way_on=self.luck.choice(WayOn.values))

    def see(self, action) -> None:
        """Half of those who stopped are ready again."""
        again = self.luck.random() < 0.5
        change_situation(
            action.youth,
            Situation.READY if again else Situation.SOLUTION_TRAINING,
            by=self.user,
            now=self.now,
        )

    def take_charge(self, action) -> None:
        OFFERS.perform(action.offer, "take_charge", by=self.user, now=self.now)

    def find_contact(self, action) -> None:
        self.world.new_contact(action.placement.host_slot.hosting_company, 3)
        assignment.complete(action, by=self.user, now=self.now)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


HANDLERS = {
    PROPOSE_PLACEMENT: Work.propose,
    SEE_YOUTH: Work.see,
    PREPARE_FILE: Work.prepare,
    CHOOSE_DATE: Work.choose_date,
    MEET_AND_DECIDE: Work.decide,
    PLAN_MEETING: Work.meet_again,
    MOVE_MEETING: Work.meet_again,
    GET_SIGNATURES: Work.sign,
    CHECK_IN: Work.check_in,
    END_PRESENCE: Work.finish,
    COMPLETE_REVIEW: Work.review,
    FIND_CONTACT: Work.find_contact,
    PROPOSE_YOUTH: Work.propose_for_offer,
    TAKE_CHARGE: Work.take_charge,
}
