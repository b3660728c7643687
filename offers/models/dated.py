"""Dated rows: rates, thresholds and brackets change with the law, pages and rules do not."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from offers.enums import Calibre
from offers.gratification import Rate
from psf.french.days import numeric
from psf.french.numbers import euros
from psf.versions import Versioned


class DatedRowQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Rows valid on the day `on` (today in Paris by default), bounds included."""
        day = on or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )


class DatedRow(Versioned):
    """A value of the law between two days, with its source and the day somebody checked it.

    Two rows of the same `kind_fields` never hold on the same day.
    """

    kind_fields: tuple[str, ...] = ()

    valid_from = models.DateField("en vigueur du")
    valid_until = models.DateField("jusqu'au (inclus)", null=True, blank=True)
    source = models.CharField("source", max_length=200)
    checked_on = models.DateField("vérifié le", null=True, blank=True)

    objects = DatedRowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-valid_from"]

    def clean(self):
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": "La fin de validité précède le début."})
        other = self._overlapping().first() if self.valid_from else None
        if other:
            raise ValidationError(
                {
                    "valid_from": (
                        f"Une autre ligne vaut déjà à ces dates : « {other} »."
                        " Terminez-la d'abord la veille."
                    )
                }
            )

    def _overlapping(self):
        same = {name: getattr(self, name) for name in self.kind_fields}
        others = type(self).objects.filter(**same).exclude(pk=self.pk)
        if self.valid_until:
            others = others.filter(valid_from__lte=self.valid_until)
        return others.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=self.valid_from))

    @staticmethod
    def period_constraint(name):
        return models.CheckConstraint(
            condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            name=name,
            violation_error_message="La fin de validité précède le début.",
        )


class GratificationRateQuerySet(DatedRowQuerySet):
    def rates(self) -> list[Rate]:
        """Every row as a plain value, for `offers.gratification.rate_on`."""
        return [row.as_rate() for row in self]


class GratificationRate(DatedRow):
    """Minimum hourly gratification of a stagiaire (15 % of the hourly ceiling, D124-8)."""

    hourly_rate = models.DecimalField(
        "taux horaire (€)", max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    hours_threshold = models.PositiveSmallIntegerField(
        "due au-delà de (heures de présence)", default=308
    )
    hours_ceiling = models.PositiveSmallIntegerField("plafond (heures)", default=924)

    objects = GratificationRateQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = "taux de gratification"
        verbose_name_plural = "taux de gratification"
        constraints = [DatedRow.period_constraint("rate_period")]

    def __str__(self):
        return f"{euros(self.hourly_rate)}/h à partir du {numeric(self.valid_from)}"

    def as_rate(self) -> Rate:
        return Rate(
            self.hourly_rate,
            self.valid_from,
            self.valid_until,
            self.hours_threshold,
            self.hours_ceiling,
        )


class EuropeanThreshold(DatedRow):
    """European threshold of a kind of purchase, in euros excluding VAT; revised every two years."""

    class Kind(models.TextChoices):
        STATE = "state", "État : fournitures et services"
        OTHER = "other", "autres pouvoirs adjudicateurs : fournitures et services"
        ENTITY = "entity", "entités adjudicatrices : fournitures et services"
        WORKS = "works", "travaux et concessions"

    kind_fields = ("kind",)

    kind = models.CharField("achat", max_length=10, choices=Kind)
    amount = models.PositiveIntegerField("montant (€ HT)")

    class Meta(DatedRow.Meta):
        verbose_name = "seuil européen"
        verbose_name_plural = "seuils européens"
        constraints = [DatedRow.period_constraint("threshold_period")]

    def __str__(self):
        return f"{self.get_kind_display()} : {euros(self.amount)}"


class CalibreBracketQuerySet(DatedRowQuerySet):
    def indicated(self, amount, on=None):
        """The calibre indicated for that forecast amount on that day, or None if no row says."""
        return (
            self.in_force(on)
            .filter(Q(amount_below__isnull=True) | Q(amount_below__gt=amount))
            .order_by(F("amount_below").asc(nulls_last=True))
            .values_list("calibre", flat=True)
            .first()
        )


class CalibreBracket(DatedRow):
    """Indicative calibre for a forecast amount of the firm period strictly under `amount_below`."""

    kind_fields = ("calibre",)

    calibre = models.PositiveSmallIntegerField("calibre", choices=Calibre)
    amount_below = models.PositiveIntegerField(
        "montant inférieur à (€ HT)", null=True, blank=True, help_text="Vide : au-delà."
    )

    objects = CalibreBracketQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = "tranche de calibre"
        verbose_name_plural = "tranches de calibre"
        constraints = [DatedRow.period_constraint("bracket_period")]

    def __str__(self):
        return self.get_calibre_display()
