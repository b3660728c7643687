"""Addresses elsewhere that published contents lead to, and how the last try ended."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

DEAD_AFTER = 2  # failures running
WEEK = timedelta(days=6, hours=12)
# A first failure is tried again soon: a server that sleeps one night is not dead.
SOON = timedelta(hours=20)


class OutsideLinkQuerySet(models.QuerySet):
    def due(self, now: datetime | None = None):
        """Those to try, the longest untried first."""
        now = now or timezone.now()
        return self.filter(
            Q(tried_at=None) | Q(tried_at__lt=now - WEEK) | Q(failures=1, tried_at__lt=now - SOON)
        ).order_by(models.F("tried_at").asc(nulls_first=True), "pk")

    def dead(self):
        return self.filter(failures__gte=DEAD_AFTER)


class OutsideLink(models.Model):
    """One address, tried about once a week. Where it stands is read from the contents."""

    url = models.CharField("adresse", max_length=2000, unique=True)
    tried_at = models.DateTimeField("dernier essai", null=True, blank=True)
    outcome = models.CharField("résultat", max_length=120, blank=True)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)

    objects = OutsideLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "lien vers un autre site"
        verbose_name_plural = "liens vers d’autres sites"
        ordering = ["url"]

    def __str__(self):
        return self.url
