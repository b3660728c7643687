"""Dated settings, each explained where it is edited; those of conservation: `conservation.py`."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from psf.french.days import numeric
from psf.versions import Versioned


class DatedPolicyQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """The version that holds on the day `on`, or None."""
        return (
            self.filter(valid_from__lte=on or timezone.localdate())
            .order_by("-valid_from", "-pk")
            .first()
        )


class DatedPolicy(Versioned):
    """A set of values from a day on, until a later one replaces it."""

    valid_from = models.DateField("à partir du", default=timezone.localdate, unique=True)
    reason = models.CharField("motif du changement", max_length=200, blank=True)

    objects = DatedPolicyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-valid_from"]

    def __str__(self):
        return f"{self._meta.verbose_name} à partir du {numeric(self.valid_from)}"

    def clean(self):
        if self.valid_from and self.valid_from < timezone.localdate():
            raise ValidationError(
                {"valid_from": "Une version ne change pas le passé : au plus tôt aujourd'hui."}
            )

    @property
    def is_settled(self) -> bool:
        """Whether the version is or was in force: it then stays as it is."""
        return not self._state.adding and self.valid_from <= timezone.localdate()

    @classmethod
    def current(cls, on=None):
        """The version in force, or the defaults when nobody has set one."""
        return cls.objects.in_force(on) or cls()


def weight(label, default):
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MaxValueValidator(100)],
        help_text="Poids de 0 à 100, relatif aux autres.",
    )


class MatchingPolicy(DatedPolicy):
    """Weights, age bounds and limits that the live lists apply."""

    weight_field = weight("métier souhaité", 45)
    weight_distance = weight("distance", 25)
    weight_delay = weight("délai avant de commencer", 20)
    weight_length = weight("durée souhaitée", 10)
    min_age = models.PositiveSmallIntegerField("âge minimum", default=16)
    max_age = models.PositiveSmallIntegerField("âge maximum", default=25)
    warn_age = models.PositiveSmallIntegerField(
        "âge admis avec avertissement", default=15, help_text="Le SIEI exclut les moins de 16 ans."
    )
    far_km = models.PositiveSmallIntegerField(
        "« s'éloigner » : au moins (km)", default=20, validators=[MinValueValidator(1)]
    )

    panels = [
        FieldPanel("valid_from"),
        FieldPanel("reason"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("weight_field"), FieldPanel("weight_distance")]),
                FieldRowPanel([FieldPanel("weight_delay"), FieldPanel("weight_length")]),
            ],
            heading="Poids des critères",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
                FieldRowPanel([FieldPanel("warn_age"), FieldPanel("far_km")]),
            ],
            heading="Limites",
        ),
    ]

    class Meta(DatedPolicy.Meta):
        verbose_name = "critères de rapprochement"
        verbose_name_plural = "critères de rapprochement"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(warn_age__lte=models.F("min_age"))
                & models.Q(min_age__lte=models.F("max_age")),
                name="policy_ages",
                violation_error_message="Les âges doivent aller en croissant.",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    weight_field=0, weight_distance=0, weight_delay=0, weight_length=0
                ),
                name="policy_weights",
                violation_error_message="Un critère au moins doit peser.",
            ),
        ]
