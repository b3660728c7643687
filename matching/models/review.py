"""The bilan croisé: skills seen by the young person and both tutors; the buyer's proof."""

from django.db import models

from matching.enums import NoOpinionReason, SkillLevel
from matching.models.protected import OfPlacement
from psf.words.models import chosen_word
from psf.workflow.words import label_of

# Who says what they see of each skill, by the columns of `ReviewLine`.
PEOPLE = {"by_youth": "jeune", "by_company": "entreprise", "by_tutor": "tuteur pédagogique"}


def no_opinion(words: str) -> models.CharField:
    return models.CharField(
        f"avis impossible : {words}",
        max_length=12,
        choices=NoOpinionReason,
        blank=True,
        default="",
        db_default="",
    )


class Review(OfPlacement):
    """Open from the first day in the company, one per placement.

    `without_…` says why an opinion will never come; the bilan is then complete without it.
    """

    placement = models.OneToOneField(
        "matching.Placement", models.PROTECT, related_name="review", verbose_name="parcours"
    )
    opened_on = models.DateField("ouvert le")
    completed_on = models.DateField("terminé le", null=True, blank=True)
    sent_to_buyer_on = models.DateField("remis à l'acheteur le", null=True, blank=True)
    without_youth = no_opinion("jeune")
    without_company = no_opinion("entreprise")
    without_tutor = no_opinion("tuteur pédagogique")
    without_youth_word = chosen_word()
    without_company_word = chosen_word()
    without_tutor_word = chosen_word()

    class Meta:
        verbose_name = "bilan croisé"
        verbose_name_plural = "bilans croisés"

    def __str__(self):
        return f"bilan de {self.placement.code}"

    def why_without(self, name: str) -> str:
        """Why the opinion `by_…` will never come, in French; "" while it may."""
        column = self.column_without(name)
        code = getattr(self, column)
        return label_of(getattr(self, f"{column}_word"), code, NoOpinionReason) if code else ""

    @staticmethod
    def column_without(name: str) -> str:
        return f"without_{name.removeprefix('by_')}"

    @property
    def opinions_given_up(self) -> list[tuple[str, str]]:
        """(who, why) of those whose opinion will never come, in French."""
        reasons = [(words, self.why_without(name)) for name, words in PEOPLE.items()]
        return [(words, reason) for words, reason in reasons if reason]

    @property
    def awaited(self) -> dict[str, str]:
        """{`by_…`: who}, of those whose opinion is still missing on a skill, or on every one."""
        lines = list(self.lines.all())
        return {
            name: words
            for name, words in PEOPLE.items()
            if not self.why_without(name)
            if not lines or any(not getattr(line, name) for line in lines)
        }

    @property
    def missing_opinions(self) -> list[str]:
        """The same people, in French."""
        return list(self.awaited.values())

    @property
    def is_complete(self) -> bool:
        """Whoever can be asked has said what they see of each skill, of one at least."""
        return not self.awaited


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
