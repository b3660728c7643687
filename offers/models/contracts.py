"""Public contracts (marchés) and their lots."""

from datetime import date, timedelta

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from offers.enums import ContractKind, OfferStage
from offers.identifiers import validate_cpv
from offers.models.base import Dated, sorted_by
from offers.querysets import ENDING_SOON_DAYS, OfWords
from psf.french.days import numeric
from psf.french.folding import fold
from psf.months import add_months
from psf.seeking.database import vector
from psf.versions import Versioned


class ContractQuerySet(OfWords, models.QuerySet):
    def matching_text(self, text: str):
        """Contracts whose reference, title, buyer or company has `text`, accents aside."""
        words = text.strip()
        needle = fold(words)
        return self.filter(
            Q(reference__icontains=words)
            | Q(sort_name__contains=needle)
            | Q(buyer__sort_name__contains=needle)
            | Q(company__sort_name__contains=needle)
            | Q(pk__in=self.of_words(words))
            | Q(buyer__in=self._related("buyer").of_words(words))
            | Q(company__in=self._related("company").of_words(words))
        )

    def _related(self, name):
        return self.model._meta.get_field(name).related_model.objects

    def ending_before(self, day):
        return self.filter(firm_end__lt=day)

    def ending_soon(self, on=None):
        """Contracts whose firm period ends in less than six months."""
        day = on or timezone.localdate()
        return self.filter(firm_end__gte=day, firm_end__lt=day + timedelta(days=ENDING_SOON_DAYS))


class Contract(Dated, ClusterableModel):
    """A marché: hours are due within its firm period, renewals excluded (domain §2)."""

    buyer = models.ForeignKey(
        "offers.Buyer", models.PROTECT, related_name="contracts", verbose_name="acheteur"
    )
    contact = models.ForeignKey(
        "offers.BuyerContact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name="suivi par",
    )
    prescriber = models.ForeignKey(
        "offers.BuyerContact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prescribed_contracts",
        verbose_name="service prescripteur",
    )
    company = models.ForeignKey(
        "offers.Company",
        models.PROTECT,
        related_name="contracts",
        verbose_name="entreprise titulaire",
    )
    reference = models.CharField("référence du marché", max_length=60)
    title = models.CharField("objet", max_length=300)
    WORDS = vector("reference", "title")
    sort_name = sorted_by("title")
    kind = models.CharField("nature", max_length=12, choices=ContractKind)
    cpv = models.CharField("code CPV", max_length=10, blank=True, validators=[validate_cpv])
    amount = models.DecimalField(
        "montant prévisionnel HT de la période ferme (€)",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    firm_months = models.PositiveSmallIntegerField(
        "période ferme (mois)",
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Sans les reconductions.",
    )
    renewals = models.PositiveSmallIntegerField(
        "reconductions", default=0, validators=[MaxValueValidator(10)]
    )
    renewal_months = models.PositiveSmallIntegerField(
        "durée d'une reconduction (mois)", default=0, validators=[MaxValueValidator(60)]
    )
    notified_on = models.DateField("notifié le")
    firm_end = models.DateField(
        "fin de la période ferme", blank=True, help_text="Calculée si vous la laissez vide."
    )
    gratification_granted = models.BooleanField(
        "gratification accordée dès la première heure",
        default=False,
        help_text="Au-delà du minimum légal (présence de plus de 308 heures).",
    )
    trigger_amount = models.DecimalField(
        "seuil de déclenchement (€ HT)",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Accord-cadre sans minimum : montant à partir duquel l'offre est due.",
    )
    penalties = models.CharField("pénalités prévues", max_length=300, blank=True)
    clause_article = models.CharField("article du CCAP/CCP", max_length=60, blank=True)
    decp_id = models.CharField("identifiant DECP", max_length=60, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "marché"
        verbose_name_plural = "marchés"
        ordering = ["-notified_on", "-pk"]
        indexes = [GinIndex(vector("reference", "title"), fastupdate=False, name="contract_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "reference"],
                name="contract_reference_once",
                violation_error_message="Cet acheteur a déjà un marché de cette référence.",
            ),
            models.CheckConstraint(
                condition=Q(firm_end__gt=F("notified_on")),
                name="contract_ends_after_notification",
                violation_error_message="La fin de la période ferme précède la notification.",
            ),
        ]

    def __str__(self):
        return f"{self.reference} – {self.title}"

    def clean(self):
        errors = {}
        if self.notified_on and self.firm_months:
            computed = add_months(self.notified_on, self.firm_months) - timedelta(days=1)
            if self.firm_end is None:
                self.firm_end = computed
            elif self.firm_end <= self.notified_on:
                errors["firm_end"] = (
                    "La fin de la période ferme précède la notification"
                    f" ({numeric(self.notified_on)})."
                )
            elif abs((self.firm_end - computed).days) > 31:
                errors["firm_end"] = (
                    f"Cette date ne correspond pas à {self.firm_months} mois à partir de la"
                    f" notification : environ le {numeric(computed)}."
                )
        if bool(self.renewals) != bool(self.renewal_months):
            errors["renewal_months"] = "Indiquez le nombre de reconductions et leur durée."
        if self.amount and self.trigger_amount and self.trigger_amount > self.amount:
            errors["trigger_amount"] = "Le seuil de déclenchement dépasse le montant du marché."
        for name in ("contact", "prescriber"):
            person = getattr(self, name)
            if person and self.buyer_id and person.buyer_id != self.buyer_id:
                errors[name] = "Cette personne ne travaille pas chez cet acheteur."
        if errors:
            raise ValidationError(errors)

    def people_to_call(self) -> list:
        """Who to call at the buyer's today: those of the contract or their successors, once each."""
        people = [person.current for person in (self.contact, self.prescriber) if person]
        return [person for person in dict.fromkeys(people) if not person.left_on]

    @cached_property
    def service_id(self) -> int | None:
        """The service that follows the contract: that of the first offer to join it.

        A lost one counts where there is no other: somebody still answers for what became of it.
        Its people decide where the buyer is written to, whoever declares another offer later.
        """
        offers = list(self.offers.all())
        kept = [offer for offer in offers if offer.stage != OfferStage.LOST]
        first = min(kept or offers, key=_joined, default=None)
        return first and first.service_id

    @property
    def end_with_renewals(self) -> date:
        """Last day if every renewal is used."""
        return add_months(self.firm_end, self.renewals * self.renewal_months)

    @property
    def last_day_to_declare(self) -> date:
        """An offer is declared at least six months before the contract ends (domain §2)."""
        return add_months(self.firm_end, -6)


def _joined(offer) -> tuple:
    """Sorts offers by when they joined their contract; those of which nobody knows, last."""
    since = offer.contract_since
    return since is None, since or offer.created_at, offer.created_at, offer.pk


class Lot(Versioned):
    """A lot: one parcours per lot, or pooled hours."""

    contract = ParentalKey(
        Contract, on_delete=models.CASCADE, related_name="lots", verbose_name="marché"
    )
    number = models.CharField("numéro", max_length=10)
    title = models.CharField("intitulé", max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField("heures dues", null=True, blank=True)

    class Meta:
        verbose_name = "lot"
        verbose_name_plural = "lots"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="lot_number_once",
                violation_error_message="Ce marché a déjà un lot de ce numéro.",
            )
        ]

    def __str__(self):
        return f"Lot {self.number}"
