"""Who goes where: slots and young people not taken, in the same order at each run."""

from dataclasses import dataclass

from demonstration.days import Clock
from demonstration.zones import Zone
from matching.engine.ages import age_on
from matching.engine.periods import Period
from matching.enums import Situation
from matching.models import Placement, Youth
from matching.ranking.calendar import problems_of, proposed_period
from offers.enums import OfferStage
from offers.models import HostSlot, Offer, OfferBudget
from psf.territories.distance import metres_between

HOURS = 150
NEAREST = 6
# From the reservation to the first day in the company.
PREPARATION_DAYS = 38
WEEKS_TRIED = 18


class NobodyLeft(Exception):
    """The demonstration's files hold too few slots or young people for its stories."""


@dataclass
class Pair:
    """A slot and a young person, and when possible the presence they can agree on."""

    slot: HostSlot
    youth: Youth
    period: Period | None = None


class Population:
    def __init__(self, zone: Zone, clock: Clock):
        self.clock = clock
        self.slots = list(
            HostSlot.objects.filter(
                offer__service__department__academy__code=zone.academy,
                offer__stage=OfferStage.AVAILABLE,
            )
            .select_related("offer__contract", "offer__company", "commune__department__academy")
            .order_by("pk")
        )
        self.youths = list(
            Youth.objects.filter(
                situation=Situation.READY, commune__department__academy__code=zone.academy
            )
            .select_related("commune", "service", "tutor")
            .order_by("pk")
        )
        # Offsets from which they are free again; absent while held.
        self.slot_free = {s.pk: clock.offset(s.offer.available_since) + 1 for s in self.slots}
        self.youth_free = {y.pk: clock.offset(y.situation_since) + 1 for y in self.youths}
        self.uses = dict.fromkeys(self.slot_free, 0)
        self.proposed = {}

    def pair(self, day: int) -> Pair:
        """A slot and a young person free on that day. Raises NobodyLeft."""
        for slot in self._slots(day):
            for youth in self._near(slot, day):
                return self._take(Pair(slot, youth))
        raise NobodyLeft(self._state(day))

    def pair_for(self, first: int, *, begins: range, ends: range) -> Pair:
        """A pair whose presence begins near offset `first`; both ends within these offsets.

        Where school holidays, rules of age or other parcours stand in the way, the weeks around
        are tried. Raises NobodyLeft.
        """
        for weeks in around(WEEKS_TRIED):
            start = first + 7 * weeks
            if start not in begins:
                continue
            # A parcours to come has been prepared for weeks already.
            held_from = min(start, -3) - PREPARATION_DAYS
            for slot in self._slots(held_from):
                for youth in self._near(slot, held_from):
                    if period := self._presence(slot, youth, start, begins, ends):
                        return self._take(Pair(slot, youth, period))
                    # The rhythm is the slot's: another young person changes little.
                    break
        raise NobodyLeft(f"présence vers {first:+d} ; {self._state(first - PREPARATION_DAYS)}")

    def free(self, pair: Pair, day: int, *, youth: bool = True) -> None:
        """The slot, and the young person unless they found their way, can be taken again."""
        self.slot_free[pair.slot.pk] = day + 1
        if youth:
            self.youth_free[pair.youth.pk] = day + 1

    def _state(self, day):
        slots = len(list(self._slots(day)))
        youths = sum(1 for free in self.youth_free.values() if free <= day)
        return f"J{day:+d} : {slots} lieux et {youths} jeunes libres"

    def _take(self, pair):
        del self.slot_free[pair.slot.pk]
        del self.youth_free[pair.youth.pk]
        self.uses[pair.slot.pk] += 1
        return pair

    def _slots(self, day):
        """Free ones with hours left, those that served least first."""
        found = sorted(
            (s for s in self.slots if self.slot_free.get(s.pk, day + 1) <= day),
            key=lambda slot: (self.uses[slot.pk], slot.pk),
        )
        available = set(Offer.objects.available().values_list("pk", flat=True))
        budgets = OfferBudget.objects.in_bulk([slot.offer_id for slot in found])
        for slot in found:
            if slot.offer_id not in available or budgets[slot.offer_id].left < HOURS:
                continue
            if slot.offer.splittable or slot.offer.calibre == HOURS:
                yield slot

    def _near(self, slot, day):
        """Free young people: of the offer's own service first, then the nearest."""
        free = [y for y in self.youths if self.youth_free.get(y.pk, day + 1) <= day]
        if slot.adults_only:
            free = [y for y in free if age_on(y.birth_date, self.clock.day(day)) >= 18]
        return sorted(
            free,
            key=lambda y: (
                y.service_id != slot.offer.service_id,
                metres_between(*y.commune.point, *slot.commune.point),
                y.pk,
            ),
        )[:NEAREST]

    def _presence(self, slot, youth, start, begins, ends):
        placement = Placement(
            youth=youth, host_slot=slot, offer=slot.offer, hours=HOURS, hours_exceeded=0
        )
        # A rhythm in one département gives one schedule, whoever comes.
        key = slot.commune.department_id, slot.days_per_week, slot.weekly_hours, start
        if key not in self.proposed:
            self.proposed[key] = proposed_period(placement, self.clock.day(start))
        period = self.proposed[key]
        first, last = map(self.clock.offset, (period.start, period.end))
        # Held by others only from `start` on: holidays may not push it far beyond.
        if first - start > 7 or first not in begins or last not in ends:
            return None
        if problems_of(placement, [period]):
            return None
        return period


def around(weeks: int) -> list[int]:
    """0, -1, 1, -2, 2…"""
    return sorted(range(-weeks, weeks), key=lambda week: (abs(week), week))
