"""Items of a checklist that somebody ticked on an open action."""

from django.conf import settings
from django.db import models

from psf.workflow.models.policy import ITEM_LIMIT


class ChecklistTick(models.Model):
    """Who ticked what, and when. The item is kept as it was written then."""

    action = models.ForeignKey("workflow.Action", models.CASCADE, related_name="ticks")
    service = models.ForeignKey("territories.Service", models.PROTECT, related_name="+")
    # Filled as on the action, so that the database protects the row and moves it with a handover.
    youth = models.ForeignKey(
        "matching.Youth",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="%(class)ss",
    )
    item = models.CharField("point vérifié", max_length=ITEM_LIMIT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )
    at = models.DateTimeField("le")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "point vérifié"
        verbose_name_plural = "points vérifiés"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "item"], name="tick_once")]

    def __str__(self) -> str:
        return self.item
