"""Users and invitations, as screens ask for them: the rows a person may see."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from psf.accounts.models import User  # noqa: F401  # Named by a string below.


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_role(self, *roles):
        """Those who hold at least one of `roles`."""
        return self.filter(groups__name__in=[str(role) for role in roles]).distinct()

    def seeing_any(self, services: Iterable[int]) -> Self:
        """Those whose perimeter in force today contains at least one of `services` (ids)."""
        from psf.perimeter.models import PerimeterGrant
        from psf.territories.models import Service

        shared = Service.objects.filter(pk__in=services)
        grants = PerimeterGrant.objects.in_force().filter(
            models.Q(service__in=shared)
            | models.Q(department__in=shared.values("department"))
            | models.Q(academy__in=shared.values("department__academy"))
            | models.Q(region__in=shared.values("department__academy__region"))
        )
        return self.filter(pk__in=grants.values("user"))

    def visible_to(self, user):
        """All for an administrator; for others, themselves and those who share their perimeter."""
        if user.is_administrator:
            return self
        from psf.perimeter.models import PerimeterGrant

        services = PerimeterGrant.objects.services_of(user)
        colleagues = self.model.objects.seeing_any(services)
        return self.filter(models.Q(pk=user.pk) | models.Q(pk__in=colleagues.values("pk")))


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # A call as a base is Any.
    @classmethod
    def normalize_email(cls, email):
        """Addresses are kept in lower case, as allauth looks them up."""
        return super().normalize_email(email).lower()


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither accepted, nor revoked, nor expired."""
        return self.filter(
            accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )

    def visible_to(self, user):
        """All for an administrator; for others, those they sent."""
        return self if user.is_administrator else self.filter(invited_by=user)
