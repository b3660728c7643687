"""Traces of what people did to, and saw of, the records of young people."""

from typing import TYPE_CHECKING, Any, Protocol, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from wagtail.models import BaseLogEntry

from psf.perimeter import readers
from psf.wagtail_seams.logs import ModelLogEntryManager

if TYPE_CHECKING:
    from psf.perimeter.requests import User


class OfService(Protocol):
    """A row that stands in a service."""

    service_id: int


class ProtectedLogEntryManager(ModelLogEntryManager):
    def log_action(self, instance: OfService, action: str, **kwargs: Any) -> "ProtectedLogEntry":
        return super().log_action(instance, action, service_id=instance.service_id, **kwargs)

    def viewable_by_user(self, user: "User") -> "models.QuerySet[ProtectedLogEntry]":
        """Entries on the models that `user` may view; the database narrows them to the perimeter.

        Wagtail caches the allowed content types of the first log model it asks on the user, which
        would hide ours: https://github.com/wagtail/wagtail/blob/main/wagtail/models/audit_log.py
        """
        types = ContentType.objects.filter(pk__in=self.values("content_type_id"))
        allowed = [
            kind.pk for kind in types if user.has_perm(f"{kind.app_label}.view_{kind.model}")
        ]
        return self.filter(content_type_id__in=allowed)


class ProtectedLogEntry(BaseLogEntry):
    """Wagtail's history for records about young people, itself under the perimeter.

    Registered for these models instead of `ModelLogEntry`, so that the site history report and
    its exports show nothing beyond the reader's services. Labels are public codes.
    https://docs.wagtail.org/en/stable/extending/audit_log.html
    """

    object_id = models.CharField(max_length=255, db_index=True)
    service = models.ForeignKey("territories.Service", models.PROTECT, verbose_name="service")

    objects = ProtectedLogEntryManager()
    is_a_log = True

    class Meta:
        verbose_name = "trace d'action sur un dossier"
        verbose_name_plural = "traces d'actions sur les dossiers"
        ordering = ["-timestamp", "-id"]


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def by(self, user: "User") -> Self:
        return self.filter(user=user)

    def naming_readers(self) -> Self:
        """With `holder`, the name of the reader of a personal link, or None."""
        return self.select_related("user").annotate(holder=readers.holder())


class AccessLog(models.Model):
    """Who consulted or exported which record, when; never a value of it (délibération 2021-122).

    Who: somebody with an account, or the reader of a personal link. Rows are only added: see
    psf.perimeter.operations.SealLog.
    """

    class Door(models.TextChoices):
        FORM = "form", "fiche"
        FILE = "file", "dossier"
        LIST = "list", "liste"
        SEARCH = "search", "recherche"
        EXPORT = "export", "export"
        SUGGESTION = "suggestion", "rapprochement"
        IMPORT = "import", "import"
        HANDOVER = "handover", "transfert"
        MERGE = "merge", "fusion"
        DUPLICATE = "duplicate", "recherche de doublon"
        DOCUMENT = "document", "pièce du dossier"
        MESSAGE = "message", "message"
        LINK = "link", "page d’un lien personnel"
        RIGHTS = "rights", "demande d’exercice de droits"
        ARCHIVE = "archive", "archive restreinte"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="personne",
    )
    # No foreign key: the trace survives the link, and links stand above.
    link = models.BigIntegerField("lien personnel", null=True)
    reader = models.CharField(
        "qualité du lecteur", max_length=40, blank=True, default="", db_default=""
    )
    at = models.DateTimeField("date", auto_now_add=True)
    door = models.CharField("par", max_length=12, choices=Door)
    # The young person's id without a foreign key: the trace survives the anonymised record.
    record = models.BigIntegerField("identifiant du dossier", null=True)
    code = models.CharField("code", max_length=20, blank=True)
    count = models.PositiveIntegerField("nombre de dossiers", default=1)
    # Of whom a door asks it: the archive. A coded one, in the words that its reader chose from.
    reason = models.CharField("motif", max_length=60, blank=True, default="", db_default="")
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, verbose_name="service", related_name="+"
    )

    objects = AccessLogQuerySet.as_manager()
    is_a_log = True

    class Meta:
        verbose_name = "consultation de dossier"
        verbose_name_plural = "consultations de dossiers"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["service", "-at"], name="accesslog_service_at"),
            models.Index(fields=["record", "-at"], name="accesslog_record_at"),
            # The oldest rows, at night: a few pages for a table that is only added to.
            BrinIndex(fields=["at"], name="accesslog_at", autosummarize=True),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, link__isnull=True, reader="")
                | Q(user__isnull=True, link__isnull=False) & ~Q(reader=""),
                name="accesslog_by_a_person_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_door_display()} {self.code}".strip()

    @property
    def who(self) -> str:
        """The person, or « Dominique Martin, entreprise (lien 12) » of the rows of `naming_readers`."""
        if self.user_id:
            return str(self.user)
        name = getattr(self, "holder", None)
        reader = f"{self.reader} (lien {self.link})"
        return f"{name}, {reader}" if name else reader
