"""ROME and the fifteen plain words people search with."""

from django.db import models
from django.db.models import Q

from offers.models.base import sorted_by
from psf.french.folding import fold


class RomeQuerySet(models.QuerySet):
    def choosable(self):
        """What an offer may name: domaines and fiches, not the fourteen grands domaines."""
        return self.exclude(level=Rome.Level.GRAND_DOMAINE)

    def matching_text(self, text: str):
        """Rows whose code begins with `text`, or whose label has all its words, accents aside."""
        words = fold(text).split()
        if not words:
            return self.none()
        labelled = Q()
        for word in words:
            labelled &= Q(sort_name__contains=word)
        return self.filter(labelled | Q(code__istartswith=text.strip()))


class Rome(models.Model):
    """A row of the ROME: grand domaine (A), domaine (A11) or fiche (A1101)."""

    class Level(models.TextChoices):
        GRAND_DOMAINE = "grand_domaine", "grand domaine"
        DOMAINE = "domaine", "domaine"
        FICHE = "fiche", "fiche"

    code = models.CharField("code", max_length=5, primary_key=True)
    level = models.CharField("niveau", max_length=14, choices=Level)
    label = models.CharField("libellé", max_length=200)
    sort_name = sorted_by("label")

    objects = RomeQuerySet.as_manager()

    class Meta:
        verbose_name = "code ROME"
        verbose_name_plural = "codes ROME"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.label}"


class Field(models.Model):
    """A plain word (« restauration, cuisine ») and the ROME domaines behind it."""

    slug = models.SlugField("code", primary_key=True)
    label = models.CharField("champ professionnel", max_length=60)
    domaines = models.ManyToManyField(
        Rome,
        related_name="fields",
        verbose_name="domaines ROME",
        limit_choices_to={"level": "domaine"},
    )
    rank = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "champ professionnel"
        verbose_name_plural = "champs professionnels"
        ordering = ["rank"]

    def __str__(self):
        return self.label
