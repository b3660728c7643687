"""What the machine showed when a person decided (RGPD art. 22): kept with its numbers."""

from django.conf import settings
from django.db import models

from matching.models.protected import OfYouth


class Suggestion(OfYouth):
    """The score and sentences on screen when a slot was reserved for a young person."""

    host_slot = models.ForeignKey(
        "offers.HostSlot", models.PROTECT, related_name="+", verbose_name="lieu d'accueil"
    )
    placement = models.OneToOneField(
        "matching.Placement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestion",
        verbose_name="parcours",
    )
    score = models.PositiveIntegerField("score")
    priority = models.PositiveIntegerField("priorité", default=0)
    # [{"criterion", "value", "weight", "points", "sentence"}], points adding up to the score.
    contributions = models.JSONField(default=list)
    policy_from = models.DateField("version des poids", null=True, blank=True)
    shown_at = models.DateTimeField("affiché le", auto_now_add=True)
    shown_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="affiché à"
    )

    class Meta:
        verbose_name = "proposition affichée"
        verbose_name_plural = "propositions affichées"
        ordering = ["-shown_at"]
