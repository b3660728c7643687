"""What people without an account do once a message reaches them, through their link."""

import heapq
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from demonstration.simulation.world import Temper, World
from matching.enums import CannotComeReason, NotRetainedReason
from matching.models import Placement
from matching.placements.replies.days import working_days
from matching.placements.workflow import PLACEMENTS
from offers.models import CompanyContact
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from psf.workflow.errors import Refused
from psf.workflow.machine import Guest

# Days after the message at which somebody answers: (least, most).
PATIENCE = {
    Temper.AT_ONCE: (0, 1),
    Temper.LATE: (6, 20),
    Temper.REFUSES: (1, 6),
    Temper.SENDS_ELSEWHERE: (1, 4),
    Temper.BOUNCES: (0, 2),
}


class Others:
    """Answers to come, by day; every one of them goes through the workflow as a guest."""

    def __init__(self, world: World):
        self.world = world
        self.plans: list = []
        self.count = 0
        self.answers = 0
        self.today: date | None = None

    def receive(self, message) -> None:
        """Somebody got a message: they may do something about it some day."""
        luck = self.world.luck
        if message.placement_id is None:
            return
        if message.kind in ("company_proposal", "company_reminder"):
            self._company(message)
        elif message.kind == "youth_meeting":
            name = "cannot_come" if luck.random() < 0.06 else "confirm_meeting"
            self._plan(message, luck.randint(0, 2), name, Actor.YOUTH)
        elif message.kind == "buyer_asked" and luck.random() < 0.5:
            self._plan(message, luck.randint(1, 4), "buyer_called", Actor.BUYER)

    def _company(self, message) -> None:
        luck = self.world.luck
        temper = self.world.tempers[message.contact.company_id]
        if temper == Temper.NEVER or (message.kind != "company_proposal" and luck.random() < 0.5):
            return
        if message.contact.rank > 1:
            # Whoever was named by a colleague answers for the company.
            temper = Temper.AT_ONCE
        names = {
            Temper.REFUSES: "not_retained",
            Temper.SENDS_ELSEWHERE: "redirect",
        }
        name = names.get(temper, "propose_dates" if luck.random() < 0.8 else "call_me")
        self._plan(message, luck.randint(*PATIENCE[temper]), name, Actor.COMPANY)

    def _plan(self, message, after: int, name: str, actor: Actor) -> None:
        self.count += 1
        day = self.today + timedelta(days=after)
        plan = (message.placement_id, message.service_id, message.contact_id, name, actor)
        heapq.heappush(self.plans, (day, self.count, plan))

    def act(self, clock) -> None:
        """Everything that people had in mind for today."""
        self.today = clock.today
        while self.plans and self.plans[0][0] <= self.today:
            _, _, plan = heapq.heappop(self.plans)
            self._act(*plan, clock)

    def _act(self, placement_id, service_id, contact_id, name, actor, clock) -> None:
        now = clock.move(clock.today, self.world.luck.randint(8, 19), self.world.luck.randrange(60))
        with perimeter([service_id]):
            placement = Placement.objects.select_related("youth__service").get(pk=placement_id)
            if not placement.is_open:
                return
            contact = CompanyContact.objects.filter(pk=contact_id).first()
            reason, data = self._words(placement, name, contact)
            try:
                PLACEMENTS.perform(
                    placement,
                    name,
                    guest=Guest(actor, contact),
                    reason=reason,
                    data=data,
                    now=now,
                )
            except Refused:
                # Too late: somebody has moved the file meanwhile.
                return
            self.answers += 1

    def _words(self, placement, name, contact) -> tuple[str, dict]:
        luck = self.world.luck
        if name == "propose_dates":
            department = placement.host_slot.commune.department
            days = working_days(department, self.today + timedelta(days=3), 8)
            return "", {
                "dates": [_at(day, 10 + 4 * n) for n, day in enumerate(luck.sample(days, 2))]
            }
        if name == "call_me":
            department = placement.service.department
            [day] = working_days(department, self.today + timedelta(days=1), 1)
            return "", {"day": day, "moment": "morning"}
        if name == "redirect":
            return "", {
                "name": f"Personne Nommée {placement.pk}",
                "role": "hr",
                "phone": "01 99 00 33 44",
                "email": f"nommee{placement.pk}@simulation.invalid",
                "left": luck.random() < 0.5,
            }
        if name == "not_retained":
            return luck.choice(NotRetainedReason.values), {}
        if name == "cannot_come":
            return CannotComeReason.DATE, {"free": ["mornings"]}
        return "", {}


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
