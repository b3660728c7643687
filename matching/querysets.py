"""Young people and placements, asked for in sentences."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Exists, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from matching.due import DueQuerySet
from matching.enums import FOLLOWED, PlacementStage, Situation
from matching.stages import ACTIVE, OPEN
from psf.seeking.words import Typed, in_places
from psf.workflow.models import Action

# By which a company owes its answer: all that tables know of the kinds of action (placements.actions).
ANSWER_VERB = "answer"


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence long enough: `last_days` maps a day to the services where it is the last one.

    `without` leaves out files where an action of this verb was opened since the company was asked.
    """

    last_days: dict
    without: str = ""
    among: Q = field(default_factory=Q)

    def condition(self) -> Q:
        condition = Q(pk__in=[])
        for day, services in self.last_days.items():
            condition |= Q(
                ~Exists(paused_after(day)),
                service__in=services,
                asked_at__lt=_start_of_day_after(day),
            )
        condition &= self.among
        if self.without:
            condition &= ~Exists(
                Action.objects.filter(
                    placement=OuterRef("pk"), verb=self.without, opened_at__gte=OuterRef("asked_at")
                )
            )
        return condition


def paused_after(day):
    """Suspensions of a file's reminders that were not over before that day: its delays count from there."""
    from matching.models import ReminderPause

    return ReminderPause.objects.filter(placement=OuterRef("pk")).over_after(day)


def _start_of_day_after(day) -> datetime:
    """Midnight in Paris, whatever the hour the clocks changed."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _days(column: str, first, last) -> Q:
    """`column` between two days, both included; None for no bound."""
    bounds = Q()
    if first is not None:
        bounds &= Q(**{f"{column}__gte": first})
    if last is not None:
        bounds &= Q(**{f"{column}__lte": last})
    return bounds


class YouthQuerySet(DueQuerySet):
    def ready(self):
        """Ready for a parcours, and not opposed to being proposed one (RGPD, article 21)."""
        return self.current().filter(situation=Situation.READY, opposed_on__isnull=True)

    def without_active_placement(self):
        return self.exclude(placements__stage__in=ACTIVE)

    def with_active_placement(self):
        from matching.models import Placement

        return self.filter(Exists(Placement.objects.active().filter(youth=OuterRef("pk"))))

    def interested_in(self, fields):
        """Who wished a domaine of one of these plain-word fields."""
        from matching.models import YouthInterest
        from offers.models import Field

        domaines = Field.domaines.through.objects.filter(field__in=fields).values("rome_id")
        wished = YouthInterest.objects.filter(youth=OuterRef("pk"), domaine__in=domaines)
        return self.filter(Exists(wished))

    def free(self):
        """Ready, and not yet proposed anywhere."""
        return self.ready().without_active_placement()

    def followed(self):
        """Accompanied, ready or in a parcours: somebody owes them a next step."""
        return self.current().filter(situation__in=FOLLOWED)

    def forgotten(self):
        """Followed, and nothing is open about them nor about one of their parcours."""
        return self.followed().without_action()

    def without_action(self):
        """With nothing open about them nor about one of their parcours."""
        return self.exclude(Exists(Action.objects.open().filter(youth=OuterRef("pk"))))

    def late(self, on=None):
        """With an open action that was due before that day, today by default."""
        return self.filter(Exists(Action.objects.late(on).filter(youth=OuterRef("pk"))))

    def matching_text(self, text: str):
        """Records of whom `text` begins the names, the address or the number, or is the code or INE."""
        typed = Typed.read(text)
        if not typed.words:
            return self
        named = Q(code__in=self.model.codes.read(text)) | Q(ine__iexact=text.strip())
        return self.filter(typed.in_text("sought") | named)

    def sought(self, typed: Typed, places=()):
        """Keys of records in use of these words, or of the first of them in one of `places`.

        `places`: pairs (words before, ids of communes), as `Commune.objects.read_in` says. Reads the
        index alone: add no other column.
        """
        wanted = in_places(lambda words: words.in_text("sought"), typed, places)
        return self.current().filter(wanted).order_by("-pk").values_list("pk", flat=True)


class PlacementQuerySet(models.QuerySet):
    def active(self):
        return self.filter(stage__in=ACTIVE)

    def open(self):
        return self.filter(stage__in=OPEN)

    def at(self, *stages):
        return self.filter(stage__in=stages)

    def silent(self, *silences: "Silence"):
        """Sent, and whose company has owed its answer for as long as one of `silences` says."""
        asked = Action.objects.open().filter(placement=OuterRef("pk"), verb=ANSWER_VERB)
        found = self.filter(stage=PlacementStage.SENT).annotate(
            asked_at=Subquery(asked.values("opened_at")[:1])
        )
        return found.filter(reduce(or_, (silence.condition() for silence in silences)))

    def reservation_over(self, on=None):
        return self.filter(
            stage=PlacementStage.RESERVED, reserved_until__lt=on or timezone.localdate()
        )

    def matching_text(self, text: str):
        """Files whose code equals `text`, or of young people whom `YouthQuerySet.matching_text` finds."""
        youths = self.model._meta.get_field("youth").related_model._default_manager
        found = youths.matching_text(text).order_by().values("pk")
        return self.filter(Q(code__iexact=text.strip()) | Q(youth__in=found))

    # Whose, and in which state

    def followed_by(self, people):
        """Whose tutor is one of `people` (users or ids)."""
        return self.filter(tutor__in=people)

    def hosted_by(self, companies):
        """Whose young person works at one of `companies`: a subcontractor, else the titulaire."""
        by_holder = Q(host_slot__host=None, offer__company__in=companies)
        return self.filter(Q(host_slot__host__in=companies) | by_holder)

    def akin_to(self, placement):
        """Others at the same place, or of the same young person in the same company."""
        same_company = self.filter(youth=placement.youth_id).hosted_by([placement.hosting_company])
        same = Q(host_slot=placement.host_slot_id) | Q(pk__in=same_company.order_by().values("pk"))
        return self.filter(same).exclude(pk=placement.pk)

    def scheduled(self):
        """Whose convention has its schedule, the latest first: what another may take up."""
        return self.filter(starts_on__isnull=False).order_by("-starts_on", "-pk")

    def to_schedule(self):
        """Whose convention waits for its schedule."""
        return self.at(PlacementStage.CONVENTION).filter(periods__isnull=True)

    def late(self, on=None):
        """With an open action that was due before that day, today by default."""
        late = Action.objects.late(on).filter(placement=OuterRef("pk"))
        return self.filter(Exists(late))

    def interrupted(self):
        """Whose presence was stopped before its end."""
        return self.filter(presence_ended_on__isnull=False).exclude(end_reason="")

    def carried_through(self):
        """Whose presence is over, and was not interrupted."""
        return self.filter(presence_ended_on__isnull=False, end_reason="")

    def stopped_for(self, *reasons):
        """Ended for one of these reasons, (end, national code) each; an interruption is `review`.

        A silence is by its own reason: the end says « sans réponse » of all.
        """
        wanted = Q(pk__in=[])
        for end, code in reasons:
            if end == PlacementStage.UNANSWERED:
                wanted |= Q(stage=end, silence_reason=code)
            elif end == PlacementStage.REVIEW:
                wanted |= Q(presence_ended_on__isnull=False, end_reason=code)
            else:
                wanted |= Q(stage=end, end_reason=code)
        return self.filter(wanted)

    def ended_between(self, first, last):
        """Closed, or ended before any presence."""
        return self._between("closed_on", first, last)

    def to_begin(self):
        """Open, and nobody has come to the company yet."""
        return self.open().filter(started_on__isnull=True)

    def begun(self):
        return self.filter(started_on__isnull=False)

    def present(self):
        """Begun, and not over: somebody is in the company."""
        return self.begun().filter(presence_ended_on__isnull=True)

    # What happened between two days, both included; None for no bound

    def proposed_between(self, first, last):
        return self._between("sent_on", first, last)

    def accepted_between(self, first, last):
        return self._between("accepted_on", first, last)

    def beginning_between(self, first, last):
        """By their first day: the real one, else the one planned while they are open."""
        return self.dated()._between("first_day", first, last)

    def ending_between(self, first, last):
        """By their last day: the real one, else the one planned while they are open."""
        return self.dated()._between("final_day", first, last)

    def meeting_between(self, first, last):
        """Whose réunion de présentation was held, or stands while they are open, on these days."""
        rows = self.filter(Q(stage__in=OPEN) | Q(meeting_held_on__isnull=False))
        if first is not None:
            rows = rows.filter(meeting_at__gte=_start_of_day_after(first - timedelta(days=1)))
        if last is not None:
            rows = rows.filter(meeting_at__lt=_start_of_day_after(last))
        return rows.filter(meeting_at__isnull=False)

    def with_presence_between(self, first, last):
        """With a week of presence recorded whose Monday stands between these days."""
        return self.filter(Exists(self._weeks(first, last).filter(placement=OuterRef("pk"))))

    def weeks_of_presence(self, first, last):
        """The rows of these weeks, of all these files."""
        return self._weeks(first, last).filter(placement__in=self.order_by().values("pk"))

    def dated(self):
        """With `first_day` and `final_day`; an end before any presence has neither."""
        planned = Q(stage__in=OPEN)
        return self.annotate(
            first_day=Coalesce("started_on", Case(When(planned, then="starts_on"))),
            final_day=Coalesce("presence_ended_on", Case(When(planned, then="ends_on"))),
        )

    def _weeks(self, first, last):
        attendances = self.model._meta.get_field("attendances").related_model._default_manager
        return attendances.filter(_days("week", first, last))

    def _between(self, column: str, first, last):
        return self.filter(_days(column, first, last), **{f"{column}__isnull": False})

    # With what a screen reads

    def for_registry(self, on=None):
        """With what their list and its export show, in a constant number of queries."""
        late = Action.objects.late(on).filter(placement=OuterRef("pk")).order_by()
        oldest = late.values("placement").annotate(since=Min("due")).values("since")
        return (
            self.dated()
            .annotate(late_since=Subquery(oldest))
            .select_related(
                "youth",
                "tutor",
                "service",
                "host_slot__host",
                "offer__company",
                "offer__contract__buyer",
            )
            .prefetch_related("attendances", "end_word", "silence_word", "way_on_word")
        )

    def for_agenda(self):
        """With what stands in an agenda beside their dates."""
        return self.select_related(
            "youth",
            "tutor",
            "service",
            "host_slot__commune",
            "host_slot__host",
            "offer__company",
        ).order_by("pk")

    def for_gestures(self):
        """With what any gesture reads of a file: who, whose, where. The rest comes when asked."""
        return self.select_related("youth", "tutor", "service", "host_slot", "offer")

    def for_telling(self):
        """With what a message about it names: its people, its place, its offer."""
        return self.select_related(
            "tutor",
            "service__department",
            "youth__service",
            "youth__tutor",
            "host_slot__commune",
            "host_slot__host",
            "host_slot__offer__company",
            "offer__contract__buyer",
        )

    def for_file(self):
        """With everything the dossier shows, in a constant number of queries."""
        return (
            self.for_gestures()
            .select_related(
                "youth__commune",
                "youth__service",
                "school",
                "youth__tutor",
                "review",
                "host_slot__commune__department__academy",
                "host_slot__tutor",
                "host_slot__host",
                "offer__company",
                "offer__contract__buyer",
                "offer__contract__contact",
                "offer__budget",
            )
            .prefetch_related(
                "periods",
                "signatures",
                "incidents",
                "attendances",
                "review__lines",
                "meeting_dates",
                "youth__guardians",
            )
        )
