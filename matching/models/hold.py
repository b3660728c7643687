"""A legal hold: somebody suspends the destruction of a file, for a reason and until a day."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from matching.enums import HoldReason
from matching.models.protected import OfYouth
from matching.models.youth import NO_SENSITIVE_DATA
from psf.french.days import numeric
from psf.months import add_months
from psf.workflow.errors import Refused

# At once; who still needs it says so again.
LONGEST_MONTHS = 12


class LegalHoldQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None):
        return self.filter(ended_on__isnull=True, until__gte=on or timezone.localdate())


class LegalHold(OfYouth):
    """Never deleted while the file lives: it ends by its day, or because somebody ends it.

    A renewal is a row of its own, so that who answered for which months is kept.
    """

    reason = models.CharField("motif", max_length=12, choices=HoldReason)
    text = models.CharField(
        "précision",
        max_length=200,
        blank=True,
        help_text=f"Référence, service saisi. {NO_SENSITIVE_DATA}",
    )
    placed_on = models.DateField("depuis le", default=timezone.localdate)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )
    until = models.DateField("jusqu'au (inclus)")
    ended_on = models.DateField("levée le", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="levée par",
    )
    ended_text = models.CharField(
        "levée : pourquoi", max_length=200, blank=True, default="", db_default=""
    )

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = "suspension de la destruction"
        verbose_name_plural = "suspensions de la destruction"
        ordering = ["-placed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("placed_on")),
                name="hold_ends_after_it_begins",
                violation_error_message="La fin précède le début.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_by__isnull=False),
                name="hold_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}, jusqu'au {numeric(self.until)}"

    def clean(self):
        if not self.until:
            return
        today = timezone.localdate()
        if self.until <= today:
            raise ValidationError({"until": "Choisissez un jour à venir."})
        if self.until > add_months(today, LONGEST_MONTHS):
            raise ValidationError(
                {"until": f"Au plus {LONGEST_MONTHS} mois à la fois : elle se prolonge ensuite."}
            )

    def is_in_force(self, on: date | None = None) -> bool:
        return self.ended_on is None and self.until >= (on or timezone.localdate())

    def end(self, *, by, why: str, on: date | None = None) -> None:
        """Let the file go on to its end. Raises Refused when somebody did already."""
        living = LegalHold.objects.filter(pk=self.pk, ended_on__isnull=True)
        on = on or timezone.localdate()
        if not living.update(ended_on=on, ended_by=by, ended_text=why):
            raise Refused("Cette suspension est déjà levée.")
        self.refresh_from_db()

    def renew(self, until: date, *, by) -> "LegalHold":
        """The same hold until a later day. Raises Refused, ValidationError."""
        longer = LegalHold(
            youth=self.youth, reason=self.reason, text=self.text, placed_by=by, until=until
        )
        longer.clean()
        if until <= self.until:
            raise Refused({"until": "Choisissez un jour après la fin actuelle."})
        with transaction.atomic():
            self.end(by=by, why="prolongée")
            longer.save()
        return longer
