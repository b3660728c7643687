"""What came by a public form: whose word it is, what it says, what became of it.

Contacts of people whom nobody has called yet, hence under the perimeter of the service asked, unlike
the registries that all services share.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offers.enums import (
    BuyerKind,
    Calibre,
    ContractKind,
    FilingAnswer,
    FilingKind,
    FilingRefusal,
    OfferStage,
)
from offers.identifiers import validate_siret
from psf.codes import CodeSequence
from psf.quantities.letters import refuse_other_alphabets
from psf.seeking.database import sought_by

# From these stages on somebody has called the company: what was declared is what it said.
NOT_YET_VERIFIED: frozenset[str] = frozenset({OfferStage.DECLARED, OfferStage.TO_CALL})
TEXT_LIMIT = 1500


class FilingQuerySet(models.QuerySet["Filing"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> Self:
        """Confirmed, and nobody has taken, answered or set them aside yet."""
        return self.confirmed().filter(closed_at__isnull=True)

    def consulting_about(self, contract) -> Self:
        """Consultations of the contract's buyer about a marché of the same reference."""
        buyer = contract.buyer
        asked = self.confirmed().filter(
            kind=FilingKind.CONSULTATION, reference__iexact=contract.reference
        )
        same = Q(siret="", organisation__iexact=buyer.name)
        sirets = [buyer.siret, *(each.siret for each in buyer.former_sirets.all())]
        return asked.filter(same | Q(siret__in=[siret for siret in sirets if siret]))

    def never_confirmed(self, before: datetime) -> Self:
        """Older than that moment, and nobody confirmed the address; or its owner disowned them."""
        unconfirmed = self.filter(confirmed_at__isnull=True)
        return unconfirmed.filter(Q(created_at__lt=before) | Q(disowned_at__isnull=False))

    def over(self, before: datetime) -> Self:
        return self.confirmed().filter(closed_at__lt=before)

    def for_screen(self) -> Self:
        return self.select_related(
            "service", "commune__department", "taken_by", "answered_by", "refused_by"
        ).prefetch_related(
            "parts__commune",
            "parts__blob",
            "parts__offer__company",
            "parts__offer__contract__buyer",
        )


class Filing(models.Model):
    """One form sent. Its state follows from dated facts and is written nowhere.

    Its code, which its author quotes, is given when the address is confirmed: a number that nobody
    answers for proves nothing.
    """

    codes = CodeSequence("E", "offers_filing_code")

    code = models.CharField(
        "référence", max_length=20, unique=True, null=True, blank=True, editable=False
    )
    kind = models.CharField("objet", max_length=12, choices=FilingKind)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, related_name="+", verbose_name="commune"
    )
    # Whoever sent it.
    name = models.CharField("nom", max_length=120, validators=[refuse_other_alphabets])
    email = models.EmailField("adresse électronique")
    phone = models.CharField("téléphone", max_length=20, blank=True)
    organisation = models.CharField("organisme", max_length=200)
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])
    buyer_kind = models.CharField(
        "nature de l'acheteur", max_length=10, choices=BuyerKind, blank=True
    )
    # The marché; of a consultation, as it is planned.
    reference = models.CharField("référence du marché", max_length=60, blank=True)
    title = models.CharField("objet du marché", max_length=300, blank=True)
    contract_kind = models.CharField(
        "nature du marché", max_length=12, choices=ContractKind, blank=True
    )
    amount = models.DecimalField(
        "montant HT de la période ferme (€)",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    firm_months = models.PositiveSmallIntegerField(
        "période ferme (mois)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    notified_on = models.DateField("notifié le", null=True, blank=True)
    publish_on = models.DateField("publication prévue le", null=True, blank=True)
    gratification_granted = models.BooleanField(
        "gratification accordée dès la première heure", default=False
    )
    text = models.TextField("précisions", max_length=TEXT_LIMIT, blank=True)
    sought = sought_by(
        "name", "email", "organisation", "siret", "reference", "title", numbers=("phone",)
    )
    # Facts
    created_at = models.DateTimeField("envoyée le", default=timezone.now)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    # The owner of the mailbox says that somebody else typed it.
    disowned_at = models.DateTimeField(null=True, blank=True)
    amended_at = models.DateTimeField("modifiée le", null=True, blank=True)
    due_on = models.DateField("réponse attendue avant le (inclus)", null=True, blank=True)
    taken_at = models.DateTimeField("prise en charge le", null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="prise en charge par",
    )
    answer = models.CharField("réponse", max_length=12, choices=FilingAnswer, blank=True)
    answer_text = models.TextField("texte de la réponse", max_length=TEXT_LIMIT, blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="répondue par",
    )
    refusal = models.CharField("écartée : motif", max_length=12, choices=FilingRefusal, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Taken, answered or set aside: nobody waits for anything any more.
    closed_at = models.DateTimeField("traitée le", null=True, blank=True)

    objects = FilingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "demande en ligne"
        verbose_name_plural = "demandes en ligne"
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FilingKind.values), name="filing_kind"),
            models.CheckConstraint(
                condition=Q(code__isnull=True, confirmed_at__isnull=True, closed_at__isnull=True)
                | Q(code__isnull=False, confirmed_at__isnull=False),
                name="filing_has_a_code_once_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, kind=FilingKind.CONSULTATION) & ~Q(answer=""),
                name="filing_answered_as_a_consultation",
            ),
            # The parts name both: they stand in the same service.
            models.UniqueConstraint(fields=["id", "service"], name="filing_of_its_service"),
        ]
        indexes = [
            models.Index(
                fields=["service", "due_on"],
                condition=Q(confirmed_at__isnull=False, closed_at__isnull=True),
                name="filing_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.code or f"demande n° {self.pk}"

    def as_subject(self) -> dict:
        """Columns that name it in an action, an event or a message."""
        return {"filing": self, "service": self.service}

    def person_for(self, actor):
        """Nobody in particular: whoever coordinates the service."""

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None

    @property
    def is_consultation(self) -> bool:
        return self.kind == FilingKind.CONSULTATION

    @property
    def is_declaration(self) -> bool:
        return self.kind == FilingKind.DECLARATION

    @property
    def has_moved_since_taken(self) -> bool:
        """Whether its author amended what already stands in the registries."""
        return bool(self.taken_at and self.amended_at and self.amended_at > self.taken_at)

    @property
    def may_be_amended(self) -> bool:
        """Until somebody verified an offer of it by telephone, or it was answered or set aside."""
        if not self.is_confirmed or self.refusal or self.answer:
            return False
        offers = [part.offer for part in self.parts.all() if part.offer is not None]
        return all(offer.stage in NOT_YET_VERIFIED for offer in offers)

    @property
    def state(self) -> str:
        """In a few words, for whoever follows it."""
        if self.refusal:
            return "écartée"
        if self.answer:
            return "répondue"
        if self.is_taken:
            return "prise en charge"
        return "reçue" if self.is_confirmed else "à confirmer"


class FilingPart(models.Model):
    """A parcours asked for: a lot and its titulaire, the one of a marché that has no lots, or a wish.

    Of a consultation it names no company: nobody holds the marché yet.
    """

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="parts")
    service = models.ForeignKey("territories.Service", models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=0)
    lot = models.CharField("numéro du lot", max_length=10, blank=True)
    hours = models.PositiveSmallIntegerField("calibre", choices=Calibre)
    company_name = models.CharField("entreprise titulaire", max_length=200, blank=True)
    company_siret = models.CharField(
        "SIRET de l'entreprise", max_length=14, blank=True, validators=[validate_siret]
    )
    contact_name = models.CharField(
        "personne à appeler", max_length=120, blank=True, validators=[refuse_other_alphabets]
    )
    contact_phone = models.CharField("son téléphone", max_length=20, blank=True)
    contact_email = models.EmailField("son adresse électronique", blank=True)
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, related_name="+", verbose_name="commune d'accueil"
    )
    sought = sought_by(
        "company_name", "company_siret", "contact_name", "contact_email", numbers=("contact_phone",)
    )
    tasks = models.TextField("tâches proposées", max_length=1000, blank=True)
    # The fiche entreprise, until the offer has it.
    blob = models.OneToOneField(
        "documents.Blob",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filing_part",
        verbose_name="fiche entreprise",
    )
    file_name = models.CharField("nom du fichier", max_length=200, blank=True)
    offer = models.ForeignKey(
        "offers.Offer", models.PROTECT, null=True, blank=True, related_name="filing_parts"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "parcours demandé"
        verbose_name_plural = "parcours demandés"
        ordering = ["filing", "rank", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["filing", "rank"], name="filing_part_rank_once"),
            models.CheckConstraint(
                condition=Q(hours__in=Calibre.values), name="filing_part_calibre"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.hours} h)"

    @property
    def title(self) -> str:
        """« Lot 2, Ateliers du Port », « Ateliers du Port », « Lot 2 »."""
        named = (f"Lot {self.lot}" if self.lot else "", self.company_name)
        return ", ".join(filter(None, named)) or "Parcours"
