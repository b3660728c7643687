"""Editorial rows, asked for in sentences."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class PublishedQuerySet(models.QuerySet):
    def shown(self):
        """What visitors may read."""
        return self.filter(live=True)


class QuestionQuerySet(PublishedQuerySet):
    def asked_by(self, role):
        """Those of a role, and those of everybody; in order."""
        return self.filter(Q(roles__contains=[role]) | Q(roles=[])).order_by("order", "pk")

    def at_step(self, code):
        return self.filter(step=code)


class TestimonialQuerySet(PublishedQuerySet):
    def shown(self, on=None):
        """Published, with a consent that holds on that day (today in Paris by default)."""
        day = on or timezone.localdate()
        return super().shown().filter(consent_on__lte=day, ends_on__gte=day)

    def expired(self, on=None):
        return self.filter(live=True, ends_on__lt=on or timezone.localdate())


class KitDocumentQuerySet(models.QuerySet):
    def available(self):
        """Those that a visitor can fetch."""
        return self.filter(shown=True).select_related("document")

    def for_role(self, role):
        return self.filter(Q(roles__contains=[role]) | Q(roles=[]))


class SucceedingQuerySet(models.QuerySet):
    """Rows that hold until the next one of the same code."""

    def in_force(self, on=None):
        """For each code, the last row valid on that day."""
        day = on or timezone.localdate()
        return self.filter(valid_from__lte=day).order_by("code", "-valid_from").distinct("code")


class FigureQuerySet(SucceedingQuerySet):
    def to_review(self, on=None):
        return self.in_force(on).filter(review_on__lt=on or timezone.localdate())


class LegalNoteQuerySet(SucceedingQuerySet):
    def to_review(self, read_since, on=None):
        """Those that no lawyer has checked since the day `read_since`."""
        return self.in_force(on).filter(Q(checked_on=None) | Q(checked_on__lt=read_since))
