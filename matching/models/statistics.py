"""What statistics count of people who were forgotten: rows without identity.

No name, code, commune, exact date or text: dates are months (their first day), the rest is coded. They
stand in the service that followed the person, under the perimeter like the rows they replace.
"""

from django.db import models
from django.db.models import Q

from matching.enums import (
    AgeBand,
    Diploma,
    EndOfRecord,
    PlacementStage,
    SchoolExit,
    Sex,
    SilenceReason,
    Situation,
    WayOn,
)
from matching.models.hours import ParcoursHours
from offers.enums import BuyerKind, Calibre


def month(label: str, **options) -> models.DateField:
    """A month, by its first day; the constraint of the model refuses any other."""
    return models.DateField(label, **options)


def known_or_not(label: str) -> models.DateField:
    return month(label, null=True, blank=True)


def only_months(name: str, *columns: str) -> models.CheckConstraint:
    """Nobody can write an exact date there."""
    each = (Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__day": 1}) for column in columns)
    return models.CheckConstraint(condition=Q(*each), name=name)


class WithoutIdentity(models.Model):
    """Read and counted, never edited."""

    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class StatisticalYouth(WithoutIdentity):
    """A young person who was forgotten, those merged into them included."""

    entered_in = month("entré en")
    forgotten_in = month("oublié en")
    age_band = models.CharField("âge à l'entrée", max_length=8, choices=AgeBand)
    sex = models.CharField("sexe", max_length=1, choices=Sex)
    diploma = models.CharField("diplôme le plus élevé", max_length=8, choices=Diploma)
    school_exit = models.CharField("motif de sortie", max_length=20, choices=SchoolExit, blank=True)
    first_situation = models.CharField("situation à l'entrée", max_length=24, choices=Situation)
    last_situation = models.CharField("dernière situation", max_length=24, choices=Situation)
    rule = models.CharField("oublié pour", max_length=16, choices=EndOfRecord)

    class Meta:
        verbose_name = "jeune, sans identité"
        verbose_name_plural = "jeunes, sans identité"
        ordering = ["-forgotten_in", "-pk"]
        default_permissions = ()
        constraints = [only_months("statistical_youth_months", "entered_in", "forgotten_in")]

    def __str__(self):
        return f"jeune sans identité n° {self.pk}"


class StatisticalPlacement(WithoutIdentity):
    """A parcours whose young person was forgotten: what proves that the clause was carried out."""

    person = models.ForeignKey(
        StatisticalYouth, models.PROTECT, related_name="placements", verbose_name="jeune"
    )
    offer = models.ForeignKey(
        "offers.Offer",
        models.PROTECT,
        related_name="statistical_placements",
        verbose_name="offre",
    )
    # Its number among those of the marché, as its buyer knows it.
    number = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    domaine = models.ForeignKey(
        "offers.Rome",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="domaine",
    )
    calibre = models.PositiveSmallIntegerField("calibre", choices=Calibre)
    buyer_kind = models.CharField("acheteur", max_length=10, choices=BuyerKind, blank=True)
    stage = models.CharField("étape", max_length=14, choices=PlacementStage)
    end_reason = models.CharField("motif de fin", max_length=24, blank=True)
    silence_reason = models.CharField(
        "motif du silence", max_length=20, choices=SilenceReason, blank=True
    )
    way_on = models.CharField("suite du parcours", max_length=16, choices=WayOn, blank=True)
    hours = models.PositiveSmallIntegerField("heures prévues")
    hours_done = models.PositiveSmallIntegerField("heures faites")
    hours_consumed = models.PositiveSmallIntegerField("heures consommées")
    hours_exceeded = models.PositiveSmallIntegerField("heures en plus")
    days_to_meeting = models.SmallIntegerField(
        "jours de l'envoi à la réunion", null=True, blank=True
    )
    reserved_in = month("réservé en")
    sent_in = known_or_not("transmis en")
    contacted_in = known_or_not("contact pris en")
    met_in = known_or_not("première réunion en")
    accepted_in = known_or_not("accepté en")
    signed_in = known_or_not("convention signée en")
    started_in = known_or_not("commencé en")
    ended_in = known_or_not("présence terminée en")
    reviewed_in = known_or_not("bilan remis en")
    closed_in = known_or_not("clôturé en")

    class Meta:
        verbose_name = "parcours, sans identité"
        verbose_name_plural = "parcours, sans identité"
        ordering = ["-reserved_in", "-pk"]
        default_permissions = ()
        constraints = [
            only_months(
                "statistical_placement_months",
                "reserved_in",
                "sent_in",
                "contacted_in",
                "met_in",
                "accepted_in",
                "signed_in",
                "started_in",
                "ended_in",
                "reviewed_in",
                "closed_in",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "met_in"], name="statistical_service_met"),
        ]

    def __str__(self):
        return f"parcours sans identité n° {self.pk}"

    @property
    def counted(self) -> ParcoursHours:
        """Its hours, under the words of those of a parcours with a name."""
        return ParcoursHours(
            planned=self.hours,
            reserved=0,
            done=self.hours_done,
            consumed=self.hours_consumed,
            exceeded=self.hours_exceeded,
            weeks=0,
            began=self.started_in is not None,
            is_over=self.ended_in is not None,
        )
