"""Companies and the people to call there: contacts change, so each carries its date of verification."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.log_actions import log

from offers.enums import AddressSource, ContactRole, NoSiret
from offers.identifiers import validate_siret
from offers.models.addresses import Addressed, AddressedQuerySet
from offers.models.base import Dated, sorted_by
from offers.models.merging import MergeableCompany
from offers.querysets import CompanyQuerySet
from psf.quantities.identifiers import compact_digits
from psf.quantities.letters import refuse_other_alphabets
from psf.seeking.database import vector

VERIFICATION_DAYS = 183


class Company(MergeableCompany, Dated, ClusterableModel):
    """A company that holds a contract or hosts for it."""

    WORDS = vector("name", "siret")

    name = models.CharField("raison sociale", max_length=200)
    sort_name = sorted_by("name")
    siret = models.CharField(
        "SIRET", max_length=14, blank=True, validators=[validate_siret], help_text="14 chiffres."
    )
    no_siret_reason = models.CharField(
        "pourquoi sans SIRET", max_length=10, choices=NoSiret, blank=True, default="", db_default=""
    )
    activity = models.CharField("activité", max_length=200, blank=True)
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, null=True, blank=True, verbose_name="commune"
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    interlocutor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="companies",
        verbose_name="interlocuteur",
        help_text="La seule personne que l'entreprise doit connaître, tous services confondus.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
        verbose_name="fusionnée dans",
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = "entreprise"
        verbose_name_plural = "entreprises"
        ordering = ["sort_name", "pk"]
        permissions = [("merge_company", "Fusionner deux entreprises")]
        indexes = [GinIndex(vector("name", "siret"), fastupdate=False, name="company_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~models.Q(siret="") & models.Q(merged_into__isnull=True),
                name="company_siret_once",
                violation_error_message="Une entreprise porte déjà ce SIRET.",
            )
        ]

    def __str__(self):
        return self.name

    def clean_fields(self, exclude=None):
        self.siret = compact_digits(self.siret)
        super().clean_fields(exclude)

    def clean(self):
        if self.siret:
            self.no_siret_reason = ""
        super().clean()


class CompanyContactQuerySet(AddressedQuerySet):
    def reachable(self):
        """Contacts still there as was said last, whoever asks; those to call first come first."""
        return self.filter(left_on__isnull=True).order_by("rank", "pk")

    def unverified_since(self, day):
        """Contacts present whose last verification is older than `day`, or never happened."""
        return self.filter(left_on__isnull=True).filter(
            models.Q(verified_on__isnull=True) | models.Q(verified_on__lt=day)
        )

    def unverified(self, on=None):
        """Contacts present that nobody confirmed in the last six months."""
        day = on or timezone.localdate()
        return self.unverified_since(day - timezone.timedelta(days=VERIFICATION_DAYS))


class CompanyContact(Addressed, Dated):
    """Somebody at the company's, in the order in which to call."""

    WORDS = vector("name", "email", numbers=("phone",))
    # A contact of a buyer may name one.
    successor = None
    FOR_GOOD = Q(same_as__isnull=True)
    organisation = "company"

    company = ParentalKey(
        Company, on_delete=models.PROTECT, related_name="contacts", verbose_name="entreprise"
    )
    role = models.CharField("rôle", max_length=12, choices=ContactRole)
    name = models.CharField("nom", max_length=120, validators=[refuse_other_alphabets])
    sort_name = sorted_by("name")
    function = models.CharField("fonction", max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(
        "ordre d'appel", default=1, help_text="1 : la première personne à appeler."
    )
    verified_on = models.DateField("vérifié le", null=True, blank=True)
    bounced_on = models.DateField("adresse refusée le", null=True, blank=True, editable=False)
    left_on = models.DateField("parti le", null=True, blank=True)
    # After a merge: the row that goes on for the same person. Each service's address follows.
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name="même personne que",
    )

    objects = CompanyContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact d'entreprise"
        verbose_name_plural = "contacts d'entreprises"
        ordering = ["rank", "pk"]
        indexes = [
            GinIndex(
                vector("name", "email", numbers=("phone",)),
                fastupdate=False,
                name="companycontact_words",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"

    @classmethod
    def call_order(cls, known):
        """By the order of the services that know them; what was typed last, for those of nobody's."""
        theirs = known.order_by("rank").values("rank")[:1]
        return Coalesce(models.Subquery(theirs), "rank"), "pk"

    def clean(self):
        errors = {}
        if not (self.phone or self.email):
            errors["phone"] = "Indiquez un téléphone ou une adresse électronique."
        for name in ("verified_on", "left_on"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                errors[name] = "Cette date est à venir."
        if errors:
            raise ValidationError(errors)

    def verify(self, on=None, by=None):
        """Record that `by` (a user) confirmed this contact on the day `on` (today by default).

        The company's history tells it, without the contact's name. Raises ValidationError for
        somebody who left.
        """
        if self.left_on:
            raise ValidationError("Cette personne a quitté l'entreprise.")
        self.verified_on = on or timezone.localdate()
        self.save(update_fields=["verified_on", "updated_at"])
        log(instance=self.company, action="offers.verify_contact", user=by)

    def correct_own(self, values: dict, on=None):
        """Keep what this person says of themselves, who is thereby verified on the day `on`."""
        changed_address = values.get("email", self.email) != CompanyContact.objects.values_list(
            "email", flat=True
        ).get(pk=self.pk)
        values = {**values, **self.saying(AddressSource.OWN_LINK)}
        for name, value in values.items():
            setattr(self, name, value)
        self.verified_on = on or timezone.localdate()
        if changed_address:
            self.bounced_on = None
        self.save(update_fields=[*values, "verified_on", "bounced_on", "updated_at"])

    @property
    def is_verified(self):
        """Whether somebody confirmed this contact in the last six months."""
        return (
            self.verified_on is not None
            and (timezone.localdate() - self.verified_on).days <= VERIFICATION_DAYS
        )
