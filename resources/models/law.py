"""What the clause's papers quote of the law: dated notes, each with the day a lawyer checked it."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from psf.quantities.amounts import read_amount
from psf.quantities.errors import Unreadable
from psf.quantities.whole import read_percentage, read_whole
from psf.versions import Versioned
from resources.calibre.figures import Note, Row
from resources.enums import LegalPoint
from resources.querysets import LegalNoteQuerySet

# Points whose words are a number that the rédacteur reckons with.
NUMBERS = {
    LegalPoint.CAP: read_percentage,
    LegalPoint.FLOOR: read_amount,
    LegalPoint.OBSERVATIONS: read_whole,
}


class LegalNote(Versioned):
    """A point of law between its first day and the next note of the same point.

    `words` stand in the papers, with « [à vérifier] » as long as `checked_on` is empty; `text` is for
    the buyer alone.
    """

    code = models.CharField("point", max_length=30, choices=LegalPoint)
    words = models.CharField(
        "dans les documents",
        max_length=400,
        blank=True,
        help_text="La phrase, ou le numéro d’article, que les documents citent. Vide : un blanc entre crochets, ou rien.",
    )
    text = models.TextField(
        "pour l’acheteur",
        max_length=800,
        blank=True,
        help_text="Ce qu’il doit savoir ou faire confirmer, sous ses documents.",
    )
    valid_from = models.DateField("en vigueur du")
    source = models.CharField("source", max_length=200)
    url = models.URLField("adresse de la source", blank=True)
    checked_on = models.DateField(
        "vérifié par un juriste le",
        null=True,
        blank=True,
        help_text="Tant que ce jour est vide, les documents portent « [à vérifier] ».",
    )

    objects = LegalNoteQuerySet.as_manager()

    panels = [
        FieldPanel("code"),
        FieldPanel("words"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("checked_on")]),
        FieldPanel("source"),
        FieldPanel("url"),
    ]

    class Meta:
        verbose_name = "point de droit"
        verbose_name_plural = "points de droit"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="legal_note_once_a_day",
                violation_error_message="Une note de ce point commence déjà ce jour-là.",
            )
        ]

    def __str__(self):
        return self.get_code_display()

    def clean(self):
        if read := NUMBERS.get(self.code):
            try:
                read(self.words)
            except Unreadable as error:
                raise ValidationError({"words": str(error)}) from None

    def as_note(self) -> Note:
        row = Row(self.valid_from, None, self.source, self.checked_on)
        return Note(self.code, self.get_code_display(), self.words, self.text, row)
