"""Accounts: users, roles, invitations, second factor, departures."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "psf.accounts"
    label = "accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, signals  # noqa: F401
        from .permissions import sync_after_migrate

        post_migrate.connect(
            sync_after_migrate, sender=self, dispatch_uid="psf.accounts.permissions"
        )
