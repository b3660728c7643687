"""Open actions, as the queue asks for them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from psf.workflow.enums import Actor


class ActionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def in_services(self, service_ids):
        """Rows of these services; the database already hides other services' young people."""
        return self.filter(service__in=list(service_ids))

    def late(self, on=None):
        """Open actions whose due date has passed on the day `on` (today in Paris by default)."""
        return self.open().filter(due__lt=on or timezone.localdate())

    def due_by(self, day):
        return self.open().filter(due__lte=day)

    def of_person(self, user):
        """What `user` must do: taken by or given to them."""
        return self.filter(person=user)

    def waiting_for(self, *actors):
        return self.filter(actor__in=actors)

    def waiting_for_companies(self):
        return self.filter(Q(actor=Actor.COMPANY) | Q(verb__in=CALLS_TO_COMPANIES))

    def oldest_first(self):
        return self.order_by("due", "pk")


CALLS_TO_COMPANIES = ("call_company", "call_third_contact", "verify_offer", "verify_contacts")
