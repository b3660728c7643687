"""What an open action may depend on, so that each state of it is looked at a few times only."""

from collections import defaultdict

from django.db import connection

from matching.models import Placement
from offers.models import CompanyContact, HostSlot


def rows_written() -> int:
    """How many rows this transaction wrote so far, those that were taken back included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
        )
        return int(cursor.fetchone()[0])


class Around:
    """What the exits of open actions depend on, in a handful of queries."""

    READ = (
        "youth",
        *(
            f"{path}{name}"
            for path in ("offer", "placement__offer")
            for name in ("__budget", "__contract")
        ),
    )

    def __init__(self, actions, today):
        self.today = today
        self.actions = list(actions)
        self.slots = defaultdict(list)
        for offer, active, busy in HostSlot.objects.values_list("offer", "active", "busy"):
            self.slots[offer].append((active, busy))
        present = CompanyContact.objects.filter(left_on__isnull=True)
        self.reached = set(present.values_list("company", flat=True))
        self.placed = set(Placement.objects.active().values_list("youth", flat=True))

    def states(self):
        return [(action, self._state_of(action)) for action in self.actions]

    def _state_of(self, action) -> tuple:
        placement, youth = action.placement, action.youth
        offer = placement.offer if placement else action.offer
        about = placement or offer
        state = [action.verb, about.stage if about else youth and youth.situation]
        if offer:
            slots = self.slots[offer.pk]
            state += [
                offer.stage,
                any(active and not busy for active, busy in slots),
                any(busy for _, busy in slots),
                offer.budget.left > 0,
                offer.company_id in self.reached,
                bool(offer.firm_end and offer.firm_end < self.today),
            ]
        if youth:
            state += [youth.age >= 26, youth.pk in self.placed]
        return tuple(state)
