"""One line of a file under way."""

from django.db import models

from psf.imports.enums import Outcome


class ImportLine(models.Model):
    """What was typed, and what examining it found; erased with its import.

    `report` holds {"errors": [[title, message]], "notes": [text], "changes": [[label, old, new]],
    "record": [code, address] or null}.
    """

    batch = models.ForeignKey("imports.ImportBatch", models.CASCADE, related_name="lines")
    service = models.ForeignKey("territories.Service", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("ligne")
    # Lines of one group make one record together and are never parted.
    group = models.PositiveIntegerField(default=0)
    cells = models.JSONField(default=dict)
    # The earlier line of the file that says the same.
    twin = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.PENDING)
    report = models.JSONField(default=dict, blank=True)
    # Set when the import has tried it.
    tried = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "ligne d'import"
        verbose_name_plural = "lignes d'import"
        ordering = ["batch", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_line_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="import_line_outcome"),
            models.Index(fields=["batch", "group", "number"], name="import_line_group"),
        ]

    def __str__(self):
        return f"ligne {self.number}"

    @property
    def errors(self) -> list:
        return self.report.get("errors", [])

    @property
    def notes(self) -> list:
        return self.report.get("notes", [])

    @property
    def changes(self) -> list:
        return self.report.get("changes", [])

    @property
    def record(self):
        return self.report.get("record")

    @property
    def message(self) -> str:
        """The errors and notes in one text, for the column « erreur » of the file given back."""
        sentences = [f"{title} : {text}" if title else text for title, text in self.errors]
        return " ".join([*sentences, *self.notes])
