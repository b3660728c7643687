"""What an import wrote, row by row, for as long as it can be undone."""

from django.db import models
from django.db.models import Q

from psf.imports.enums import Written
from psf.personal.keys import Rows


class ImportTraceQuerySet(models.QuerySet):
    def of_rows(self, rows: Rows):
        """The traces of these rows, whichever import wrote them."""
        asked = Q(pk__in=[])
        for model, keys in rows.items():
            asked |= Q(model=model._meta.label_lower, row__in=[str(key) for key in keys])
        return self.filter(asked)


class ImportTrace(models.Model):
    """A row that an import created, changed or deleted.

    `was` holds the former values of the columns that moved (changed), or all of them (deleted).
    `mark` is a digest of the row as the import left it: another one says that somebody changed it
    since.
    """

    batch = models.ForeignKey("imports.ImportBatch", models.CASCADE, related_name="traces")
    service = models.ForeignKey("territories.Service", models.PROTECT, related_name="+")
    model = models.CharField(max_length=80)
    row = models.CharField(max_length=40)
    written = models.CharField(max_length=7, choices=Written)
    was = models.JSONField(default=dict, blank=True)
    mark = models.CharField(max_length=32, blank=True)

    objects = ImportTraceQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "ligne écrite par un import"
        verbose_name_plural = "lignes écrites par un import"
        ordering = ["batch", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "model", "row"], name="import_trace_once"),
            models.CheckConstraint(
                condition=Q(written__in=Written.values), name="import_trace_written"
            ),
        ]
        indexes = [models.Index(fields=["model", "row"], name="import_trace_of_row")]

    def __str__(self):
        return f"{self.model} {self.row}"
