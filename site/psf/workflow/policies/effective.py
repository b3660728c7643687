"""What holds for a subject: its académie's version over the national one over the code's defaults.

Within `remembered()` (a request, one run of the clock) versions and places are read once; outside,
each question reads them again, so that nothing outlives a transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import models

from psf.territories.models import Academy, SchoolHoliday, Service
from psf.workflow.enums import Actor, Approver, Counting
from psf.workflow.kinds import ActionKind, Subject
from psf.workflow.models.policy import StagePolicy
from psf.workflow.policies import catalog
from psf.workflow.policies.counting import DayCount, Place

APPROVERS: dict[str, Actor] = {
    Approver.COORDINATOR: Actor.COORDINATOR,
    Approver.DEPARTMENT: Actor.DEPARTMENT,
}

Value = TypeVar("Value")
Holidays = tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class EffectivePolicy:
    """The delays, words and approvals in force at one place.

    `layers` are the versions that apply, the académie's first; `version` the newest of their
    numbers (0: the code alone), which an action keeps.
    """

    layers: tuple[StagePolicy, ...] = ()
    count: DayCount = field(default_factory=DayCount)

    @property
    def version(self) -> int:
        return max((layer.number or 0 for layer in self.layers), default=0)

    def delay(self, name: str) -> int:
        """A delay of the whole life of a file, in days: « reservation_days », « release_days »…"""
        values = (getattr(layer, name) for layer in self.layers)
        found: int = next((value for value in values if value is not None), catalog.DELAYS[name])
        return found

    def days(self, kind: ActionKind) -> int:
        """Days until an action of this kind is due."""
        return self._of_step(kind.step, "days", kind.days)

    def due(self, kind: ActionKind, start: date) -> date:
        """The day on which an action counted from `start` is due."""
        return self.count.add(start, self.days(kind))

    def add(self, start: date, name: str) -> date:
        """`start` plus the delay `name`, as days are counted here."""
        return self.count.add(start, self.delay(name))

    def escalation(self, step: str) -> int:
        """Days after its due date at which a late action climbs; all days count."""
        return self._of_step(step, "escalation", catalog.ESCALATION_DAYS)

    def instructions(self, step: str) -> str:
        return self._of_step(step, "instructions", "")

    def checklist(self, step: str) -> tuple[str, ...]:
        return tuple(self._of_step(step, "checklist", ()))

    def required(self, step: str) -> tuple[str, ...]:
        """Points that must be ticked before the action is done."""
        return tuple(self._of_step(step, "required", ()))

    def approver(self, move: str) -> Actor | None:
        """Who must approve before this move, or None."""
        chosen = (getattr(layer, f"approval_{move}", "") for layer in self.layers)
        return APPROVERS.get(next((value for value in chosen if value), Approver.NOBODY))

    @property
    def counting(self) -> Counting:
        return Counting(self.count.counting)

    def _of_step(self, step: str, key: str, default: Value) -> Value:
        found: Value = next(
            (layer.step(step)[key] for layer in self.layers if key in layer.step(step)), default
        )
        return found


@dataclass(slots=True)
class Memory:
    """What was read once; everything at once where `whole`."""

    versions: dict[int | None, StagePolicy] | None = None
    places: dict[int, Place] = field(default_factory=dict)
    school_holidays: dict[str, Holidays] = field(default_factory=dict)
    policies: dict[Place, EffectivePolicy] = field(default_factory=dict)

    def at(self, place: Place) -> EffectivePolicy:
        if place not in self.policies:
            self.policies[place] = self._build(place)
        return self.policies[place]

    def place_of(self, service_id: int) -> Place:
        if service_id not in self.places:
            self._read_places(Service.everywhere.filter(pk=service_id))
        return self.places[service_id]

    def all_places(self) -> dict[int, Place]:
        """The place of every service."""
        self._read_places(Service.objects.all())
        return self.places

    def _read_places(self, services: models.QuerySet[Service]) -> None:
        rows = services.order_by("pk").values_list(
            "pk", "department__academy", "department__academy__holiday_zone", "department__code"
        )
        for pk, academy, zone, code in rows:
            self.places[pk] = Place(academy, zone or "", code or "")

    def in_force(self) -> dict[int | None, StagePolicy]:
        """The version in force of each académie, and the national one for None."""
        if self.versions is None:
            found = StagePolicy.objects.in_force().select_related("academy")
            self.versions = {version.academy_id: version for version in found}
        return self.versions

    def _build(self, place: Place) -> EffectivePolicy:
        versions = self.in_force()
        wanted = dict.fromkeys((place.academy_id, None))
        layers = tuple(versions[key] for key in wanted if key in versions)
        counting = next((layer.counting for layer in layers if layer.counting), Counting.CALENDAR)
        holidays: Holidays = ()
        if counting == Counting.SCHOOL and place.zone:
            holidays = self._holidays(place.zone)
        return EffectivePolicy(layers, DayCount(counting, place, holidays))

    def _holidays(self, zone: str) -> Holidays:
        if zone not in self.school_holidays:
            rows = SchoolHoliday.objects.of_zone(zone).values_list("starts_on", "ends_on")
            self.school_holidays[zone] = tuple(rows)
        return self.school_holidays[zone]


_memory: ContextVar[Memory | None] = ContextVar("stage policies", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Read versions, places and calendars at most once in this block."""
    token = _memory.set(Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def remember_during_request(**kwargs: Any) -> None:
    _memory.set(Memory())


def forget_after_request(**kwargs: Any) -> None:
    _memory.set(None)


def forget() -> None:
    """A version was added: what was read before is not in force any more."""
    if _memory.get() is not None:
        _memory.set(Memory())


def _current() -> Memory:
    return _memory.get() or Memory()


def policy_of(subject: Subject) -> EffectivePolicy:
    """The policy of a placement, young person, offer, contact or action: that of its service."""
    return policy_of_service(subject.service_id)


def academy_of(subject: Subject) -> int | None:
    """The académie of the service that follows it, by its key."""
    if not subject.service_id:
        return None
    return _current().place_of(subject.service_id).academy_id


def policy_of_service(service_id: int | None) -> EffectivePolicy:
    memory = _current()
    return memory.at(memory.place_of(service_id) if service_id else Place())


def policy_of_academy(academy: Academy | None = None) -> EffectivePolicy:
    """The policy of an académie as a whole, or the national one: public holidays of all France."""
    place = Place(academy.pk, academy.holiday_zone) if academy else Place()
    return _current().at(place)


def policies_by_service() -> dict[int, EffectivePolicy]:
    """The policy of each service, in three queries or less."""
    memory = _current()
    return {pk: memory.at(place) for pk, place in memory.all_places().items()}


def policies_of_services(services: Iterable[int]) -> dict[int, EffectivePolicy]:
    """The policy of each of these services; those not known yet are placed in one query."""
    memory, wanted = _current(), list(services)
    if unknown := [pk for pk in wanted if pk not in memory.places]:
        memory._read_places(Service.everywhere.filter(pk__in=unknown))
    return {pk: memory.at(memory.places[pk]) for pk in wanted if pk in memory.places}


def with_draft(draft: StagePolicy) -> EffectivePolicy:
    """What would hold in the scope of a version not saved yet."""
    return drafted(draft).at(Place(draft.academy_id))


def drafted(draft: StagePolicy) -> Memory:
    """All that would hold with this version; read anew, and kept out of the request's memory."""
    memory = Memory()
    memory.in_force()[draft.academy_id] = draft
    return memory
