"""Figures that sentences quote: dated rows, so that January changes one row and no page."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from psf.versions import Versioned
from resources.enums import LawFigure
from resources.querysets import FigureQuerySet


class Figure(Versioned):
    """A value between its first day and the next row of the same code.

    Those of the law (gratification, European thresholds) name the dated row of the offers that
    they are read from.
    """

    code = models.SlugField("code", max_length=40, help_text="Se cite {figure:code}.")
    label = models.CharField("ce qu’il mesure", max_length=160)
    value = models.CharField(
        "valeur", max_length=30, blank=True, help_text="Telle qu’on la lit : 80 000"
    )
    dated_row = models.CharField(
        "ou lue dans",
        max_length=40,
        blank=True,
        choices=LawFigure,
        help_text="Un taux ou un seuil du registre : il change avec sa ligne datée.",
    )
    unit = models.CharField("unité", max_length=20, blank=True, help_text="€, %, jeunes…")
    valid_from = models.DateField("en vigueur du")
    source = models.CharField("source", max_length=200)
    url = models.URLField("adresse de la source", blank=True)
    review_on = models.DateField("à revérifier le", null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    panels = [
        FieldPanel("code"),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("dated_row"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("review_on")]),
        FieldPanel("source"),
        FieldPanel("url"),
    ]

    class Meta:
        verbose_name = "chiffre"
        verbose_name_plural = "chiffres"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="figure_once_a_day",
                violation_error_message="Une ligne de ce code commence déjà ce jour-là.",
            )
        ]

    def __str__(self):
        return f"{self.code} : {self.value or self.get_dated_row_display()} {self.unit}".strip()

    def clean(self):
        if bool(self.value) == bool(self.dated_row):
            raise ValidationError(
                {"value": "Écrivez la valeur, ou choisissez d’où elle se lit : l’un des deux."}
            )
