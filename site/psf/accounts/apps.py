"""Accounts: users, roles, invitations, second factor, departures."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "psf.accounts"
    label = "accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import allauth_seams, checks, idle  # noqa: F401
        from .leaver import HOLDINGS
        from .permissions import sync_after_migrate

        post_migrate.connect(
            sync_after_migrate, sender=self, dispatch_uid="psf.accounts.permissions"
        )
        HOLDINGS.discover()
        allauth_seams.install()


class UsersConfig(WagtailUsersAppConfig):
    """Stands for "wagtail.users" in INSTALLED_APPS, with our list of users.

    https://docs.wagtail.org/en/stable/extending/customizing_group_views.html
    """

    user_viewset = "psf.accounts.viewsets.UserViewSet"
