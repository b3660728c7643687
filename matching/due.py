"""What falls due, as sentences of the queryset of young people (domain §6).

A day counts as over from the day that follows it by the decided months: `Times.on` turns each duration
into the last day from which it is over, so that an index answers.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from matching.enums import NEVER_CONTACTED, OVER, EndOfRecord
from psf.french.days import numeric
from psf.months import add_months
from psf.registry import Registry

# Nothing is destroyed that was not told that long before; so the papers too.
MONTHS_BEFORE = 1
# A proposal of papers that old is about what ends now, whatever the situation since.
STILL_ABOUT_IT = timedelta(days=62)
# Why what is over is still there.
NOT_OFFERED = "attend que ses papiers soient proposés au jeune, un mois avant l'archive"
OFFERED = "papiers proposés le {day} : archivé à partir du {then}"
NOT_ANNOUNCED = "attend d'être annoncé, un mois avant la destruction"
ANNOUNCED = "destruction annoncée le {day} : pas avant le {then}"
# All that tables know of the two kinds of action (youths.actions).
PAPERS_VERB, ALARM_VERB = "offer_papers", "free_file"


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something that keeps a file from its end, whatever its age.

    `holds` gives, for a day, a condition on young people; `said`, for some of their keys, sentences
    (key, « accident du 03/02/2026 »). Rooms declare theirs in `blockers.py`.
    """

    name: str
    holds: Callable[[date], Exists]
    said: Callable[[Collection[int], date], Iterable[tuple[int, str]]]


BLOCKERS: Registry[str, Blocker] = Registry(
    "blockers", key=lambda blocker: blocker.name, module="blockers"
)


@dataclass(frozen=True, slots=True)
class Times:
    """The last days from which each duration is over on a given day, of the durations in force."""

    archive: date
    end: date
    created: datetime
    born: date
    policy: Any

    @classmethod
    def on(cls, day: date | None = None) -> "Times":
        day = day or timezone.localdate()
        policy = apps.get_model("matching", "RetentionPolicy").current(day)
        created = add_months(day, -policy.never_contacted_months) + timedelta(days=1)
        return cls(
            archive=add_months(day, -policy.closed_months),
            end=add_months(day, -(policy.closed_months + policy.archive_months)),
            created=timezone.make_aware(datetime.combine(created, time())),
            born=add_months(day, -12 * policy.hard_stop_age),
            policy=policy,
        )


def first_day_after(day: date, months: int) -> date:
    """The day on which `months` counted from `day` are over, as `Times.on` counts."""
    found = add_months(day, months)
    while add_months(found, -months) < day:
        found += timedelta(days=1)
    return found


class DueQuerySet(models.QuerySet):
    """What the registry of young people asks about conservation."""

    def current(self):
        """Records in use: neither merged into another nor anonymised."""
        return self.filter(merged_into__isnull=True, anonymised_on__isnull=True)

    def closed_since(self, day: date):
        """In use, and nothing more to do for them since `day` at the latest."""
        return self.current().filter(closed_on__lte=day, situation__in=OVER)

    def archived(self):
        return self.filter(service__archive_of__isnull=False)

    def not_archived(self):
        return self.filter(service__archive_of__isnull=True)

    def past_archive_day(self, on: date | None = None):
        """Closed for as long as the service keeps them at hand, and still there."""
        return self.closed_since(Times.on(on).archive).not_archived()

    def past_their_end(self, on: date | None = None):
        """Whose time is over by one of the rules, whatever keeps them."""
        by_age, closed, never_contacted = self._rules(Times.on(on))
        return self.current().filter(by_age | closed | never_contacted)

    def overdue_and_kept(self, on: date | None = None):
        """Past the day on which they leave their service or end, and kept: each is an alarm."""
        return (self.past_archive_day(on) | self.past_their_end(on)).blocked(on)

    def without_alarm(self):
        """About whom nobody is asked to lift what keeps them; an archive is told by its page alone."""
        return self.not_archived().exclude(_asked(ALARM_VERB))

    def with_alarm(self):
        return self.filter(_asked(ALARM_VERB))

    def owed_papers(self, on: date | None = None):
        """Who leaves their service within a month, once began a parcours, and was offered nothing yet."""
        on = on or timezone.localdate()
        ahead = add_months(on, MONTHS_BEFORE)
        leaving = self.past_archive_day(ahead) | self.past_their_end(ahead)
        return leaving.not_archived().unblocked(on).filter(_began()).exclude(_offered(on))

    def having_had_their_papers(self, on: date | None = None):
        """Who never began a parcours, or was offered its papers a month ago at least."""
        on = on or timezone.localdate()
        return self.filter(~Q(_began()) | Q(_offered(on, until=add_months(on, -MONTHS_BEFORE))))

    def due_for_archive(self, on: date | None = None):
        return self.past_archive_day(on).unblocked(on)

    def due_for_anonymisation(self, on: date | None = None):
        """To be destroyed; what runs it asks `announced` too."""
        return self.past_their_end(on).unblocked(on)

    def announced(self, on: date | None = None):
        """Whose destruction was told a month before, or whom the age stops at once."""
        on = on or timezone.localdate()
        told = Q(announced_on__lte=add_months(on, -MONTHS_BEFORE))
        return self.filter(told | Q(birth_date__lte=Times.on(on).born))

    def blocked(self, on: date | None = None):
        """Kept by an open parcours, an accident, a hold… on that day."""
        return self.filter(_held(on or timezone.localdate()))

    def unblocked(self, on: date | None = None):
        return self.exclude(_held(on or timezone.localdate()))

    def with_rule(self, on: date | None = None):
        """Annotated with `rule`, by which their time is over; "" for the others."""
        times = Times.on(on)
        return self.annotate(
            rule=Case(
                *[
                    When(condition, then=Value(rule))
                    for rule, condition in zip(ORDER, self._rules(times), strict=True)
                ],
                default=Value(""),
                output_field=models.CharField(),
            )
        )

    def _rules(self, times: Times) -> list[Q]:
        """In ORDER. Never contacted: since the record came, whatever was tried."""
        history = apps.get_model("matching", "SituationEntry").objects.filter(youth=OuterRef("pk"))
        spoken = history.exclude(situation__in=NEVER_CONTACTED)
        placements = apps.get_model("matching", "Placement").objects.filter(youth=OuterRef("pk"))
        return [
            Q(birth_date__lte=times.born),
            Q(closed_on__lte=times.end, situation__in=OVER),
            Q(created_at__lt=times.created, situation__in=sorted(NEVER_CONTACTED))
            & ~Exists(spoken)
            & ~Exists(placements),
        ]


ORDER = (EndOfRecord.AGE, EndOfRecord.CLOSED, EndOfRecord.NEVER_CONTACTED)


def _actions(verb: str):
    found = apps.get_model("workflow", "Action").objects.filter(youth=OuterRef("pk"), verb=verb)
    return found.order_by()


def _asked(verb: str) -> Exists:
    return Exists(_actions(verb).filter(done_at__isnull=True))


def _began() -> Exists:
    placements = apps.get_model("matching", "Placement").objects
    return Exists(placements.filter(youth=OuterRef("pk"), started_on__isnull=False).order_by())


def _offered_rows(on: date):
    since = Q(opened_at__date__gte=OuterRef("closed_on"))
    return _actions(PAPERS_VERB).filter(since | Q(opened_at__date__gte=on - STILL_ABOUT_IT))


def _offered(on: date, *, until: date | None = None) -> Exists:
    """Since the following ended; "until": on that day at the latest."""
    offered = _offered_rows(on)
    return Exists(offered.filter(opened_at__date__lte=until) if until else offered)


def _held(on: date) -> Q:
    condition = Q(pk__in=[])
    for blocker in BLOCKERS:
        condition |= Q(blocker.holds(on))
    return condition


def blockers_of(
    keys: Collection[int], on: date | None = None, *, but: Collection[str] = ()
) -> dict[int, list[str]]:
    """What keeps each of these young people, in words, those named in `but` aside."""
    on, found = on or timezone.localdate(), {}
    for blocker in (each for each in BLOCKERS if each.name not in but):
        for key, sentence in blocker.said(keys, on):
            found.setdefault(key, []).append(sentence)
    return found


def waits_of(keys: Collection[int], on: date | None = None) -> dict[int, str]:
    """Why each of these, over and kept by nothing, is still there: what must be said a month before."""
    on = on or timezone.localdate()
    youths = apps.get_model("matching", "Youth").objects.filter(pk__in=keys)
    early = youths.past_archive_day(on).exclude(pk__in=youths.having_had_their_papers(on))
    offers = apps.get_model("workflow", "Action").objects.filter(verb=PAPERS_VERB)
    last = offers.filter(youth=OuterRef("pk")).order_by("-opened_at").values("opened_at")[:1]
    found = {}
    for youth in early.annotate(
        offered=Exists(_offered_rows(on)), offered_at=models.Subquery(last)
    ):
        found[youth.pk] = NOT_OFFERED
        if youth.offered:
            day = timezone.localdate(youth.offered_at)
            found[youth.pk] = OFFERED.format(day=numeric(day), then=numeric(_a_month_after(day)))
    for youth in youths.past_their_end(on).exclude(pk__in=youths.announced(on)):
        told = youth.announced_on
        found[youth.pk] = (
            ANNOUNCED.format(day=numeric(told), then=numeric(_a_month_after(told)))
            if told
            else NOT_ANNOUNCED
        )
    return found


def _a_month_after(day: date) -> date:
    return first_day_after(day, MONTHS_BEFORE)


def archive_day(youth, times: Times) -> date | None:
    """When a closed record leaves for the restricted archive."""
    if youth.closed_on is None:
        return None
    return first_day_after(youth.closed_on, times.policy.closed_months)


def last_day(youth, times: Times) -> date:
    """When the record ends, by the first of the rules that apply to it."""
    policy = times.policy
    days = [first_day_after(youth.birth_date, 12 * policy.hard_stop_age)]
    if youth.closed_on is not None:
        days.append(first_day_after(youth.closed_on, policy.closed_months + policy.archive_months))
    elif youth.situation in NEVER_CONTACTED:
        created = timezone.localdate(youth.created_at)
        days.append(first_day_after(created, policy.never_contacted_months))
    return min(days)
