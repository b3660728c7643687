"""Somebody who makes the moves of a story on the stand-in, each on its day."""

from datetime import date, timedelta

from demonstration.agreement import said
from demonstration.scenario import AVOID, GOALS, HELPS, LEVELS, SKILLS
from matching.models import Placement, PlacementPeriod, Youth
from matching.placements.calls import record_call
from matching.placements.clock import RULES
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from offers.models import BuyerContact, CompanyContact, Offer
from psf.workflow.enums import CallOutcome
from psf.workflow.machine import Guest
from psf.workflow.policies.effective import remembered


class Player:
    """`day` counts from the reservation, or from the opening of an offer or a record."""

    # What each rule of the clock is about, once it was asked.
    models: dict[str, type] = {}

    def __init__(self, stand_in, clock, base: date, about: type = Placement):
        """`about` is the model whose life the story tells: rules about others wait.

        So do those about contacts, who are everybody's and in no story.
        """
        self.stand_in, self.clock, self.base, self.about = stand_in, clock, base, about
        self.others = {Offer, Youth, Placement, CompanyContact, BuyerContact} - {about}
        if about is Placement:
            self.others -= {Youth}
        self.placement = None
        self.period = None

    def at(self, day: int, hour: int, minute: int = 0):
        return self.clock.move(self.base + timedelta(days=day), hour, minute)

    def tick(self, day: int) -> bool:
        """The clock of that morning, for what concerns the stand-in; whether it had to act."""
        now, acted = self.at(day, 6), False
        with remembered():
            for rule in RULES:
                if self.models.get(rule.name, self.about) in self.others:
                    continue
                due = rule.find(now)
                self.models[rule.name] = due.model
                if due.model in self.others:
                    continue
                mine = {"pk": self.stand_in.offer.pk} if due.model is Offer else {}
                rows = list(due.filter(**mine, service=self.stand_in.service).order_by("pk"))
                for row in {row.pk: row for row in rows}.values():
                    rule.act(due.model.objects.get(pk=row.pk), now)
                    acted = True
        return acted

    def reserve(self, day: int, hours: int) -> None:
        self.placement = reserve(
            self.stand_in.youth,
            self.stand_in.slot,
            by=self.stand_in.tutor,
            hours=hours,
            now=self.at(day, 9),
        )

    def move(self, name: str, day: int, hour=10, *, guest=None, reason="", text="", **data) -> None:
        """One transition by the tutor, or by the guest named ("company", "youth"…)."""
        contact = self.stand_in.contacts[0] if guest == "company" else None
        PLACEMENTS.perform(
            self.placement,
            name,
            by=None if guest else self.stand_in.tutor,
            guest=Guest(guest, contact) if guest else None,
            data=data,
            reason=reason,
            text=text,
            now=self.at(day, hour, 20),
        )

    def call(self, day: int, outcome: str = CallOutcome.REACHED, hour: int = 11) -> None:
        record_call(
            self.placement,
            by=self.stand_in.tutor,
            outcome=outcome,
            contact=self.stand_in.contacts[0],
            now=self.at(day, hour),
        )

    def prepare(self, day: int) -> None:
        self.move(
            "prepare",
            day,
            15,
            goals=GOALS[0],
            helps=HELPS[0],
            avoid=AVOID[0],
            notice_given_on=True,
            guardian_notice_given_on=True,
            cv_ready_on=True,
            letter_ready_on=True,
        )

    def send(self, day: int) -> None:
        self.move("send", day, 16, **said(self.moment(day, 16)))

    def moment(self, day: int, hour: int = 14):
        now = self.clock.now
        moment = self.at(day, hour)
        self.clock.now = now
        return moment

    def plan_meeting(self, day: int, meeting: int) -> None:
        self.move(
            "plan_meeting",
            day,
            meeting_at=self.moment(meeting),
        )

    def schedule(self, day: int, first: int) -> None:
        """The usual schedule, from the day `first` on."""
        self.period = proposed_period(self.placement, self.base + timedelta(days=first))
        row = PlacementPeriod(
            starts_on=self.period.start,
            ends_on=self.period.end,
            days=list(self.period.days),
            day_start=self.period.day_start,
            day_end=self.period.day_end,
            break_minutes=self.period.break_minutes,
        )
        self.move("schedule", day, 11, periods=[row], school=self.stand_in.school)

    def sign(self, day: int, *parties) -> None:
        self.placement.refresh_from_db()
        self.move(
            "sign",
            day,
            17,
            parties=list(parties) or self.placement.missing_signatures,
            signed_on=self.base + timedelta(days=day),
        )

    def week(self, day: int, *, presence: bool = True) -> None:
        """A Friday in the company: presence of the week, and a word with the company's tutor."""
        if presence:
            monday = self.base + timedelta(days=day - 4)
            self.move("presence", day, 17, week=monday, hours=35)
        self.move("check_in", day, 18)

    def finish(self, day: int) -> None:
        self.move("finish", day, 19, last_day=self.base + timedelta(days=day))

    def review(self, day: int) -> None:
        lines = [
            {
                "skill": skill,
                "by_youth": LEVELS[rank % 2],
                "by_company": LEVELS[rank % 3],
                "by_tutor": LEVELS[rank % 2],
            }
            for rank, skill in enumerate(SKILLS[:3])
        ]
        self.move("review", day, 15, lines=lines)
