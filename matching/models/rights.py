"""A person's request about their own data, from the day it came to the day it is answered."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from matching.enums import (
    EndOfRecord,
    HiddenReason,
    IdentityCheck,
    Right,
    RightsHandOver,
    RightsOutcome,
    RightsRefusal,
    RightsWay,
)
from psf.codes import CodeSequence
from psf.months import add_months
from psf.workflow.enums import Actor

# RGPD, article 12.3: a month, and two more for what is complex, said to the person within the first.
MONTHS, MORE_MONTHS = 1, 2
WORDING_LIMIT = 500
ANSWERED = {
    Right.ACCESS: "copie remise",
    Right.RECTIFICATION: "données corrigées",
    Right.OPPOSITION: "opposition enregistrée",
    Right.ERASURE: "données effacées",
}
SUBJECTS = ("youth", "contact", "buyer_contact")


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def answered(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def about(self, subject) -> Self:
        """Those about a young person, or a contact of a company or of a buyer."""
        return self.filter(**{subject_name(subject): subject})

    def carried_out_by(self, manifest) -> Self:
        """Erasures that a bordereau carried out: the code of the person outlives them."""
        codes = manifest.lines.filter(rule=EndOfRecord.REQUEST).values("code")
        erased = self.filter(right=Right.ERASURE, outcome=RightsOutcome.ANSWERED)
        return erased.filter(label__in=codes)

    def first_due(self) -> Self:
        return self.order_by(F("closed_on").desc(nulls_first=True), "due_on", "pk")

    def ending(self, until: date) -> Self:
        """Open, and due at the latest on that day."""
        return self.open().filter(due_on__lte=until)

    def with_expired_archive(self, now) -> Self:
        return self.filter(archive__isnull=False, archive_until__lte=now)

    def with_details(self) -> Self:
        return self.select_related(
            "service",
            "youth__service",
            "youth__tutor",
            "guardian",
            "contact__company",
            "buyer_contact__buyer",
            "archive",
            "verified_by",
            "number_shown_to",
            "interest_by",
            "reread_by",
            "closed_by",
        )


def subject_name(subject) -> str:
    """The column that names this row."""
    return {"Youth": "youth", "CompanyContact": "contact", "BuyerContact": "buyer_contact"}[
        type(subject).__name__
    ]


class RightsRequest(models.Model):
    """Stands in the service that answers it, under forced row-level security.

    `label` names the subject without naming the person, and outlives an erasure: a code is given
    once. `state` follows from the dated facts and is written nowhere. Days count for the law; the
    moments beside them are for the proof, and empty in rows of before they were kept.
    """

    codes = CodeSequence("D", "matching_rights_code")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    youth = models.ForeignKey(
        "matching.Youth",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="rightsrequests",
        verbose_name="jeune",
    )
    # Who asks for a young person.
    guardian = models.ForeignKey(
        "matching.Guardian",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="représentant légal",
    )
    contact = models.ForeignKey(
        "offers.CompanyContact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rightsrequests",
        verbose_name="contact d'entreprise",
    )
    buyer_contact = models.ForeignKey(
        "offers.BuyerContact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rightsrequests",
        verbose_name="contact d'acheteur",
    )
    label = models.CharField("à propos de", max_length=200, editable=False)
    right = models.CharField("droit exercé", max_length=16, choices=Right)
    asked_by = models.CharField("demandé par", max_length=12, choices=Actor)
    way = models.CharField("reçue", max_length=12, choices=RightsWay)
    wording = models.CharField("ce qui est demandé", max_length=WORDING_LIMIT, blank=True)
    received_on = models.DateField("reçue le", default=timezone.localdate)
    recorded_at = models.DateTimeField("notée le", default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="notée par",
    )
    due_on = models.DateField("à répondre avant le (inclus)")
    extended_on = models.DateField("prolongée le", null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True, editable=False)
    extension_reason = models.CharField("motif de la prolongation", max_length=200, blank=True)
    # Identity
    verified_on = models.DateField("identité vérifiée le", null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_how = models.CharField("comment", max_length=12, choices=IdentityCheck, blank=True)
    # The telephone of the file, read on the request's page by who calls back.
    number_shown_at = models.DateTimeField("numéro affiché le", null=True, blank=True)
    number_shown_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="numéro affiché à",
    )
    # A guardian's copy is read first for the minor's interest.
    interest_on = models.DateField("relue dans l'intérêt du jeune le", null=True, blank=True)
    interest_at = models.DateTimeField(null=True, blank=True, editable=False)
    interest_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The copy of an access: how much was hidden, by whom; never the words.
    reread_at = models.DateTimeField("relue le", null=True, blank=True)
    reread_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    passages_read = models.PositiveIntegerField("passages relus", default=0)
    passages_hidden = models.PositiveIntegerField("passages masqués", default=0)
    hidden_because = models.CharField(
        "motif du masquage",
        max_length=16,
        choices=HiddenReason,
        blank=True,
        default="",
        db_default="",
    )
    files_left_out = models.PositiveIntegerField("pièces non jointes", default=0)
    archive = models.OneToOneField(
        "documents.Blob",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rights_request",
        verbose_name="copie",
    )
    archive_until = models.DateTimeField("copie gardée jusqu'au", null=True, blank=True)
    sent_at = models.DateTimeField("copie envoyée le", null=True, blank=True)
    downloaded_at = models.DateTimeField("copie ouverte le", null=True, blank=True)
    # A rectification: what changed, and whether those to whom it was transmitted were told.
    changes = models.CharField("ce qui a été corrigé", max_length=WORDING_LIMIT, blank=True)
    others_told_on = models.DateField("destinataires prévenus le", null=True, blank=True)
    others_told = models.CharField("qui a été prévenu", max_length=200, blank=True)
    # The answer
    outcome = models.CharField("issue", max_length=12, choices=RightsOutcome, blank=True)
    closed_on = models.DateField("répondue le", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_over = models.CharField("par", max_length=12, choices=RightsHandOver, blank=True)
    refusal = models.CharField("motif du refus", max_length=16, choices=RightsRefusal, blank=True)
    # In somebody's own words, and what the site itself said kept the file that day.
    refusal_facts = models.CharField(
        "les faits", max_length=WORDING_LIMIT, blank=True, default="", db_default=""
    )
    refusal_kept = models.CharField(
        "ce qui retenait le dossier",
        max_length=WORDING_LIMIT,
        blank=True,
        default="",
        db_default="",
    )
    appeal_told = models.BooleanField("voies de recours dites", default=False)

    objects = RightsRequestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "demande d'exercice de droits"
        verbose_name_plural = "demandes d'exercice de droits"
        ordering = ["due_on", "pk"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(youth__isnull=False, contact__isnull=True, buyer_contact__isnull=True)
                | Q(youth__isnull=True, contact__isnull=False, buyer_contact__isnull=True)
                | Q(youth__isnull=True, contact__isnull=True, buyer_contact__isnull=False)
                | Q(
                    youth__isnull=True,
                    contact__isnull=True,
                    buyer_contact__isnull=True,
                    guardian__isnull=True,
                    closed_on__isnull=False,
                ),
                name="rights_about_one_person_or_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="")
                | Q(closed_on__isnull=False) & ~Q(outcome=""),
                name="rights_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RightsOutcome.ANSWERED) | Q(verified_on__isnull=False),
                name="rights_answered_to_a_known_person",
                violation_error_message="Vérifiez d'abord l'identité de la personne.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RightsOutcome.REFUSED) | ~Q(refusal="") & Q(appeal_told=True),
                name="rights_refused_with_a_reason_and_ways_of_appeal",
                violation_error_message="Dites le motif et les voies de recours.",
            ),
            models.CheckConstraint(
                # Words go with the person, once forgotten.
                condition=~Q(outcome=RightsOutcome.REFUSED)
                | ~Q(refusal_facts="")
                | Q(youth__isnull=True, contact__isnull=True, buyer_contact__isnull=True),
                name="rights_refused_with_the_facts",
                violation_error_message="Dites les faits qui justifient le refus.",
            ),
            models.CheckConstraint(
                condition=Q(number_shown_at__isnull=True, number_shown_to__isnull=True)
                | Q(number_shown_at__isnull=False, number_shown_to__isnull=False),
                name="rights_number_shown_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True) | ~Q(extension_reason=""),
                name="rights_extended_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "due_on"],
                condition=Q(closed_on__isnull=True),
                name="rights_open_by_service",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args, **kwargs) -> None:
        if not self.code:
            self.code = self.codes.next()
        if self.due_on is None:
            self.due_on = add_months(self.received_on, MONTHS)
        super().save(*args, **kwargs)

    @property
    def subject(self):
        """The young person or the contact; None once they are forgotten."""
        return self.youth or self.contact or self.buyer_contact

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_by_guardian(self) -> bool:
        return self.asked_by == Actor.GUARDIAN

    @property
    def latest_due_on(self) -> date:
        """The last day to which an extension may lead."""
        return add_months(self.received_on, MONTHS + MORE_MONTHS)

    @property
    def needs_interest_read(self) -> bool:
        """A guardian's copy of a minor's data, not read yet for the minor's interest."""
        return self.right == Right.ACCESS and self.is_by_guardian and self.interest_on is None

    def is_late(self, on: date | None = None) -> bool:
        return self.is_open and self.due_on < (on or timezone.localdate())

    def archive_is_there(self, now=None) -> bool:
        return (
            self.archive_id is not None
            and self.archive_until is not None
            and self.archive_until > (now or timezone.now())
        )

    @property
    def outcome_in_words(self) -> str:
        """What came of it: an answer says which."""
        if self.outcome == RightsOutcome.ANSWERED:
            return ANSWERED[Right(self.right)]
        return self.get_outcome_display()

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        if self.outcome:
            return self.outcome_in_words
        if self.verified_on is None:
            return "identité à vérifier"
        if self.right != Right.ACCESS:
            return "à traiter"
        if not self.archive_is_there():
            return "copie à préparer"
        if self.needs_interest_read:
            return "copie à relire dans l'intérêt du jeune"
        if self.handed_over == RightsHandOver.LINK:
            return "copie envoyée, à ouvrir par son lien"
        return "copie prête, à remettre"
