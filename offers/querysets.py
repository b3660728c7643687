"""Offers and slots, asked for in sentences."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from offers.enums import OPEN_STAGES, OfferStage

ENDING_SOON_DAYS = 183


class OfferQuerySet(models.QuerySet):
    def available(self):
        return self.filter(stage=OfferStage.AVAILABLE)

    def still_open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def with_hours_left(self):
        return self.filter(budget__total__gt=F("budget__reserved") + F("budget__consumed"))

    def ending_soon(self, on=None):
        """Offers whose contract ends in less than six months."""
        day = on or timezone.localdate()
        return self.filter(
            contract__firm_end__gte=day,
            contract__firm_end__lt=day + timezone.timedelta(days=ENDING_SOON_DAYS),
        )

    def followed_by(self, service_ids):
        return self.filter(service__in=list(service_ids))

    def matching_text(self, text: str):
        """Offers whose code, company, contract or place contains `text`, accents aside."""
        from psf.french import fold

        needle = fold(text.strip())
        return self.filter(
            Q(code__iexact=needle)
            | Q(company__sort_name__contains=needle)
            | Q(contract__reference__icontains=text.strip())
            | Q(contract__sort_name__contains=needle)
            | Q(slots__commune__sort_name__startswith=needle)
        ).distinct()


class HostSlotQuerySet(models.QuerySet):
    def of_available_offers(self):
        return self.filter(active=True, offer__stage=OfferStage.AVAILABLE)

    def free(self):
        """Slots of available offers, with nobody reserved or present."""
        return self.of_available_offers().filter(busy=False)

    def for_ranking(self):
        """With what the engine reads, in a constant number of queries."""
        return self.select_related(
            "commune", "offer__budget", "offer__contract", "offer__company"
        ).prefetch_related("romes")
