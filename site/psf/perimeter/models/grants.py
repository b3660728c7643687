"""Dated perimeters: from when to when a person sees which services, and who answers for it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from psf.french.days import numeric
from psf.territories.calendars import SchoolYear
from psf.territories.models import AcademicRegion, Academy, Department, Service
from psf.versions import Versioned

if TYPE_CHECKING:
    from psf.perimeter.requests import User

LEVELS = ("service", "department", "academy", "region")


def end_by_default(starts_on: date | None = None) -> date:
    """31 August of the school year in which a perimeter starts (today by default): its latest end too."""
    return SchoolYear.of(starts_on or timezone.localdate()).last_day


class PerimeterGrantQuerySet(models.QuerySet["PerimeterGrant"]):
    def given(self) -> Self:
        """Without those that wait for a second person, or that this person refused."""
        return self.filter(Q(asked_by__isnull=True) | Q(granted_by__isnull=False))

    def pending(self) -> Self:
        """Asked for, neither confirmed nor refused."""
        return self.filter(asked_by__isnull=False, granted_by=None, refused_by=None)

    def in_force(self, on: date | None = None) -> Self:
        """Grants that hold on the day `on` (a date; today in Paris by default), bounds included."""
        day = on or timezone.localdate()
        return self.given().filter(starts_on__lte=day, ends_on__gte=day)

    def ending(self, within: timedelta, on: date | None = None) -> Self:
        """Grants in force that end at most `within` after that day."""
        day = on or timezone.localdate()
        return self.in_force(day).filter(ends_on__lte=day + within)

    def containing(self, places: Iterable[models.Model]) -> "list[PerimeterGrant]":
        """Those that open one of `places`, in order of their first day."""
        wanted = list(places)
        rows = self.select_related(*LEVELS).order_by("starts_on", "pk")
        return [grant for grant in rows if grant.place in wanted]

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
    """Gives a person one service, or all the services of a département, académie or région.

    Nobody gives to themselves: such a row is asked for by one (`asked_by`) and holds from the day
    another grants it (`granted_by`). The database refuses one and the same person, an end too far
    away, and any later one: a perimeter is renewed by a new row, never extended. `granted_by` is
    empty for those that a command of the server made.
    """

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
    # Left empty, the end of the school year: by save(), and by a trigger for whoever else writes.
    ends_on = models.DateField(
        "jusqu’au (inclus)",
        blank=True,
        default=None,
        help_text="Au plus tard le 31 août de l’année scolaire où il commence.",
    )
    reason = models.CharField("motif", max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="demandé par",
        editable=False,
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="accordé par",
    )
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="refusé par",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PerimeterGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "périmètre accordé"
        verbose_name_plural = "périmètres accordés"
        ordering = ["-starts_on", "-pk"]
        permissions = [("renew_perimetergrant", "Renouveler les périmètres des siens")]
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
                condition=Q(ends_on__gte=F("starts_on")),
                name="perimeter_ends_after_start",
                violation_error_message="La fin du périmètre précède son début.",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                name="perimeter_not_given_to_oneself",
                violation_error_message="Une autre personne accorde votre propre périmètre.",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | Q(granted_by__isnull=True)
                | ~Q(granted_by=F("asked_by")),
                name="perimeter_confirmed_by_another",
                violation_error_message="Une autre personne confirme ce que vous avez demandé.",
            ),
            models.CheckConstraint(
                condition=Q(refused_by__isnull=True)
                | Q(granted_by__isnull=True, asked_by__isnull=False),
                name="perimeter_refused_or_granted",
                violation_error_message="Ce périmètre est déjà accordé.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} : {self.place}"

    def clean(self) -> None:
        if self.starts_on is None:
            return
        latest = end_by_default(self.starts_on)
        if self.ends_on and self.ends_on > latest:
            raise ValidationError(
                {
                    "ends_on": f"Au plus tard le {numeric(latest)} : un périmètre plus long se"
                    " renouvelle, à partir du mois de mai."
                }
            )
        if self.pk is None and (held := self._held_already(latest)):
            raise ValidationError(
                f"{held.user} a déjà ce périmètre du {numeric(held.starts_on)} au"
                f" {numeric(held.ends_on)} : choisissez d’autres dates, ou terminez-le d’abord."
            )

    def _held_already(self, latest: date) -> "PerimeterGrant | None":
        """One of the same person and place whose days overlap; the database refuses it too."""
        if not self.user_id:
            return None
        return (
            PerimeterGrant.objects.filter(
                **{f"{level}_id": getattr(self, f"{level}_id") for level in LEVELS},
                user=self.user_id,
                refused_by=None,
                starts_on__lte=self.ends_on or latest,
                ends_on__gte=self.starts_on,
            )
            .order_by("starts_on", "pk")
            .first()
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.ends_on is None:
            starts_on = self._meta.get_field("starts_on").to_python(self.starts_on)
            self.ends_on = end_by_default(starts_on)
        super().save(*args, **kwargs)

    @property
    def is_pending(self) -> bool:
        return bool(self.asked_by_id and not self.granted_by_id and not self.refused_by_id)

    @property
    def state(self) -> str:
        """In one word, for a list."""
        if self.is_pending:
            return "à confirmer"
        if self.refused_by_id:
            return "refusé"
        today = timezone.localdate()
        if self.ends_on < today:
            return "terminé"
        return "à venir" if self.starts_on > today else "en vigueur"

    @property
    def place(self) -> Service | Department | Academy | AcademicRegion:
        """The service or territory that the grant opens."""
        place: Service | Department | Academy | AcademicRegion = next(
            getattr(self, level) for level in LEVELS if getattr(self, f"{level}_id") is not None
        )
        return place
