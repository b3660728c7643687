"""Offers of parcours and their hours."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.models import ClusterableModel

from offers.enums import Calibre, ClosedReason, OfferStage
from offers.hours import Volume, hours_left
from offers.models.advice import Advised
from offers.models.base import Dated
from offers.querysets import OfferQuerySet
from psf.codes import CodeSequence
from psf.french.days import numeric
from psf.french.numbers import grouped
from psf.words.models import chosen_word


class Offer(Advised, Dated, ClusterableModel):
    """Hours of parcours that a company owes under a contract, or offers by itself.

    Not protected: no row of it names a young person. Its stage changes through offers.workflow only.
    """

    codes = CodeSequence("O", "offers_offer_code")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    contract = models.ForeignKey(
        "offers.Contract",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="marché",
        help_text="Vide pour une offre volontaire de l'entreprise.",
    )
    lots = models.ManyToManyField(
        "offers.Lot", blank=True, related_name="offers", verbose_name="lots"
    )
    company = models.ForeignKey(
        "offers.Company", models.PROTECT, related_name="offers", verbose_name="entreprise"
    )
    service = models.ForeignKey(
        "territories.Service",
        models.PROTECT,
        related_name="offers",
        verbose_name="service qui suit l'offre",
    )
    calibre = models.PositiveSmallIntegerField("calibre", choices=Calibre)
    hours = models.PositiveSmallIntegerField(
        "heures dues",
        validators=[MinValueValidator(1)],
        help_text="Celles du calibre, la somme des lots groupés, ou une dérogation motivée.",
    )
    derogation_reason = models.CharField("motif de la dérogation", max_length=200, blank=True)
    derogation_agreed_on = models.DateField("accord de la MLDS le", null=True, blank=True)
    splittable = models.BooleanField(
        "fractionnable",
        default=True,
        help_text="L'entreprise accepte plusieurs jeunes l'un après l'autre.",
    )
    transport = models.CharField("transport", max_length=200, blank=True)
    equipment = models.CharField("tenue et équipement", max_length=200, blank=True)
    meals = models.CharField("repas", max_length=200, blank=True)
    gratification = models.CharField("gratification", max_length=200, blank=True)
    # Written by the database alone (offers/migrations/0009): see Contract.service_id.
    contract_since = models.DateTimeField("rattachée au marché le", null=True, editable=False)
    # The screen that wrote it, once however often it is sent.
    entry = models.UUIDField(null=True, editable=False)
    declared_on = models.DateField("déclarée le", default=timezone.localdate)
    stage = models.CharField(
        "étape", max_length=12, choices=OfferStage, default=OfferStage.DECLARED, editable=False
    )
    stage_since = models.DateTimeField(default=timezone.now, editable=False)
    available_since = models.DateField(null=True, blank=True, editable=False)
    suspended_until = models.DateField("suspendue jusqu'au", null=True, blank=True, editable=False)
    # How far an offer without answer has climbed: "", department, region, national.
    climbed_to = models.CharField(max_length=12, blank=True, editable=False)
    closed_reason = models.CharField(
        max_length=20, blank=True, editable=False, choices=ClosedReason
    )
    # Of the list of either end, as it stood that day.
    closed_word = chosen_word()

    objects = OfferQuerySet.as_manager()

    # The lots that a form or an import is about to attach; None: those of the database.
    chosen_lots = None

    class Meta:
        verbose_name = "offre"
        verbose_name_plural = "offres"
        ordering = ["-declared_on", "-pk"]
        permissions = [("import_offer", "Importer des offres")]
        constraints = [
            models.CheckConstraint(
                condition=Q(calibre__in=Calibre.values),
                name="offer_calibre",
                violation_error_message="Le calibre est 150, 300, 450 ou 900 heures.",
            ),
            models.CheckConstraint(condition=Q(stage__in=OfferStage.values), name="offer_stage"),
            models.UniqueConstraint(
                fields=["entry"],
                name="offer_entered_once",
                violation_error_message="Cette offre est déjà enregistrée.",
            ),
        ]
        indexes = [models.Index(fields=["stage", "service"], name="offer_stage_service")]

    def __str__(self):
        return self.code

    def clean(self):
        errors = {}
        justified = self.derogation_reason and self.derogation_agreed_on
        differs = self.calibre and self.hours and self.hours != self.calibre
        if differs and not (justified or self._pools_lots()):
            errors["hours"] = (
                f"{grouped(self.hours)} h ne sont ni le calibre ({self.calibre} h), ni la somme des lots :"
                " motivez une dérogation et datez l'accord de la MLDS."
            )
        if self.derogation_agreed_on and self.derogation_agreed_on > timezone.localdate():
            errors["derogation_agreed_on"] = "Cette date est à venir."
        if self.declared_on and self.declared_on > timezone.localdate():
            errors["declared_on"] = "Cette date est à venir."
        elif self.contract_id and self.declared_on:
            if self.declared_on < self.contract.notified_on:
                errors["declared_on"] = (
                    "L'offre est déclarée avant la notification du marché"
                    f" ({numeric(self.contract.notified_on)})."
                )
            elif self.declared_on > self.contract.firm_end:
                errors["declared_on"] = (
                    "La période ferme du marché était terminée depuis le"
                    f" {numeric(self.contract.firm_end)}."
                )
        if self.contract_id and self.company_id and self.company_id != self.contract.company_id:
            errors["company"] = (
                f"Le titulaire de ce marché est « {self.contract.company} ». Si un sous-traitant"
                " accueille, indiquez-le dans le lieu d'accueil."
            )
        budget = OfferBudget.objects.filter(offer=self.pk).first()
        if budget and self.hours and self.hours < budget.engaged:
            errors["hours"] = (
                f"{grouped(budget.engaged)} h sont déjà réservées ou consommées sur cette offre."
            )
        if errors:
            raise ValidationError(errors)

    def _pools_lots(self) -> bool:
        """Whether the hours are the sum of the lots chosen."""
        lots = self.chosen_lots
        if lots is None:
            lots = self.lots.all() if self.pk else ()
        return self.hours == sum(lot.hours or 0 for lot in lots)

    def save(self, *args, **kwargs):
        """Give a code to a new offer, and keep its budget's total equal to its hours."""
        with transaction.atomic():
            if not self.code:
                self.code = self.codes.next()
            super().save(*args, **kwargs)
            OfferBudget.objects.get_or_create(offer=self, defaults={"total": self.hours})
            OfferBudget.objects.filter(offer=self).exclude(total=self.hours).update(
                total=self.hours
            )

    def person_for(self, actor):
        """Nobody: what an offer asks for is taken by whom it suits."""

    def as_subject(self) -> dict:
        """Columns that name this offer in an action or an event."""
        return {"offer": self, "service": self.service}

    def people_to_call(self):
        """Contacts of the company still there, as the service that follows the offer holds."""
        people = self.company.contacts.model.objects.filter(company=self.company_id)
        return people.reachable_for(self.service_id)

    @property
    def places(self) -> str:
        """The communes of the open slots, once each; read them prefetched (`for_listing`)."""
        names = [slot.commune.name for slot in self.slots.all() if slot.active]
        return ", ".join(dict.fromkeys(names)) or "à préciser"

    @property
    def stage_day(self):
        """The day of the last change of stage, in Paris."""
        return timezone.localdate(self.stage_since)

    @property
    def firm_end(self):
        """Last day on which hours are due, or None without a contract."""
        return self.contract.firm_end if self.contract_id else None


class OfferBudget(models.Model):
    """The hours of an offer; locked whenever they move, whoever follows the young person.

    Unprotected on purpose: two services that place on one offer must see the same hours left.
    """

    offer = models.OneToOneField(
        Offer, models.CASCADE, primary_key=True, related_name="budget", verbose_name="offre"
    )
    total = models.PositiveIntegerField("heures dues")
    reserved = models.PositiveIntegerField("heures réservées", default=0)
    consumed = models.PositiveIntegerField("heures consommées", default=0)
    # Presence recorded, whichever service follows the young person.
    done = models.PositiveIntegerField("heures faites", default=0, db_default=0)
    # Hours beyond the clause that the company gives on purpose.
    exceeded = models.PositiveIntegerField("dépassement accepté", default=0)

    class Meta:
        verbose_name = "heures d'une offre"
        verbose_name_plural = "heures des offres"
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gte=F("reserved") + F("consumed") - F("exceeded")),
                name="budget_not_overbooked",
                violation_error_message=(
                    "Il ne reste pas assez d'heures sur cette offre."
                    " L'entreprise peut accepter un dépassement, à enregistrer."
                ),
            )
        ]

    def __str__(self):
        return f"{grouped(self.left)} h restantes sur {grouped(self.total)} h"

    @property
    def engaged(self) -> int:
        """Hours reserved or consumed."""
        return self.reserved + self.consumed

    @property
    def left(self) -> int:
        """Hours neither reserved nor consumed; never negative, an exceedance leaves 0."""
        return hours_left(self.total, self.reserved, self.consumed)

    @property
    def due(self) -> int:
        return self.total

    @property
    def to_do(self) -> int:
        """Hours that nobody has consumed yet, whether reserved or left."""
        return self.left + self.reserved

    @property
    def volume(self) -> Volume:
        """These hours under their words."""
        return Volume.of([self])

    def move(
        self, *, reserved: int = 0, consumed: int = 0, exceeded: int = 0, done: int = 0
    ) -> None:
        """Add these hours (negative to free). Call it on a row locked with select_for_update.

        Raises IntegrityError (`budget_not_overbooked`) when hours would be missing.
        """
        self.reserved += reserved
        self.consumed += consumed
        self.exceeded += exceeded
        self.done += done
        self.save(update_fields=["reserved", "consumed", "exceeded", "done"])
