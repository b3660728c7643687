"""SIRETs that a company or a buyer no longer bears: whoever says one still finds it."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from offers.identifiers import validate_siret
from psf.french.days import numeric


class FormerSiretQuerySet(models.QuerySet):
    def of(self, model: type[models.Model]):
        """Those of companies, or of buyers: a commune may be both, under one number."""
        return self.filter(**{f"{model._meta.model_name}__isnull": False})

    def bearers(self, model: type[models.Model]):
        """Keys of the organisations of `model` among these rows."""
        return self.of(model).order_by().values(model._meta.model_name)


class FormerSiret(models.Model):
    """The database writes them where a SIRET changes, a merge where two had each its own.

    No other organisation takes one: INSEE never gives a number twice.
    """

    company = models.ForeignKey(
        "offers.Company",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="former_sirets",
        verbose_name="entreprise",
    )
    buyer = models.ForeignKey(
        "offers.Buyer",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="former_sirets",
        verbose_name="acheteur",
    )
    siret = models.CharField("ancien SIRET", max_length=14, validators=[validate_siret])
    ended_on = models.DateField("porté jusqu'au", default=timezone.localdate)

    objects = FormerSiretQuerySet.as_manager()

    class Meta:
        verbose_name = "ancien SIRET"
        verbose_name_plural = "anciens SIRET"
        ordering = ["-ended_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=True) ^ Q(buyer__isnull=True),
                name="former_siret_of_one",
            ),
            models.CheckConstraint(condition=~Q(siret=""), name="former_siret_said"),
            models.UniqueConstraint(
                fields=["siret"],
                condition=Q(company__isnull=False),
                name="former_siret_of_one_company",
            ),
            models.UniqueConstraint(
                fields=["siret"],
                condition=Q(buyer__isnull=False),
                name="former_siret_of_one_buyer",
            ),
        ]

    def __str__(self):
        return f"{self.siret} jusqu'au {numeric(self.ended_on)}"


class BearsSiret:
    """A company or a buyer."""

    siret: str
    former_sirets: Any

    def bears(self, siret: str) -> bool:
        """Whether this SIRET is, or was, that of this row. Prefetch `former_sirets` in a list."""
        if not siret:
            return False
        return self.siret == siret or any(
            former.siret == siret for former in self.former_sirets.all()
        )


def named_by_former(rows: models.QuerySet, sirets: Iterable[str]) -> dict:
    """{former SIRET: the row of `rows` that bore it}."""
    name = rows.model._meta.model_name
    found = FormerSiret.objects.of(rows.model).filter(siret__in=list(sirets))
    keys = dict(found.values_list("siret", name))
    by_pk = rows.in_bulk(keys.values()) if keys else {}
    return {siret: by_pk[pk] for siret, pk in keys.items() if pk in by_pk}
