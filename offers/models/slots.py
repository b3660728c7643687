"""Hosting slots: a site, a company tutor, tasks and a rhythm, for one young person at a time."""

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from offers.models.base import Dated
from offers.querysets import HostSlotQuerySet
from psf.codes import CodeSequence
from psf.french.database import Folded
from psf.french.days import numeric
from psf.french.folding import fold
from psf.seeking.database import vector

TASKS_LIMIT = 1000
ONE_AT_A_TIME = (
    "Ce tuteur entreprise a déjà un lieu d'accueil ouvert sur ce site :"
    " un jeune à la fois par site et par tuteur."
)


def _still_held(slot: "HostSlot") -> str:
    return (
        f"Un jeune est encore réservé ou accueilli sur ce site avec ce tuteur ({slot.code}, lieu fermé) :"
        " attendez sa fin, ou indiquez un autre tuteur entreprise."
    )


class HostSlot(Dated, ClusterableModel):
    """One place for one young person at a time (domain §4: one site, one company tutor).

    Unprotected: `busy` says across all services that somebody holds it, never who.
    """

    codes = CodeSequence("C", "offers_slot_code")
    WORDS = vector("site")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    offer = ParentalKey(
        "offers.Offer", on_delete=models.PROTECT, related_name="slots", verbose_name="offre"
    )
    host = models.ForeignKey(
        "offers.Company",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_slots",
        verbose_name="entreprise d'accueil",
        help_text="Si un sous-traitant accueille ; le titulaire reste responsable.",
    )
    site = models.CharField("site", max_length=120)
    sort_site = models.GeneratedField(
        expression=Folded("site"), output_field=models.TextField(), db_persist=True
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, related_name="slots", verbose_name="commune"
    )
    tutor = models.ForeignKey(
        "offers.CompanyContact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name="tuteur entreprise",
    )
    romes = ParentalManyToManyField(
        "offers.Rome", related_name="slots", verbose_name="métiers (ROME)", blank=True
    )
    tasks = models.TextField(
        "tâches principales",
        max_length=TASKS_LIMIT,
        blank=True,
        help_text="Administratives ou techniques, et toujours une présentation du secteur.",
    )
    days_per_week = models.PositiveSmallIntegerField(
        "jours par semaine en entreprise",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    weekly_hours = models.PositiveSmallIntegerField(
        "heures par semaine",
        default=35,
        validators=[MinValueValidator(1), MaxValueValidator(39)],
    )
    window_from = models.DateField("accueil possible à partir du", null=True, blank=True)
    window_until = models.DateField("accueil possible jusqu'au", null=True, blank=True)
    adults_only = models.BooleanField(
        "18 ans et plus",
        default=False,
        help_text="Travaux interdits aux mineurs, horaires de nuit ou du dimanche.",
    )
    active = models.BooleanField("ouvert", default=True)
    busy = models.BooleanField("occupé", default=False, editable=False)
    busy_until = models.DateField("occupé jusqu'au", null=True, blank=True, editable=False)

    objects = HostSlotQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu d'accueil"
        verbose_name_plural = "lieux d'accueil"
        ordering = ["offer", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_until__isnull=True)
                | Q(window_from__isnull=True)
                | Q(window_until__gte=F("window_from")),
                name="slot_window",
                violation_error_message="La fin de la période d'accueil précède son début.",
            ),
            models.UniqueConstraint(
                fields=["tutor", "sort_site"],
                # A place that was closed while somebody is there still has its young person.
                condition=Q(Q(active=True) | Q(busy=True), tutor__isnull=False),
                name="slot_one_per_site_and_tutor",
                violation_error_message=ONE_AT_A_TIME,
            ),
        ]
        indexes = [
            GinIndex(vector("site"), fastupdate=False, name="slot_words"),
            models.Index(
                fields=["commune"], condition=Q(active=True, busy=False), name="slot_free_commune"
            ),
        ]

    def __str__(self):
        return f"{self.site}, {self.commune.name}"

    def clean(self):
        errors = {}
        # Inside its offer's form a new slot stands under an offer not saved yet.
        offer = self._state.fields_cache.get("offer") or (self.offer if self.offer_id else None)
        if self.tutor_id:
            companies = {offer.company_id, self.host_id} - {None} if offer else set()
            if companies and self.tutor.company_id not in companies:
                errors["tutor"] = (
                    f"Cette personne travaille chez « {self.tutor.company} », ni titulaire ni"
                    " entreprise d'accueil."
                )
            if self.active and offer and self.tutor.address_for(offer.service_id).left_on:
                errors["tutor"] = "Cette personne a quitté l'entreprise : choisissez-en une autre."
            elif "tutor" not in errors and (other := self._other_of_the_same_tutor()):
                errors["tutor"] = ONE_AT_A_TIME if other.active else _still_held(other)
        if self.window_from and self.window_until and self.window_until < self.window_from:
            errors["window_until"] = "La fin de la période d'accueil précède son début."
        firm_end = offer.firm_end if offer else None
        if firm_end and self.window_from and self.window_from > firm_end:
            errors["window_from"] = (
                f"La période ferme du marché se termine le {numeric(firm_end)} : plus personne ne"
                " pourrait être accueilli."
            )
        if errors:
            raise ValidationError(errors)

    def _other_of_the_same_tutor(self) -> "HostSlot | None":
        """Another place of this site and tutor that is open, or closed with somebody still there.

        The constraint names `busy`, which no form shows: Django would skip it there.
        """
        if not (self.active or self.busy):
            return None
        same = HostSlot.objects.filter(tutor=self.tutor_id, sort_site=fold(self.site))
        return same.filter(Q(active=True) | Q(busy=True)).exclude(pk=self.pk).first()

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = self.codes.next()
        super().save(*args, **kwargs)

    @property
    def hosting_company(self):
        """The company where the young person works: the subcontractor, or the titulaire."""
        return self.host or self.offer.company
