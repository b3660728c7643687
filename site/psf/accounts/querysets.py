"""Users: who is active, who holds a role."""

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def with_role(self, *roles):
        """Those who hold at least one of `roles`."""
        return self.filter(groups__name__in=[str(role) for role in roles]).distinct()


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    pass
