"""A list that somebody asked for as a file, and where its making stands."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from psf.exports.enums import BUSY, ExportState

if TYPE_CHECKING:
    from psf.accounts.models import User

LIFE = timedelta(hours=24)
# A worker that said nothing for as long was killed: another one begins again.
SILENT = timedelta(minutes=6)


def in_a_day() -> datetime:
    return timezone.now() + LIFE


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, user: "User") -> Self:
        """What `user` asked for, and may still take: it exists for nobody else."""
        return self.filter(user=user, expires_at__gt=timezone.now())

    def expired(self, at: datetime | None = None) -> Self:
        return self.filter(expires_at__lte=at or timezone.now())

    def to_make(self, at: datetime) -> Self:
        """Not begun, or begun by a worker that is no more."""
        left = models.Q(state=ExportState.MAKING, moved_at__lt=at - SILENT)
        return self.filter(models.Q(state=ExportState.WAITING) | left)


class Export(models.Model):
    """The list's address by its name, the filters asked for, and the file once it is made.

    What was typed stands here and in no address, and goes as soon as the file is made. `services` are
    those in sight of its reader at that moment: who lost one of them does not take it any more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="demandé par"
    )
    view = models.CharField("liste", max_length=120)
    title = models.CharField("titre", max_length=120)
    filename = models.CharField("nom du fichier", max_length=160)
    format = models.CharField("format", max_length=4)
    # {"address": what follows the « ? », "typed": a search that no address holds}.
    asked = models.JSONField("filtres", default=dict, blank=True)
    state = models.CharField("état", max_length=8, choices=ExportState, default=ExportState.WAITING)
    total = models.PositiveIntegerField("lignes", null=True, blank=True)
    written = models.PositiveIntegerField("lignes écrites", default=0)
    services = models.JSONField("services", default=list, blank=True)
    blob = models.OneToOneField(
        "documents.Blob", models.PROTECT, null=True, blank=True, related_name="export"
    )
    created_at = models.DateTimeField("demandé le", default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField("prêt le", null=True, blank=True)
    expires_at = models.DateTimeField("effacé après le", default=in_a_day)

    objects = ExportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "liste à télécharger"
        verbose_name_plural = "listes à télécharger"
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ExportState.values), name="export_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ExportState.DONE) | models.Q(blob__isnull=False),
                name="export_done_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="export_expires")]

    def __str__(self) -> str:
        return f"liste n° {self.pk}"

    @property
    def busy(self) -> bool:
        return self.state in BUSY
