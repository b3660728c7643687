"""Figures that no list of rows stands behind: the first indicator, and the country in aggregates.

What counts rows is in `tiles`: each is the count of the list that it links to.

`national` is the one place of the dashboard that sees every service. It returns numbers, never a
row, and hides those under five (domain §6).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DurationField, ExpressionWrapper, F
from django.utils import timezone

from matching.desk.queue.tabs import actions_of
from matching.desk.queue.watches import WATCHES
from matching.models import Placement, StatisticalPlacement
from offers.models import Offer
from psf.french.numbers import decimal, plural
from psf.months import add_months
from psf.perimeter.scope import all_services, widened
from psf.territories.models import Academy, Service
from psf.workflow.querysets import late_on

PERIOD_MONTHS = 12
SMALLEST_CELL = 5
HIDDEN = f"moins de {SMALLEST_CELL}"
ACADEMY = "service__department__academy"
DAYS_TO_MEETING = ExpressionWrapper(
    F("meeting_held_on") - F("sent_on"), output_field=DurationField()
)


@dataclass(frozen=True, slots=True)
class Meetings:
    """Days from « profil transmis » to « réunion tenue », over the last twelve months.

    Whole months: of people who were forgotten, nothing but the month is known.
    """

    count: int
    days: float | None

    @property
    def words(self) -> str:
        """« 8 jours », « 8,5 jours »."""
        if self.days is None:
            return "pas encore de réunion"
        return f"{decimal(self.days, 1)} {plural(self.days, 'jour')}"

    @classmethod
    def of(cls, lengths: Iterable[Counter[int]]) -> "Meetings":
        """All of these together: {days: how many files}."""
        together: Counter[int] = sum(lengths, Counter())
        return cls(together.total(), median(together))


def meetings(services) -> Meetings:
    """The first indicator of the product, for these services: what is archived counts as before."""
    archives = list(Service.everywhere.archives_of(services).values_list("pk", flat=True))
    with widened(archives, reason="figures"):
        return Meetings.of(_lengths(service__in=[*services, *archives]).values())


def since() -> date:
    """The first day of the month twelve months ago."""
    return add_months(timezone.localdate(), -PERIOD_MONTHS).replace(day=1)


def _lengths(**among) -> dict[int, Counter[int]]:
    """By académie, {days from sending to meeting: how many files}, of people forgotten since too."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    lived = Placement.objects.filter(sent_on__isnull=False, meeting_held_on__gte=since())
    counted = StatisticalPlacement.objects.filter(
        days_to_meeting__isnull=False, met_in__gte=since()
    )
    for rows, days in ((lived, DAYS_TO_MEETING), (counted, F("days_to_meeting"))):
        grouped = rows.filter(**among).order_by().values_list(ACADEMY, days)
        for academy, length, number in grouped.annotate(number=Count("pk")):
            found[academy][getattr(length, "days", length)] += number
    return found


def median(numbers: Counter[int]) -> float | None:
    """The middle value, each counted as often as it says; the mean of two when they are even."""
    total, seen, middle = numbers.total(), 0, []
    if not total:
        return None
    wanted = ((total - 1) // 2, total // 2)
    for number in sorted(numbers):
        seen += numbers[number]
        middle += [number] * sum(position < seen for position in wanted[len(middle) :])
        if len(middle) == len(wanted):
            break
    return sum(middle) / len(middle)


# The whole country


@dataclass(frozen=True, slots=True)
class Line:
    """An académie, or all of them: cells in words, small ones hidden."""

    name: str
    open: str
    late: str
    silent: str
    waiting: str
    alone: str  # offers without a young person
    meetings: str
    median: str


# The cells that are numbers, in the order of a line.
COUNTED = ("open", "late", "silent", "waiting", "alone", "meetings")


def national() -> list[Line]:
    """All together, then one line for each académie that has a service."""
    with all_services("national statistics"):
        services = Service.objects.following_young_people().values_list("pk", flat=True)
        columns = _columns(list(services))
        academies = list(Academy.objects.filter(departments__services__in=services).distinct())
        lines = [_line(academy, columns) for academy in academies]
        everybody = Meetings.of(_lengths().values())
    total = Line(
        "Ensemble",
        *(_total(columns[name]) for name in COUNTED),
        everybody.words if everybody.count >= SMALLEST_CELL else "–",
    )
    return [total, *lines]


def _columns(services) -> dict[str, dict]:
    """Numbers by académie's key, for each column."""
    today = timezone.localdate()
    queue = actions_of(services).order_by()
    held = {academy: Meetings.of([lengths]) for academy, lengths in _lengths().items()}
    return {
        "open": _by(Placement.objects.open().order_by().values(ACADEMY)),
        "late": _by(queue.filter(late_on(today)).values(ACADEMY)),
        "silent": _by(queue.filter(WATCHES["silence"].rule(services, today)).values(ACADEMY)),
        "waiting": _by(queue.filter(WATCHES["attente"].rule(services, today)).values(ACADEMY)),
        "alone": _by(Offer.objects.waiting_for_long(services, today).order_by().values(ACADEMY)),
        "meetings": {academy: found.count for academy, found in held.items()},
        "median": held,
    }


def _by(rows) -> dict[int, int]:
    return dict(rows.annotate(number=Count("pk")).values_list(ACADEMY, "number"))


def _line(academy, columns) -> Line:
    numbers = {name: columns[name].get(academy.pk, 0) for name in columns if name != "median"}
    enough = numbers["meetings"] >= SMALLEST_CELL
    return Line(
        academy.name,
        *(_cell(numbers[name]) for name in COUNTED),
        columns["median"][academy.pk].words if enough else "–",
    )


def _cell(number: int) -> str:
    return str(number) if number >= SMALLEST_CELL else HIDDEN


def _total(column: dict[int, int]) -> str:
    """The sum, unless it would give a hidden cell away by subtraction."""
    shown = sum(number for number in column.values() if number >= SMALLEST_CELL)
    hidden = sum(column.values()) - shown
    if 0 < hidden < SMALLEST_CELL:
        return f"au moins {shown}" if shown else HIDDEN
    return _cell(shown + hidden)
