"""What the search reads, and what it did not find."""

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from psf.personal.durations import DURATIONS
from psf.versions import Versioned
from resources.enums import EntryKind

MOST_MISSES = 2000


class Synonym(Versioned):
    """Everyday words for those of the law: people type the first, pages use the second."""

    word = models.CharField("on tape", max_length=80, unique=True, help_text="« amende »")
    means = models.CharField(
        "on cherche aussi", max_length=200, help_text="« pénalité » ; plusieurs : une virgule."
    )

    active = models.BooleanField("utilisé", default=True)

    panels = [FieldPanel("word"), FieldPanel("means"), FieldPanel("active")]

    class Meta:
        verbose_name = "synonyme"
        verbose_name_plural = "synonymes"
        ordering = ["word"]

    def __str__(self):
        return f"{self.word} → {self.means}"


class SearchEntry(models.Model):
    """Something public that can be found, with its words folded and cut to their stems."""

    kind = models.CharField(max_length=10, choices=EntryKind)
    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    title_words = models.TextField(blank=True)
    summary_words = models.TextField(blank=True)
    body_words = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"

    def __str__(self):
        return self.title


class MissedSearchQuerySet(models.QuerySet):
    def kept(self):
        """Asked lately, the most frequent first, and no more of them than somebody reads."""
        lately = timezone.localdate(DURATIONS["search"].before())
        return self.filter(last_on__gte=lately).order_by("-times", "-last_on", "words")[
            :MOST_MISSES
        ]


class MissedSearch(models.Model):
    """A search without result: the words and how often, nothing about who typed them."""

    words = models.CharField("recherche", max_length=80, unique=True)
    times = models.PositiveIntegerField("fois", default=1)
    last_on = models.DateField("dernière fois")

    objects = MissedSearchQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "recherche sans résultat"
        verbose_name_plural = "recherches sans résultat"
        ordering = ["-times", "words"]

    def __str__(self):
        return self.words


class LoadedContent(models.Model):
    """What `load_content` wrote, so that the next run knows what an editor changed since."""

    key = models.CharField(max_length=120, unique=True)
    # Of the row as it was written, and of the file it came from.
    written = models.CharField(max_length=64)
    source = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "contenu chargé"
        verbose_name_plural = "contenus chargés"

    def __str__(self):
        return self.key
