"""Figures that no list of rows stands behind: the first indicator, and the country in aggregates.

What counts rows is in `tiles`: each is the count of the list that it links to.

`national` is the one place of the dashboard that sees every service. It returns numbers, never a
row, and hides those under five (domain §6).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F
from django.utils import timezone

from matching.desk.queue.tabs import actions_of
from matching.desk.queue.watches import WATCHES
from matching.models import Placement
from offers.models import Offer
from psf.french.numbers import decimal, plural
from psf.perimeter.scope import all_services, widened
from psf.territories.models import Academy, Service
from psf.workflow.querysets import late_on

PERIOD_DAYS = 365
SMALLEST_CELL = 5
HIDDEN = f"moins de {SMALLEST_CELL}"


class Median(Aggregate):
    """The middle value; the mean of the two in the middle when their number is even.

    https://www.postgresql.org/docs/current/functions-aggregate.html#FUNCTIONS-ORDEREDSET-TABLE
    """

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


DAYS_TO_MEETING = ExpressionWrapper(
    F("meeting_held_on") - F("sent_on"), output_field=DurationField()
)


@dataclass(frozen=True, slots=True)
class Meetings:
    """Days from « profil transmis » to « réunion tenue », over the last twelve months."""

    count: int
    days: float | None

    @property
    def words(self) -> str:
        """« 8 jours », « 8,5 jours »."""
        if self.days is None:
            return "pas encore de réunion"
        return f"{decimal(self.days, 1)} {plural(self.days, 'jour')}"


def meetings(services) -> Meetings:
    """The first indicator of the product, for these services: what is archived counts as before."""
    archives = list(Service.everywhere.archives_of(services).values_list("pk", flat=True))
    with widened(archives, reason="figures"):
        mine = held().filter(service__in=[*services, *archives])
        return _meetings(mine.aggregate(count=Count("pk"), middle=MIDDLE))


def held():
    """Files whose first meeting was held in the last twelve months."""
    since = timezone.localdate() - timedelta(days=PERIOD_DAYS)
    return Placement.objects.filter(sent_on__isnull=False, meeting_held_on__gte=since)


MIDDLE = Median(DAYS_TO_MEETING)


def _meetings(found) -> Meetings:
    middle = found["middle"]
    days = middle.total_seconds() / 86400 if middle is not None else None
    return Meetings(found["count"], days)


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
        everybody = _meetings(held().aggregate(count=Count("pk"), middle=MIDDLE))
    total = Line(
        "Ensemble",
        *(_total(columns[name]) for name in COUNTED),
        everybody.words if everybody.count >= SMALLEST_CELL else "–",
    )
    return [total, *lines]


def _columns(services) -> dict[str, dict]:
    """Numbers by académie's key, for each column."""
    today = timezone.localdate()
    academy = "service__department__academy"
    queue = actions_of(services).order_by()
    by_academy = held().order_by().values(academy)
    return {
        "open": _by(Placement.objects.open().order_by().values(academy)),
        "late": _by(queue.filter(late_on(today)).values(academy)),
        "silent": _by(queue.filter(WATCHES["silence"].rule(services, today)).values(academy)),
        "waiting": _by(queue.filter(WATCHES["attente"].rule(services, today)).values(academy)),
        "alone": _by(Offer.objects.waiting_for_long(services, today).order_by().values(academy)),
        "meetings": _by(by_academy),
        "median": {
            row[academy]: _meetings({"count": 0, **row})
            for row in by_academy.annotate(middle=MIDDLE)
        },
    }


def _by(rows) -> dict[int, int]:
    academy = "service__department__academy"
    return dict(rows.annotate(number=Count("pk")).values_list(academy, "number"))


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
