"""One parcours told through the workflow: each step is the move a person would make that day."""

from datetime import timedelta

from demonstration.agreement import said
from demonstration.population import HOURS, Pair, Population
from matching.enums import SkillLevel
from matching.models import PlacementPeriod
from matching.placements import clock
from matching.placements.calls import record_call
from matching.placements.reservation import reserve
from matching.placements.workflow import PLACEMENTS
from offers.models import CompanyContact
from psf.territories.models import School
from psf.workflow.enums import CallOutcome

GOALS = (
    "Découvrir le métier, prendre un rythme, confirmer un projet de formation.",
    "Retrouver confiance dans un cadre professionnel, préparer un retour au lycée.",
    "Comparer deux métiers avant de choisir un apprentissage.",
)
HELPS = ("Des consignes une par une, un référent présent.", "Montrer le geste avant d'expliquer.")
AVOID = ("Le travail seul dès la première semaine.", "Les consignes seulement écrites.")
SKILLS = ("Ponctualité", "Travail en équipe", "Respect des consignes", "Initiative")
LEVELS = tuple(SkillLevel.values)


class Scenario:
    """`day` are offsets from today; `number` varies words and choices from one scenario to the next."""

    def __init__(self, population: Population, pair: Pair, by, number: int):
        self.population, self.pair, self.by, self.number = population, pair, by, number
        self.clock = population.clock
        self.placement = None

    def reserve(self, day: int) -> None:
        self.placement = reserve(
            self.pair.youth,
            self.pair.slot,
            by=self.by,
            hours=HOURS,
            now=self.clock.at(day, 9, self.number % 60),
        )

    def move(self, name: str, day: int, hour: int = 10, *, reason="", text="", **data) -> None:
        PLACEMENTS.perform(
            self.placement,
            name,
            by=self.by,
            data=data,
            reason=reason,
            text=text,
            now=self.clock.at(day, hour, self.number % 60),
        )

    def call(self, day: int, outcome: str = CallOutcome.REACHED, hour: int = 11) -> None:
        contacts = CompanyContact.objects.filter(company=self.placement.offer.company_id)
        record_call(
            self.placement,
            by=self.by,
            outcome=outcome,
            contact=contacts.reachable().first(),
            now=self.clock.at(day, hour, self.number % 60),
        )

    def prepare(self, day: int, *, whole: bool = True) -> None:
        self.move(
            "prepare",
            day,
            15,
            goals=GOALS[self.number % len(GOALS)],
            helps=HELPS[self.number % len(HELPS)],
            avoid=AVOID[self.number % len(AVOID)] if self.number % 2 else "",
            notice_given_on=True,
            guardian_notice_given_on=self.placement.youth.is_minor,
            cv_ready_on=True,
            letter_ready_on=whole,
        )

    def send(self, reserved: int, sent: int) -> None:
        """From the reservation to the profile sent."""
        self.reserve(reserved)
        self.call(min(reserved + 2, sent))
        self.prepare(sent)
        self.move("send", sent, 16, **said(self.clock.at(sent, 16)))

    def meet(self, day: int, meeting: int) -> None:
        """The company answers on `day`: a meeting on `meeting`."""
        self.call(day, hour=9)
        self.move(
            "plan_meeting",
            day,
            10,
            meeting_at=self.clock.at(meeting, 14),
            meeting_place=self.pair.slot.site,
        )

    def agree(self, meeting: int, day: int, *, signed: bool) -> None:
        """Accepted at the meeting; dates fixed on `day`, and signed two days later."""
        self.move("accept", meeting, 16)
        period = self.pair.period
        row = PlacementPeriod(
            starts_on=period.start,
            ends_on=period.end,
            days=list(period.days),
            day_start=period.day_start,
            day_end=period.day_end,
            break_minutes=period.break_minutes,
        )
        self.move("schedule", day, 11, periods=[row], school=self.school())
        if signed:
            self.sign(day)

    def sign(self, day: int, *parties) -> None:
        self.move(
            "sign",
            day,
            17,
            parties=list(parties) or self.placement.missing_signatures,
            signed_on=self.clock.day(day),
        )

    def begin(self) -> int:
        """Everything up to the first day in the company; return its offset."""
        first = self.clock.offset(self.pair.period.start)
        self.send(first - 36, first - 27)
        meeting = first - 12
        self.meet(first - 22, meeting)
        self.agree(meeting, first - 8, signed=True)
        self.move("start", first, 9)
        return first

    def attend(self, until: int, *, every: int = 1) -> None:
        """Weekly presence and a talk with the company's tutor, up to that day.

        `every` thins them out: a whole past of weeks is long to tell.
        """
        period = self.placement.periods.first()
        monday = period.starts_on - timedelta(days=period.starts_on.weekday())
        weekly = max(1, min(35, self.pair.slot.weekly_hours))
        week = 0
        while self.clock.offset(monday) + 4 <= until and monday <= period.ends_on:
            friday = self.clock.offset(monday) + 4
            if week % every == 0:
                self.move("presence", friday, 17, week=monday, hours=weekly)
                self.move("check_in", friday, 18)
            monday += timedelta(days=7)
            week += 1

    def finish(self) -> int:
        last = self.placement.ends_on
        day = self.clock.offset(last)
        self.attend(day, every=3)
        self.move("finish", day, 19, last_day=last)
        return day

    def interrupt(self, first: int, reason: str, kind: str) -> int:
        day = self.clock.offset(self.clock.day(first + 9))
        last = self.clock.day(day)
        self.attend(day)
        self.move("incident", day, 18, happened_on=last, kind=kind)
        self.move("interrupt", day, 19, last_day=last, reason=reason)
        return day

    def review(self, day: int, *, complete: bool = True) -> None:
        lines = [
            {
                "skill": skill,
                "by_youth": LEVELS[(self.number + rank) % 2],
                "by_company": LEVELS[(self.number + rank) % 3] if complete else "",
                "by_tutor": LEVELS[(self.number + rank) % 2] if complete else "",
            }
            for rank, skill in enumerate(SKILLS[: 2 + self.number % 3])
        ]
        self.move("review", day, 15, lines=lines)

    def close(self, day: int, way_on: str) -> None:
        self.review(day)
        self.move("close", day, 17, way_on=way_on)

    def climb(self, sent: int, until: int) -> None:
        """What the clock does of a silence, on the days when it did."""
        for after, outcome in (
            (3, CallOutcome.MESSAGE_LEFT),
            (5, None),
            (7, None),
            (8, CallOutcome.NO_ANSWER),
            (10, None),
            (15, None),
        ):
            if sent + after > until:
                break
            if outcome:
                self.call(sent + after, outcome)
            else:
                clock.climb_ladder(self.placement, self.clock.at(sent + after, 6))
        self.placement.refresh_from_db()

    def school(self):
        department = self.pair.slot.commune.department_id
        return School.objects.filter(commune__department=department).order_by("uai").first()
