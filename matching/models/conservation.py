"""How long records are kept: durations that two people answer for, one after the other."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from matching.enums import Opinion
from matching.models.policy import DatedPolicy, DatedPolicyQuerySet
from psf.accounts.second_person import same_person
from psf.documents.models import Blob
from psf.workflow.errors import Refused

NOT_YET = "L'avis du DPO manque : il se prononce d'abord."
ONE_PERSON = "Une autre personne décide : le DPO donne un avis, le délégué du responsable décide."


# In the order in which people read them; each is a column of RetentionPolicy.
DURATIONS = (
    "closed_months",
    "archive_months",
    "never_contacted_months",
    "hard_stop_age",
    "document_months",
    "access_log_months",
    "accident_months",
    "account_months",
    "contact_months",
    "message_months",
    "link_months",
    "import_months",
    "rights_months",
    "editorial_months",
    "search_months",
    "filing_months",
    "task_days",
)


def months(label, default, **options):
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(1)],
        **({"help_text": "En mois."} | options),
    )


class RetentionPolicyQuerySet(DatedPolicyQuerySet):
    def decided(self):
        """Those that stand: decided by the controller's delegate, with the DPO's opinion."""
        return self.filter(decided_on__isnull=False)

    def with_replaced(self):
        later = RetentionPolicy.objects.decided().filter(
            valid_from__gt=OuterRef("valid_from"), valid_from__lte=timezone.localdate()
        )
        return self.annotate(is_replaced=Exists(later))

    def in_force(self, on=None):
        return super(RetentionPolicyQuerySet, self.decided()).in_force(on)


class RetentionPolicy(DatedPolicy):
    """Durations (domain §6): proposed, then the DPO's dated opinion, then the delegate's decision.

    The controller decides and the DPO advises, whose opinion may be overruled but not skipped (RGPD,
    articles 24, 35.2 and 39; CJUE C-453/21): never the same person. From the opinion on, what it is about
    no longer changes. `decided_by` and `opinion_by` are empty where the server's command wrote them
    before any account; names and functions stand beside.
    """

    # One decided version a day; proposals may be several.
    valid_from = models.DateField("à partir du", default=timezone.localdate)
    closed_months = months("dossier clos", 12)
    archive_months = months("archive restreinte", 12)
    never_contacted_months = months("jamais contacté, après la campagne", 12)
    document_months = months("CV et lettre, après le parcours", 1)
    access_log_months = months("journal des consultations", 12)
    accident_months = months(
        "dossier gardé après un accident",
        24,
        db_default=24,
        help_text="En mois. À vérifier par un juriste : prescription des droits de la victime.",
    )
    hard_stop_age = models.PositiveSmallIntegerField(
        "âge d'anonymisation", default=26, help_text="En années : aucune donnée au-delà."
    )
    # Of other people than the young ones: defaults of this code, which no text fixes.
    account_months = months("compte, après le départ ou la fin", 24, db_default=24)
    contact_months = months("contact, après son départ", 24, db_default=24)
    message_months = months("message hors d'un dossier", 12, db_default=12)
    link_months = months("lien personnel, après sa fin", 12, db_default=12)
    import_months = months("trace d'un import, sans nom", 36, db_default=36)
    rights_months = months(
        "demande de droits ou violation, après sa clôture",
        60,
        db_default=60,
        help_text="En mois. À vérifier par un juriste : délai de plainte.",
    )
    editorial_months = months("ancienne version d'une page, témoignage", 24, db_default=24)
    search_months = months("recherche sans résultat", 12, db_default=12)
    filing_months = months("demande en ligne, après son traitement", 24, db_default=24)
    task_days = months("tâche de fond", 30, db_default=30, help_text="En jours.")
    # Public archives are destroyed with a visa (code du patrimoine, L212-2 and L214-3).
    visa_reference = models.CharField(
        "visa des archives : référence",
        max_length=80,
        blank=True,
        db_default="",
        help_text="À vérifier par un juriste : visa d'élimination du service d'archives.",
    )
    visa_on = models.DateField("visa donné le", null=True, blank=True)
    visa_until = models.DateField("visa valable jusqu'au", null=True, blank=True)

    opinion = models.CharField(
        "avis", max_length=12, choices=Opinion, blank=True, db_default="", editable=False
    )
    opinion_text = models.TextField(
        "motif de l'avis", max_length=2000, blank=True, db_default="", editable=False
    )
    opinion_on = models.DateField("avis du", null=True, blank=True, editable=False)
    opinion_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="avis de",
    )
    opinion_as = models.CharField(
        "nom et fonction du DPO", max_length=160, blank=True, db_default="", editable=False
    )
    opinion_file = models.OneToOneField(
        Blob,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="retention_opinion",
        verbose_name="avis signé",
    )
    decided_on = models.DateField("décidé le", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="décidé par",
    )
    decided_as = models.CharField(
        "nom et fonction de qui décide", max_length=160, blank=True, db_default="", editable=False
    )
    # Versions of before the decision and the opinion were kept apart.
    validated_by = models.CharField(
        "validé par", max_length=120, blank=True, default="", db_default="", editable=False
    )

    objects = RetentionPolicyQuerySet.as_manager()  # type: ignore[misc]  # Asks more than its base's.

    panels = [
        FieldPanel("valid_from"),
        FieldPanel("reason"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("closed_months"), FieldPanel("archive_months")]),
                FieldRowPanel([FieldPanel("never_contacted_months"), FieldPanel("hard_stop_age")]),
                FieldRowPanel([FieldPanel("document_months"), FieldPanel("access_log_months")]),
                FieldPanel("accident_months"),
            ],
            heading="Dossiers des jeunes",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("account_months"), FieldPanel("contact_months")]),
                FieldRowPanel([FieldPanel("message_months"), FieldPanel("link_months")]),
                FieldRowPanel([FieldPanel("import_months"), FieldPanel("rights_months")]),
                FieldRowPanel([FieldPanel("editorial_months"), FieldPanel("search_months")]),
                FieldRowPanel([FieldPanel("filing_months"), FieldPanel("task_days")]),
            ],
            heading="Autres données",
        ),
        MultiFieldPanel(
            [
                FieldPanel("visa_reference"),
                FieldRowPanel([FieldPanel("visa_on"), FieldPanel("visa_until")]),
            ],
            heading="Visa d'élimination",
        ),
    ]

    class Meta(DatedPolicy.Meta):
        verbose_name = "durées de conservation"
        verbose_name_plural = "durées de conservation"
        permissions = [
            ("advise_retentionpolicy", "Donner l'avis du DPO sur les durées"),
            ("decide_retentionpolicy", "Décider les durées de conservation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(decided_on__isnull=False),
                name="retention_decided_once_a_day",
                violation_error_message="Des durées sont déjà décidées à partir de ce jour.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | ~Q(validated_by="")
                | Q(opinion_on__isnull=False, opinion_on__lte=F("decided_on"))
                & ~Q(decided_as="")
                & ~Q(opinion_as="")
                & ~Q(opinion=""),
                name="retention_decided_after_an_opinion",
                violation_error_message=NOT_YET,
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(opinion_by__isnull=True)
                | ~Q(decided_by=F("opinion_by")),
                name="retention_decided_by_another",
                violation_error_message=ONE_PERSON,
            ),
        ]

    def clean(self):
        super().clean()
        if bool(self.visa_reference) != bool(self.visa_on):
            raise ValidationError({"visa_on": "Un visa a une référence et une date."})
        if self.visa_until and self.visa_on and self.visa_until < self.visa_on:
            raise ValidationError({"visa_until": "La fin du visa précède sa date."})

    @property
    def is_decided(self) -> bool:
        return self.decided_on is not None

    @property
    def is_settled(self) -> bool:
        """Once the DPO has spoken: the opinion is about these durations and no others."""
        return self.is_decided or self.opinion_on is not None

    @property
    def state(self) -> str:
        """In a few words, for the list."""
        if not self.is_decided:
            return "à décider" if self.opinion_on else "avis du DPO attendu"
        if self.valid_from > timezone.localdate():
            return "à venir"
        return "passée" if self.is_replaced else "en vigueur"

    @cached_property
    def is_replaced(self) -> bool:
        """Whether a later decided version has begun; `with_replaced` asks it for a whole list."""
        return self != RetentionPolicy.objects.in_force()

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(what, « 12 mois ») of each duration."""
        units = {"months": "mois", "days": "jours", "age": "ans"}
        labels = {each.name: str(each.verbose_name) for each in self._meta.concrete_fields}
        return [
            (
                capfirst(labels[name]),
                f"{getattr(self, name)} {units[name.rpartition('_')[2]]}",
            )
            for name in DURATIONS
        ]

    def visa_holds(self, on: date) -> bool:
        """Whether the archives' visa covers a destruction on that day."""
        return bool(self.visa_on and self.visa_on <= on) and not (
            self.visa_until and self.visa_until < on
        )

    def advise(self, opinion: Opinion, text: str, *, by, file: Blob | None, on=None) -> None:
        """Attach the DPO's opinion, once. Raises Refused."""
        row = self._locked()
        if row.is_settled:
            raise Refused("Un avis est déjà donné sur ces durées : proposez une autre version.")
        self._write(
            opinion=opinion,
            opinion_text=text,
            opinion_on=on or timezone.localdate(),
            opinion_by=by,
            opinion_as=named(by),
            opinion_file=file,
        )

    def decide(self, *, by, on=None) -> None:
        """Put the version in force from its first day on. Raises Refused."""
        on = on or timezone.localdate()
        row = self._locked()
        if row.is_decided:
            raise Refused("Ces durées sont déjà décidées.")
        if row.opinion_on is None:
            raise Refused(NOT_YET)
        if row.opinion_by and same_person(by, row.opinion_by):
            raise Refused(ONE_PERSON)
        if row.valid_from < on:
            raise Refused(
                "Le premier jour est passé : proposez une version qui commence plus tard."
            )
        taken = RetentionPolicy.objects.decided().filter(valid_from=row.valid_from)
        if taken.exists():
            raise Refused("Des durées sont déjà décidées à partir de ce jour.")
        self._write(decided_on=on, decided_by=by, decided_as=named(by))

    def _locked(self):
        return RetentionPolicy.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def _write(self, **values):
        for name, value in values.items():
            setattr(self, name, value)
        # Saved, not updated: the public page that says these durations is then made anew.
        self.save(update_fields=[*values])
        self.refresh_from_db()


def named(person) -> str:
    """« Sophie Boussole, Protection des données »: as it stands that day."""
    return f"{person}, {person.function}" if person.function else str(person)
