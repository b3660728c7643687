"""The history of accounts, invitations and perimeters, for administrators' eyes."""

from django.db import models
from wagtail.models import BaseLogEntry

from psf.wagtail_seams.logs import ModelLogEntryManager


class AccountLogEntryManager(ModelLogEntryManager):
    def viewable_by_user(self, user):
        """Administrators only: entries name people beyond a coordinator's perimeter."""
        return self.all() if user.is_administrator else self.none()


class AccountLogEntry(BaseLogEntry):
    """Wagtail's history for accounts, kept apart so that the site history report shows no stranger.

    https://docs.wagtail.org/en/stable/extending/audit_log.html
    """

    object_id = models.CharField(max_length=255, db_index=True)

    objects = AccountLogEntryManager()
    is_a_log = True

    class Meta:
        verbose_name = "trace d'action sur un compte"
        verbose_name_plural = "traces d'actions sur les comptes"
        ordering = ["-timestamp", "-id"]
