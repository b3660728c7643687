"""School holidays, one calendar per zone."""

from django.db import models
from django.db.models import F, Q

from psf.versions import Versioned

from ..enums import HolidayZone
from ..querysets import SchoolHolidayQuerySet
from ..validators import validate_school_year


class SchoolHoliday(Versioned):
    """A school holiday of a zone.

    `starts_on` is the first day without class; `ends_on` is the last day before classes resume.
    Both days belong to the holiday.
    """

    zone = models.CharField("zone", max_length=10, choices=HolidayZone.choices)
    name = models.CharField("nom", max_length=60)
    school_year = models.CharField(
        "année scolaire",
        max_length=9,
        validators=[validate_school_year],
        help_text="Par exemple 2026-2027.",
    )
    starts_on = models.DateField("premier jour sans classe")
    ends_on = models.DateField("dernier jour avant la reprise")

    objects = SchoolHolidayQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "vacances scolaires"
        verbose_name_plural = "vacances scolaires"
        ordering = ["zone", "starts_on"]
        indexes = [models.Index(fields=["zone", "ends_on"], name="school_holiday_zone_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "school_year", "name"],
                name="school_holiday_once",
                violation_error_message="Ces vacances sont déjà saisies pour cette zone.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="school_holiday_order",
                violation_error_message=(
                    "Le dernier jour des vacances ne peut pas précéder le premier."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.school_year} ({self.get_zone_display()})"
