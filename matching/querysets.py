"""Young people and placements, asked for in sentences."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from matching.enums import ACTIVE, OPEN, PlacementStage, Situation
from psf.french import fold


class YouthQuerySet(models.QuerySet):
    def current(self):
        """Records in use: neither merged into another nor anonymised."""
        return self.filter(merged_into__isnull=True, anonymised_on__isnull=True)

    def ready(self):
        return self.current().filter(situation=Situation.READY)

    def without_active_placement(self):
        return self.exclude(placements__stage__in=ACTIVE)

    def free(self):
        """Ready, and not yet proposed anywhere."""
        return self.ready().without_active_placement()

    def matching_text(self, text: str):
        """Records whose name begins with, or whose code or INE equals, `text`; accents aside."""
        query = self
        for word in fold(text).split():
            query = query.filter(
                Q(sort_name__startswith=word)
                | Q(sort_name__contains=f" {word}")
                | Q(sort_name__contains=f"-{word}")
                | Q(code__iexact=word)
                | Q(ine__iexact=word)
            )
        return query


class PlacementQuerySet(models.QuerySet):
    def active(self):
        return self.filter(stage__in=ACTIVE)

    def open(self):
        return self.filter(stage__in=OPEN)

    def at(self, *stages):
        return self.filter(stage__in=stages)

    def silent_since(self, day):
        """Sent on `day` or before, still without an answer."""
        return self.filter(stage=PlacementStage.SENT, sent_on__lte=day)

    def reservation_over(self, on=None):
        return self.filter(
            stage=PlacementStage.RESERVED, reserved_until__lt=on or timezone.localdate()
        )

    def for_dossier(self):
        """With everything the dossier shows, in a constant number of queries."""
        return self.select_related(
            "youth__commune",
            "youth__service",
            "tutor",
            "school",
            "service",
            "youth__tutor",
            "review",
            "host_slot__commune__department__academy",
            "host_slot__tutor",
            "host_slot__host",
            "offer__company",
            "offer__contract__buyer",
            "offer__contract__contact",
            "offer__budget",
        ).prefetch_related(
            "periods",
            "signatures",
            "incidents",
            "attendances",
            "review__lines",
            "youth__guardians",
        )
