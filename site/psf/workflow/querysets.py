"""Open actions, as the queue asks for them. Kinds belong to the apps above, which pass their own."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from psf.accounts.models import User
from psf.workflow.kinds import ActionKind

if TYPE_CHECKING:
    from psf.workflow.models import Action  # noqa: F401  # Named by a string below.


def late_on(day: date) -> Q:
    """Due before `day`: late on that day."""
    return Q(due__lt=day)


def due_on(day: date) -> Q:
    """Due on `day` or before it: what that day asks for, what is late included."""
    return Q(due__lte=day)


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True)

    def of(self, *kinds: ActionKind) -> Self:
        """Actions of these kinds (`psf.workflow.kinds.ActionKind`)."""
        return self.filter(verb__in=[kind.verb for kind in kinds])

    def in_services(self, service_ids: Iterable[int]) -> Self:
        """Rows of these services; the database already hides other services' young people."""
        return self.filter(service__in=list(service_ids))

    def late(self, on: date | None = None) -> Self:
        """Open actions whose due date has passed on the day `on` (today in Paris by default)."""
        return self.open().filter(late_on(on or timezone.localdate()))

    def due_by(self, day: date) -> Self:
        """Open actions to do on `day`, what is late included."""
        return self.open().filter(due_on(day))

    def of_person(self, user: User) -> Self:
        """What `user` must do: taken by or given to them."""
        return self.filter(person=user)

    def after(self, due: date, pk: int) -> Self:
        """Actions behind the one of this date and key, oldest first."""
        return self.filter(Q(due__gt=due) | Q(due=due, pk__gt=pk))

    def before(self, due: date, pk: int) -> Self:
        """Actions ahead of the one of this date and key, oldest first."""
        return self.filter(Q(due__lt=due) | Q(due=due, pk__lt=pk))

    def oldest_first(self) -> Self:
        return self.order_by("due", "pk")
