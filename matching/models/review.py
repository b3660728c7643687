"""The bilan croisé: skills seen by the young person and both tutors; the buyer's proof."""

from django.db import models

from matching.enums import SkillLevel
from matching.models.protected import OfPlacement


class Review(OfPlacement):
    """Open from the first day in the company, one per placement."""

    placement = models.OneToOneField(
        "matching.Placement", models.PROTECT, related_name="review", verbose_name="parcours"
    )
    opened_on = models.DateField("ouvert le")
    completed_on = models.DateField("terminé le", null=True, blank=True)
    sent_to_buyer_on = models.DateField("remis à l'acheteur le", null=True, blank=True)

    class Meta:
        verbose_name = "bilan croisé"
        verbose_name_plural = "bilans croisés"

    def __str__(self):
        return f"bilan de {self.placement.code}"

    @property
    def missing_opinions(self) -> list[str]:
        """Who has not said what they see of every skill, in French."""
        people = {"by_youth": "jeune", "by_company": "entreprise", "by_tutor": "tuteur pédagogique"}
        lines = list(self.lines.all())
        return [
            words
            for name, words in people.items()
            if any(not getattr(line, name) for line in lines)
        ]

    @property
    def is_complete(self) -> bool:
        """At least one skill, each with the three opinions."""
        return bool(self.lines.all()) and not self.missing_opinions


class ReviewLine(OfPlacement):
    """One skill and what each of the three says of it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="lines", verbose_name="bilan")
    skill = models.CharField("compétence", max_length=120)
    by_youth = models.CharField("selon le jeune", max_length=12, choices=SkillLevel, blank=True)
    by_company = models.CharField(
        "selon l'entreprise", max_length=12, choices=SkillLevel, blank=True
    )
    by_tutor = models.CharField(
        "selon le tuteur pédagogique", max_length=12, choices=SkillLevel, blank=True
    )

    class Meta:
        verbose_name = "compétence du bilan"
        verbose_name_plural = "compétences du bilan"
        ordering = ["pk"]

    def __str__(self):
        return self.skill
