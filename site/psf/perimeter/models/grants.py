"""Dated perimeters: from when to when a person sees which services."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from psf.territories.models import AcademicRegion, Academy, Department, Service
from psf.versions import Versioned

if TYPE_CHECKING:
    from psf.perimeter.requests import User

LEVELS = ("service", "department", "academy", "region")


class PerimeterGrantQuerySet(models.QuerySet["PerimeterGrant"]):
    def in_force(self, on: date | None = None) -> Self:
        """Grants that hold on the day `on` (a date; today in Paris by default), bounds included."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def services_of(self, user: "User", on: date | None = None) -> list[int]:
        """Return the ids of the services in sight of `user` on that day, sorted; one query."""
        in_force = self.filter(user=user).in_force(on)
        return list(
            Service.objects.filter(
                Q(pk__in=in_force.values("service"))
                | Q(department__in=in_force.values("department"))
                | Q(department__academy__in=in_force.values("academy"))
                | Q(department__academy__region__in=in_force.values("region"))
            )
            .order_by("pk")
            .values_list("pk", flat=True)
            .distinct()
        )


class PerimeterGrant(Versioned):
    """Gives a person one service, or all the services of a département, académie or région."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="perimeter_grants",
        verbose_name="personne",
    )
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, null=True, blank=True, verbose_name="service"
    )
    department = models.ForeignKey(
        "territories.Department", models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    academy = models.ForeignKey(
        "territories.Academy", models.PROTECT, null=True, blank=True, verbose_name="académie"
    )
    region = models.ForeignKey(
        "territories.AcademicRegion",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="région académique",
    )
    starts_on = models.DateField("à partir du", default=timezone.localdate)
    ends_on = models.DateField("jusqu'au (inclus)", null=True, blank=True)
    reason = models.CharField("motif", max_length=200)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="accordé par",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PerimeterGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "périmètre accordé"
        verbose_name_plural = "périmètres accordés"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[
                        Q(**{f"{other}__isnull": other != level for other in LEVELS})
                        for level in LEVELS
                    ],
                    _connector=Q.OR,
                ),
                name="perimeter_exactly_one_level",
                violation_error_message=(
                    "Choisissez un seul niveau : service, département, académie ou région."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="perimeter_ends_after_start",
                violation_error_message="La fin du périmètre précède son début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.place}"

    @property
    def place(self) -> Service | Department | Academy | AcademicRegion:
        """The service or territory that the grant opens."""
        place: Service | Department | Academy | AcademicRegion = next(
            getattr(self, level) for level in LEVELS if getattr(self, f"{level}_id") is not None
        )
        return place
