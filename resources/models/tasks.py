"""The bank of tasks that a clause can propose to a young person."""

from django.db import models

from psf.versions import Versioned
from resources.enums import MarketKind


class TaskExampleQuerySet(models.QuerySet):
    def proposed(self, kind: str):
        """The active tasks of a kind of marché, in the order the team gave them."""
        return self.filter(kind=kind, active=True).order_by("order", "pk")


class TaskExample(Versioned):
    """One example of a task, administrative or technical, for a kind of marché.

    Tasks need not be the marché's own object; support functions count (domain §9). One that is no
    longer wanted is made inactive: rows that the loader made come back otherwise.
    """

    kind = models.CharField("nature du marché", max_length=20, choices=MarketKind)
    text = models.CharField(
        "tâche",
        max_length=160,
        help_text="Commencez par un verbe ou un nom, sans point final : « Préparer les commandes ».",
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)
    active = models.BooleanField("proposée", default=True)
    # Of rows from data/tasks.csv; empty for those the team added.
    key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    objects = TaskExampleQuerySet.as_manager()

    class Meta:
        verbose_name = "exemple de tâche"
        verbose_name_plural = "exemples de tâches"
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text"],
                name="task_once_a_kind",
                violation_error_message="Cette tâche figure déjà pour cette nature de marché.",
            )
        ]

    def __str__(self):
        return self.text
