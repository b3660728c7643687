"""A file being imported, and afterwards the trace that it was."""

from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from psf.imports.enums import ENDED, WRITABLE, BatchState, Outcome
from psf.imports.kinds import kind

LIFE = timedelta(hours=24)
STALLED_AFTER = timedelta(minutes=2)


def in_a_day():
    return timezone.now() + LIFE


class ImportBatchQuerySet(models.QuerySet):
    def of(self, user):
        """What `user` sent: nobody else sees a file under way."""
        return self.filter(user=user)

    def under_way(self):
        return self.exclude(state__in=ENDED)

    def ended(self):
        return self.filter(state__in=ENDED)

    def expired(self, at=None):
        return self.filter(expires_at__lte=at or timezone.now())


class ImportBatch(models.Model):
    """One upload: its lines live until it is imported, or for 24 hours.

    What it wrote is traced for as long as it can be undone (psf.imports.undoing).
    Once imported the row stays, without lines and without the file's name, as the trace of a
    campaign: source, date, département and counts (domain §6). It is under forced row-level
    security like the records it fills.
    """

    kind = models.CharField("import", max_length=20)
    service = models.ForeignKey(
        "territories.Service",
        models.PROTECT,
        related_name="+",
        verbose_name="service",
        help_text="Pour les lignes du fichier qui n'en nomment aucun.",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="envoyé par"
    )
    filename = models.CharField("fichier", max_length=200, blank=True)
    source = models.CharField(
        "source", max_length=80, blank=True, help_text="Par exemple : liste SIEI."
    )
    listed_on = models.DateField("liste du", null=True, blank=True)
    department = models.ForeignKey(
        "territories.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="département de la liste",
    )
    state = models.CharField("état", max_length=8, choices=BatchState, default=BatchState.READING)
    titles = models.JSONField(default=list, blank=True)
    # Columns where some date can only be read month first.
    month_first = models.JSONField(default=list, blank=True)
    line_count = models.PositiveIntegerField("lignes", default=0)
    # Outcome → number of lines, final when the import is done.
    counts = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField("envoyé le", auto_now_add=True)
    # Last chunk done: a batch at work that has not moved for long can be taken up again.
    moved_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField("importé le", null=True, blank=True)
    expires_at = models.DateTimeField("effacé après le", default=in_a_day)

    # How many rows the import wrote: fewer traces in sight, and it can't be undone whole.
    trace_count = models.PositiveIntegerField(default=0, db_default=0)
    undone_at = models.DateTimeField("annulé le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="annulé par",
    )
    undo_reason = models.CharField(
        "pourquoi vous l'annulez", max_length=300, blank=True, default="", db_default=""
    )

    objects = ImportBatchQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=BatchState.values), name="import_state"
            ),
            models.UniqueConstraint(fields=["id", "service"], name="import_and_service"),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.UNDONE)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False)
                & ~models.Q(undo_reason=""),
                name="import_undone_by_somebody_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="import_by_user")]

    def __str__(self):
        return f"import n° {self.pk}"

    @property
    def declared(self):
        """The kind of import (psf.imports.kinds)."""
        return kind(self.kind)

    @property
    def busy(self) -> bool:
        """Whether its lines are being read or written right now."""
        return self.state in {BatchState.READING, BatchState.WRITING}

    @property
    def ended(self) -> bool:
        """Whether it was imported, undone since or not."""
        return self.state in ENDED

    @property
    def stalled(self) -> bool:
        """Whether its reading, writing or undo seems to have stopped on the way."""
        return (
            self.busy or self.state == BatchState.UNDOING
        ) and timezone.now() - self.moved_at > STALLED_AFTER

    def progress(self) -> tuple[int, int]:
        """Lines treated and lines to treat, of what is being done right now."""
        if self.state == BatchState.READING:
            pending = self.lines.filter(outcome=Outcome.PENDING).count()
            return self.line_count - pending, self.line_count
        tried = self.lines.filter(tried=True).count()
        return tried, tried + self.lines.filter(tried=False, outcome__in=WRITABLE).count()

    @property
    def written(self) -> int:
        """Lines written, once the import is done."""
        return self.counts.get(Outcome.WRITTEN, 0)

    def count(self) -> dict[str, int]:
        """Number of lines for each outcome present."""
        if self.ended:
            return self.counts
        found = self.lines.values_list("outcome").annotate(n=models.Count("pk")).order_by()
        return dict(found)
