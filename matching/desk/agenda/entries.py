"""What stands in an agenda on which day: read from files and open actions where they are.

Meetings, starts and ends are those of the registry of parcours (`PlacementQuerySet`); presence points and
deadlines are open actions of the queue (`Listing`), on the day they are due. Nothing is kept apart.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from matching.desk.queue.listing import MINE, Listing
from matching.desk.queue.rows import company_of, of_keys, url_of
from matching.models import Placement
from matching.placements.actions.presence import CHECK_IN
from psf.accounts.models import User, Whose
from psf.french.days import hour
from psf.workflow.kinds import label_of
from psf.workflow.models import Action

TEAM = "mon-equipe"
TABS = {Whose.MINE: MINE, Whose.SERVICES: TEAM}


class EntryKind(TextChoices):
    """In the order of a day."""

    MEETING = "reunion", "Réunion"
    BEGINS = "debut", "Début"
    ENDS = "fin", "Fin"
    CHECK_IN = "point", "Point de présence"
    DEADLINE = "echeance", "Échéance"


HAPPENS = {
    EntryKind.MEETING: "Réunion de présentation",
    EntryKind.BEGINS: "Premier jour en entreprise",
    EntryKind.ENDS: "Dernier jour en entreprise",
}
ORDER = {kind: rank for rank, kind in enumerate(EntryKind)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on one day: a date of `placement`, or the open `action` due that day."""

    day: date
    kind: EntryKind
    placement: Placement | None = None
    action: Action | None = None
    at: datetime | None = None

    @property
    def code(self) -> str:
        """The public code of its subject; "" for a contact, who has none."""
        return str(getattr(self.subject, "code", "") or "")

    @property
    def subject(self) -> Any:
        return self.placement or (self.action.subject if self.action else None)

    @property
    def uid(self) -> str:
        """Names it for good: what moves to another day keeps it."""
        key = self.action.pk if self.action else self.code
        return f"{self.kind.value}-{key}"

    @property
    def hour(self) -> str:
        """« 14 h 30 », or "" for the whole day."""
        return hour(timezone.localtime(self.at)) if self.at else ""

    @property
    def words(self) -> str:
        """What there is to do, or what happens."""
        return label_of(self.action.verb) if self.action else HAPPENS[self.kind]

    @property
    def url(self) -> str:
        """The dossier, or the page of what the action is about."""
        if self.placement:
            return reverse("work:file", args=[self.placement.code])
        return url_of(self.action)[1]

    @property
    def youth(self) -> str:
        """« J-2026-00042 (A. B.) », never a name; "" where it is about none."""
        subject = self.placement or self.action
        youth = getattr(subject, "youth", None)
        return f"{youth.code} ({youth.initials})" if youth else ""

    @property
    def about(self) -> str:
        """Its codes, each once: « P-2026-00007 · J-2026-00042 (A. B.) »."""
        if self.youth.startswith(self.code):
            return self.youth
        return f"{self.code} · {self.youth}" if self.youth else self.code

    @property
    def company(self) -> str:
        if self.placement:
            return str(self.placement.hosting_company)
        return str(company_of(self.action) or "")

    @property
    def place(self) -> str:
        """Where the réunion is, else the commune of the place."""
        if self.kind == EntryKind.MEETING and self.placement and self.placement.meeting_place:
            return self.placement.meeting_place
        placement = self.placement or (self.action and self.action.placement)
        return str(placement.host_slot.commune) if placement else ""

    @property
    def who(self) -> str:
        """Who does it: the tutor of the file, whoever took the action, or nobody yet."""
        if self.placement:
            return str(self.placement.tutor)
        return str(self.action.person) if self.action and self.action.person_id else ""

    @property
    def rank(self) -> tuple:
        """Of one day: what has an hour first, then by kind; a code, a key last."""
        at = timezone.localtime(self.at).time() if self.at else None
        return (at is None, at or 0, ORDER[self.kind], self.code, self.uid)


@dataclass(frozen=True, slots=True)
class Day:
    """`more`: how many deadlines of that day are not shown."""

    day: date
    entries: list[Entry]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Agenda:
    """The days from `first` to `last`, both included, of what `user` follows or their services do.

    `services` are the ids in sight, `service` narrows to one of them. `most` deadlines a day are shown.
    """

    user: User
    services: list[int]
    whose: Whose
    first: date
    last: date
    service: int | None = None
    most: int = 200

    @property
    def listing(self) -> Listing:
        """The list of the queue whose due dates it shows."""
        params = {"onglet": TABS[self.whose]}
        if self.service:
            params["service"] = str(self.service)
        return Listing.asked(self.user, self.services, params)

    def placements(self):
        rows = Placement.objects.for_agenda()
        if self.whose == Whose.MINE:
            rows = rows.followed_by(self.user.stands_in_for)
        return rows.filter(service=self.service) if self.service else rows

    def days(self) -> list[Day]:
        """Each day, those without anything included."""
        found: dict[date, list[Entry]] = defaultdict(list)
        for entry in self._dates():
            found[entry.day].append(entry)
        more = self._deadlines(found)
        return [
            Day(day, sorted(found[day], key=lambda entry: entry.rank), more.get(day, 0))
            for day in self._each_day()
        ]

    def entries(self) -> list[Entry]:
        return [entry for day in self.days() for entry in day.entries]

    def _each_day(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)

    def _dates(self) -> Iterator[Entry]:
        """Meetings, first and last days of files."""
        rows = self.placements()
        for placement in rows.meeting_between(self.first, self.last):
            at = placement.meeting_at
            yield Entry(timezone.localdate(at), EntryKind.MEETING, placement, at=at)
        for placement in rows.beginning_between(self.first, self.last):
            yield Entry(placement.first_day, EntryKind.BEGINS, placement)
        for placement in rows.ending_between(self.first, self.last):
            yield Entry(placement.final_day, EntryKind.ENDS, placement)

    def _deadlines(self, found: dict[date, list[Entry]]) -> dict[date, int]:
        """Add the open actions of each day; how many of each are left out."""
        due = self.listing.actions().filter(due__range=(self.first, self.last)).oldest_first()
        by_day: dict[date, list[int]] = defaultdict(list)
        for key, day in due.values_list("pk", "due"):
            by_day[day].append(key)
        chosen = [key for keys in by_day.values() for key in keys[: self.most]]
        for action in of_keys(chosen):
            kind = EntryKind.CHECK_IN if action.verb == CHECK_IN.verb else EntryKind.DEADLINE
            found[action.due].append(Entry(action.due, kind, action=action))
        return {day: len(keys) - self.most for day, keys in by_day.items() if len(keys) > self.most}
