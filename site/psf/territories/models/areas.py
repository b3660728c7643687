"""Places, from the région académique down to the commune."""

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from psf.seeking.database import vector

from ..enums import HolidayZone
from ..querysets import CommuneQuerySet
from ..validators import validate_commune_code
from .names import sort_name


class AcademicRegion(models.Model):
    """One of the 18 régions académiques; `code` is the INSEE code of the région."""

    code = models.CharField("code", max_length=2, unique=True)
    name = models.CharField("nom", max_length=80, unique=True)
    sort_name = sort_name()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "région académique"
        verbose_name_plural = "régions académiques"
        ordering = ["sort_name"]

    def __str__(self):
        return self.name


class Academy(models.Model):
    """An académie, or the vice-rectorat that stands for one overseas (then without région)."""

    code = models.CharField("code", max_length=2, unique=True)
    name = models.CharField("nom", max_length=80, unique=True)
    sort_name = sort_name()
    region = models.ForeignKey(
        AcademicRegion,
        on_delete=models.PROTECT,
        related_name="academies",
        null=True,
        blank=True,
        verbose_name="région académique",
    )
    holiday_zone = models.CharField(
        "zone de vacances", max_length=10, choices=HolidayZone.choices, db_index=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "académie"
        verbose_name_plural = "académies"
        ordering = ["sort_name"]

    def __str__(self):
        return self.name


class Department(models.Model):
    """A département or an overseas collectivity; `code` has two or three characters (2A, 974)."""

    code = models.CharField("code", max_length=3, unique=True)
    name = models.CharField("nom", max_length=80, unique=True)
    sort_name = sort_name()
    academy = models.ForeignKey(
        Academy, on_delete=models.PROTECT, related_name="departments", verbose_name="académie"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        ordering = ["code"]

    def __str__(self):
        return f"{self.name} ({self.code})"


class Commune(models.Model):
    """A commune, or an arrondissement of Paris, Lyon or Marseille (then with its `parent`).

    `latitude` and `longitude` are degrees (WGS 84) of the town hall, or of the middle of the
    commune where the town hall's point is missing or wrong.
    """

    code = models.CharField(
        "code INSEE", max_length=5, unique=True, validators=[validate_commune_code]
    )
    name = models.CharField("nom", max_length=80)
    sort_name = sort_name()
    postal_codes = ArrayField(
        models.CharField(max_length=5), verbose_name="codes postaux", default=list, blank=True
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="communes", verbose_name="département"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="arrondissements",
        null=True,
        blank=True,
        verbose_name="commune de l’arrondissement",
    )
    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")
    population = models.PositiveIntegerField("population", null=True, blank=True)

    WORDS = vector("name")

    objects = CommuneQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        ordering = ["sort_name", "code"]
        indexes = [
            GinIndex(vector("name"), fastupdate=False, name="commune_words"),
            models.Index(fields=["latitude", "longitude"], name="commune_point"),
            models.Index(OpClass("sort_name", "text_pattern_ops"), name="commune_sort_name"),
            GinIndex(fields=["postal_codes"], name="commune_postal_codes"),
        ]

    def __str__(self):
        postal_code = self.postal_codes[0] if self.postal_codes else self.code
        return f"{self.name} ({postal_code})"

    @admin.display(description="codes postaux")
    def get_postal_codes_display(self) -> str:
        return ", ".join(self.postal_codes)

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude, self.longitude
