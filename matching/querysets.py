"""Young people and placements, asked for in sentences."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
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
            condition |= Q(service__in=services, asked_at__lt=_start_of_day_after(day))
        condition &= self.among
        if self.without:
            condition &= ~Exists(
                Action.objects.filter(
                    placement=OuterRef("pk"), verb=self.without, opened_at__gte=OuterRef("asked_at")
                )
            )
        return condition


def _start_of_day_after(day) -> datetime:
    """Midnight in Paris, whatever the hour the clocks changed."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


class YouthQuerySet(DueQuerySet):
    def ready(self):
        """Ready for a parcours, and not opposed to being proposed one (RGPD, article 21)."""
        return self.current().filter(situation=Situation.READY, opposed_on__isnull=True)

    def without_active_placement(self):
        return self.exclude(placements__stage__in=ACTIVE)

    def free(self):
        """Ready, and not yet proposed anywhere."""
        return self.ready().without_active_placement()

    def followed(self):
        """Accompanied, ready or in a parcours: somebody owes them a next step."""
        return self.current().filter(situation__in=FOLLOWED)

    def forgotten(self):
        """Followed, and nothing is open about them nor about one of their parcours."""
        return self.followed().exclude(Exists(Action.objects.open().filter(youth=OuterRef("pk"))))

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

    def for_gestures(self):
        """With what any gesture reads of a file: who, whose, where. The rest comes when asked."""
        return self.select_related("youth", "tutor", "service", "host_slot", "offer")

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
