"""One row for each limit and each who that tried lately; nobody can be read in it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


class TallyQuerySet(models.QuerySet["Tally"]):
    def over(self, now: datetime | None = None) -> Self:
        """Rows that change nothing any more."""
        return self.filter(ends_at__lte=now or timezone.now())


class Tally(models.Model):
    """The tries of one who under one limit; `key` is keyed with SECRET_KEY (see `limits`)."""

    key = models.CharField("clé", max_length=64, primary_key=True)
    tries = models.PositiveIntegerField("essais")
    # Until then no try is heard; null: the next one is.
    closed_until = models.DateTimeField("fermé jusqu’au", null=True)
    ends_at = models.DateTimeField("oublié le", db_index=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = "compte d’essais"
        verbose_name_plural = "comptes d’essais"

    def __str__(self) -> str:
        return self.key[:8]
