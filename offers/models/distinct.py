"""Two rows that look like one organisation and are two: said once, proposed no more."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Distinct(models.Model):
    """Of a pair, the older row first."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )
    at = models.DateTimeField("le", auto_now_add=True)

    first: models.ForeignKey
    second: models.ForeignKey

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.first} n'est pas {self.second}"


def _constraints(name: str) -> list:
    return [
        models.UniqueConstraint(fields=["first", "second"], name=f"distinct_{name}_once"),
        models.CheckConstraint(
            condition=Q(first__lt=F("second")), name=f"distinct_{name}_older_first"
        ),
    ]


class DistinctCompanies(Distinct):
    first = models.ForeignKey("offers.Company", models.CASCADE, related_name="+")
    second = models.ForeignKey("offers.Company", models.CASCADE, related_name="+")

    class Meta(Distinct.Meta):
        verbose_name = "entreprises distinctes"
        verbose_name_plural = "entreprises distinctes"
        constraints = _constraints("companies")


class DistinctBuyers(Distinct):
    first = models.ForeignKey("offers.Buyer", models.CASCADE, related_name="+")
    second = models.ForeignKey("offers.Buyer", models.CASCADE, related_name="+")

    class Meta(Distinct.Meta):
        verbose_name = "acheteurs distincts"
        verbose_name_plural = "acheteurs distincts"
        constraints = _constraints("buyers")
