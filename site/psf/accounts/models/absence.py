"""Dated substitutes: who does somebody's work while they are away."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from psf.french.days import numeric
from psf.versions import Versioned


class AbsenceQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Absences on the day `on`, today in Paris by default."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def covered_by(self, user, on=None):
        """Absences whose work `user` does on that day."""
        return self.in_force(on).filter(substitute=user, user__is_active=True)

    def visible_to(self, user):
        """All for an administrator; for others, those of people they may see."""
        if user.is_administrator:
            return self
        people = get_user_model().objects.visible_to(user)
        return self.filter(user__in=people.values("pk"))


class Absence(Versioned):
    """Somebody is away from a day to another; a colleague sees and does their work."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="absences",
        verbose_name="personne absente",
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="substitutions",
        verbose_name="remplacée par",
        help_text="Son périmètre contient celui de la personne absente.",
    )
    starts_on = models.DateField("du", default=timezone.localdate)
    ends_on = models.DateField("au (inclus)")
    created_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        verbose_name_plural = "absences"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_dates",
                violation_error_message="La fin de l’absence précède son début.",
            ),
            models.CheckConstraint(
                condition=~Q(user=F("substitute")),
                name="absence_other_person",
                violation_error_message="Choisissez une autre personne que l’absente.",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({numeric(self.starts_on)} – {numeric(self.ends_on)})"

    def clean(self):
        if None in (self.starts_on, self.ends_on) or self.user_id is None:
            return
        if self.ends_on < timezone.localdate() and self._state.adding:
            raise ValidationError({"ends_on": "Cette absence est déjà terminée."})
        others = Absence.objects.filter(
            user=self.user_id, starts_on__lte=self.ends_on, ends_on__gte=self.starts_on
        )
        if others.exclude(pk=self.pk).exists():
            raise ValidationError("Une absence est déjà enregistrée sur ces jours.")


def people_done_for(user, on=None) -> list[int]:
    """Ids of the people whose work is `user`'s on that day: themselves, and those they replace."""
    return [user.pk, *Absence.objects.covered_by(user, on).values_list("user_id", flat=True)]


def stand_in(user, on=None):
    """Who does the work of `user` on that day: their substitute while they are away, else they."""
    absence = Absence.objects.in_force(on).filter(user=user).select_related("substitute").first()
    return absence.substitute if absence and absence.substitute.is_active else user
