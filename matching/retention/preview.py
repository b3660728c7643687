"""What falls due, counted for the DPO and listed for the service, a month ahead.

The archives of the reader's own services are in sight for these looks: numbers and codes come out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, CharField, Count, Q, Value, When
from django.utils import timezone

from matching.due import Times, archive_day, blockers_of, last_day, waits_of
from matching.enums import EndOfRecord
from matching.models import Youth
from matching.retention.archiving import archives_of
from psf.french.numbers import counted
from psf.perimeter.scope import widened
from psf.territories.models import Service

ARCHIVE = "archive"
# How each end is said in a heading and in a sentence, in the order of the tables.
LABELS = {
    ARCHIVE: "À archiver",
    EndOfRecord.CLOSED.value: "À détruire : suivi clos",
    EndOfRecord.NEVER_CONTACTED.value: "À détruire : jamais contacté",
    EndOfRecord.AGE.value: "À détruire : âge limite",
}
KEPT = "Échus et retenus"


def falling_due(until: date):
    """Whose time is over on that day, annotated with `end`, a key of LABELS."""
    found = Youth.objects.past_archive_day(until) | Youth.objects.past_their_end(until)
    return found.with_rule(until).annotate(
        end=Case(When(rule="", then=Value(ARCHIVE)), default="rule", output_field=CharField())
    )


@dataclass(slots=True)
class Row:
    """A service: how many files by end, and how many of those over today are kept."""

    service: Service
    numbers: dict[str, int] = field(default_factory=dict)
    kept: int = 0

    @property
    def cells(self) -> list[int]:
        return [*(self.numbers.get(end, 0) for end in LABELS), self.kept]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


@dataclass(slots=True)
class Summary:
    until: date
    rows: list[Row]

    @property
    def headings(self) -> list[str]:
        return [*LABELS.values(), KEPT]

    @property
    def cells(self) -> list[int]:
        return [sum(column) for column in zip(*(row.cells for row in self.rows), strict=True)]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def words(self) -> list[str]:
        """One line an end that holds files."""
        pairs = zip(self.headings, self.cells, strict=True)
        return [f"{heading} : {counted(n, 'dossier')}" for heading, n in pairs if n]


def summary(services: Sequence[int], *, until: date, on: date | None = None) -> Summary:
    """What falls due until that day in these services and their archives, archives under their origin."""
    on = on or timezone.localdate()
    archives = archives_of(services)
    rows: dict[int, Row] = {}
    with widened(archives, reason="conservation: counts"):
        known = {each.pk: each for each in Service.everywhere.filter(pk__in=[*services, *archives])}

        def row_of(key: int) -> Row:
            origin = known[key].archive_of_id or key
            return rows.setdefault(origin, Row(known[origin]))

        due = falling_due(until).order_by().values("service", "end").annotate(number=Count("pk"))
        for each in due:
            numbers = row_of(each["service"]).numbers
            numbers[each["end"]] = numbers.get(each["end"], 0) + each["number"]
        kept = falling_due(on).blocked(on).order_by().values("service").annotate(n=Count("pk"))
        for each in kept:
            row_of(each["service"]).kept += each["n"]
    return Summary(
        until, sorted(rows.values(), key=lambda row: (row.service.sort_name, row.service.pk))
    )


def kept_now(on: date):
    """What is over and kept, the oldest first."""
    kept = falling_due(on).blocked(on).select_related("service__archive_of")
    return kept.order_by("closed_on", "birth_date", "pk")


def late_now(on: date):
    """What is over, kept by nothing and still there, the oldest first: `Line.waits` says why."""
    late = falling_due(on).unblocked(on).select_related("service__archive_of")
    return late.order_by("closed_on", "birth_date", "pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One file: its code, what becomes of it and when, what keeps it, or what it still waits for."""

    youth: Youth
    end: str
    day: date | None
    kept: list[str]
    is_archived: bool
    waits: str = ""

    @property
    def is_over(self) -> bool:
        return self.day is not None and self.day <= timezone.localdate()


def lines_of(service: Service, *, until: date):
    """Rows for `as_lines`, what ends first coming first; the archive of the service in sight."""
    here = Q(service=service) | Q(service__archive_of=service)
    return (
        falling_due(until)
        .filter(here)
        .select_related("service")
        .order_by("closed_on", "birth_date", "pk")
    )


def as_lines(youths: Sequence[Youth], *, on: date | None = None) -> list[Line]:
    """In a fixed number of queries, whatever theirs."""
    on, keys = on or timezone.localdate(), [youth.pk for youth in youths]
    times, kept, waits = Times.on(on), blockers_of(keys, on), waits_of(keys, on)
    lines = []
    for youth in youths:
        day = archive_day(youth, times) if youth.end == ARCHIVE else last_day(youth, times)
        lines.append(
            Line(
                youth=youth,
                end=LABELS[youth.end],
                day=day,
                kept=kept.get(youth.pk, []),
                is_archived=youth.service.archive_of_id is not None,
                waits=waits.get(youth.pk, "") if youth.pk not in kept else "",
            )
        )
    return lines
