"""The reminders of one file suspended: for a reason, until a day."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from matching.enums import PauseReason
from matching.models.protected import OfPlacement
from matching.models.youth import NO_SENSITIVE_DATA
from psf.french.days import numeric

# Whoever still needs it says so again: a file is never left in peace for good. Held by the table,
# so that a longer one is a migration and not a slip.
LONGEST_DAYS = 60


class ReminderPauseQuerySet(models.QuerySet):
    def running(self, on: date | None = None):
        """Those that suspend something on that day, today by default."""
        day = on or timezone.localdate()
        return self.filter(lifted_on__isnull=True, starts_on__lte=day, ends_on__gte=day)

    def over_after(self, day):
        """Those that still ran, or were lifted, on that day or later."""
        return self.annotate(until=Coalesce("lifted_on", "ends_on")).filter(until__gte=day)

    def placements(self):
        """Keys of their files."""
        return self.order_by().values("placement")


class ReminderPause(OfPlacement):
    """Ends by its day, or because somebody takes the reminders up again. Never deleted before its file."""

    placement = models.ForeignKey(
        "matching.Placement", models.PROTECT, related_name="pauses", verbose_name="parcours"
    )
    reason = models.CharField("motif", max_length=12, choices=PauseReason)
    text = models.CharField(
        "précision", max_length=200, blank=True, help_text=f"Facultatif. {NO_SENSITIVE_DATA}"
    )
    starts_on = models.DateField("depuis le", default=timezone.localdate)
    ends_on = models.DateField("jusqu'au (inclus)")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )
    lifted_on = models.DateField("reprises le", null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="reprises par",
    )

    objects = ReminderPauseQuerySet.as_manager()

    class Meta:
        verbose_name = "suspension des relances"
        verbose_name_plural = "suspensions des relances"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="pause_ends_after_it_begins",
                violation_error_message="La fin précède le début.",
            ),
            models.CheckConstraint(
                condition=Q(
                    ends_on__lte=ExpressionWrapper(
                        F("starts_on") + timedelta(days=LONGEST_DAYS),
                        output_field=models.DateTimeField(),
                    )
                ),
                name="pause_is_bounded",
                violation_error_message=f"Au plus {LONGEST_DAYS} jours à la fois.",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="pause_lifted_by_somebody",
            ),
            # A file's number as a range: GiST knows ranges without an extension.
            ExclusionConstraint(
                name="pause_one_at_a_time",
                expressions=[
                    (
                        Func("placement", "placement", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("starts_on", "ends_on", Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(lifted_on__isnull=True),
                violation_error_message="Les relances de ce dossier sont déjà suspendues.",
            ),
        ]

    def __str__(self):
        return f"Relances suspendues jusqu'au {numeric(self.ends_on)} — {self.get_reason_display()}"

    def clean(self):
        if not self.ends_on:
            return
        today = timezone.localdate()
        if self.ends_on < today:
            raise ValidationError({"ends_on": "Choisissez aujourd'hui ou un jour à venir."})
        if (self.ends_on - self.starts_on).days > LONGEST_DAYS:
            raise ValidationError(
                {
                    "ends_on": f"Au plus {LONGEST_DAYS} jours à la fois : jusqu'au"
                    f" {numeric(self.starts_on + timedelta(days=LONGEST_DAYS))}."
                }
            )
