"""How long records are kept: durations that two people answer for, one after the other."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from matching.enums import Opinion
from matching.models.durations import Durations, within_bounds
from matching.models.policy import DatedPolicy, DatedPolicyQuerySet
from psf.accounts.second_person import same_person
from psf.documents.models import Blob
from psf.french.days import numeric
from psf.workflow.errors import Refused

OUT_OF_BOUNDS = "Une durée sort des bornes permises : proposez une autre version."
NOT_YET = "L'avis du DPO manque : il se prononce d'abord."
DAY_TAKEN = "Des durées sont déjà décidées à partir de ce jour : choisissez le {day} ou plus tard."
SET_ASIDE = "Cette proposition est écartée : proposez une autre version."
ONE_PERSON = "Une autre personne décide : le DPO donne un avis, le délégué du responsable décide."


class RetentionPolicyQuerySet(DatedPolicyQuerySet):
    def decided(self):
        """Those that stand: decided by the controller's delegate, with the DPO's opinion."""
        return self.filter(decided_on__isnull=False)

    def waiting(self):
        """Proposals that somebody still has to advise upon, or to decide."""
        return self.filter(decided_on__isnull=True, set_aside_on__isnull=True)

    def waiting_for_opinion(self):
        return self.waiting().filter(opinion_on__isnull=True)

    def waiting_for_decision(self):
        return self.waiting().filter(opinion_on__isnull=False)

    def first_free_day(self, day: date) -> date:
        """`day`, or the first one after it from which no version is decided yet."""
        taken = set(self.decided().filter(valid_from__gte=day).values_list("valid_from", flat=True))
        while day in taken:
            day += timedelta(days=1)
        return day

    def with_replaced(self):
        later = RetentionPolicy.objects.decided().filter(
            valid_from__gt=OuterRef("valid_from"), valid_from__lte=timezone.localdate()
        )
        return self.annotate(is_replaced=Exists(later))

    def in_force(self, on=None):
        return super(RetentionPolicyQuerySet, self.decided()).in_force(on)


class RetentionPolicy(Durations, DatedPolicy):
    """Durations (domain §6): proposed, then the DPO's dated opinion, then the delegate's decision.

    The controller decides and the DPO advises, whose opinion may be overruled but not skipped (RGPD,
    articles 24, 35.2 and 39; CJUE C-453/21): never the same person. From the opinion on, what it is about
    no longer changes. `decided_by` and `opinion_by` are empty where the server's command wrote them
    before any account; names and functions stand beside.
    """

    # One decided version a day; proposals may be several.
    valid_from = models.DateField("à partir du", default=timezone.localdate)
    # Public archives are destroyed with a visa (code du patrimoine, L212-2 and L214-3).
    visa_reference = models.CharField(
        "visa des archives : référence",
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text="À vérifier par un juriste : visa d'élimination du service d'archives.",
    )
    visa_on = models.DateField("visa donné le", null=True, blank=True)
    visa_until = models.DateField("visa valable jusqu'au", null=True, blank=True)

    opinion = models.CharField(
        "avis",
        max_length=12,
        choices=Opinion,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    opinion_text = models.TextField(
        "motif de l'avis", max_length=2000, blank=True, default="", db_default="", editable=False
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
        "nom et fonction du DPO",
        max_length=160,
        blank=True,
        default="",
        db_default="",
        editable=False,
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
        "nom et fonction de qui décide",
        max_length=160,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    # Proposals that the delegate does not follow, and why: nobody is asked for anything any more.
    set_aside_on = models.DateField("écartée le", null=True, blank=True, editable=False)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="écartée par",
    )
    set_aside_because = models.CharField(
        "écartée : pourquoi", max_length=200, blank=True, default="", db_default="", editable=False
    )
    # Versions of before the decision and the opinion were kept apart.
    validated_by = models.CharField(
        "validé par",
        max_length=120,
        blank=True,
        default="",
        db_default="",
        editable=False,
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
            models.CheckConstraint(
                condition=within_bounds(),
                name="retention_within_bounds",
                violation_error_message=OUT_OF_BOUNDS,
            ),
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
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, set_aside_because="")
                | Q(set_aside_on__isnull=False, decided_on__isnull=True) & ~Q(set_aside_because=""),
                name="retention_set_aside_with_a_reason",
                violation_error_message=SET_ASIDE,
            ),
        ]

    def clean(self):
        super().clean()
        if self.valid_from:
            free = RetentionPolicy.objects.first_free_day(self.valid_from)
            if free != self.valid_from:
                raise ValidationError({"valid_from": DAY_TAKEN.format(day=numeric(free))})
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
        return bool(self.decided_on or self.opinion_on or self.set_aside_on)

    @property
    def state(self) -> str:
        """In a few words, for the list."""
        if self.set_aside_on:
            return "écartée"
        if not self.is_decided:
            return "à décider" if self.opinion_on else "avis du DPO attendu"
        if self.valid_from > timezone.localdate():
            return "à venir"
        return "passée" if self.is_replaced else "en vigueur"

    @cached_property
    def is_replaced(self) -> bool:
        """Whether a later decided version has begun; `with_replaced` asks it for a whole list."""
        return self != RetentionPolicy.objects.in_force()

    def visa_holds(self, on: date) -> bool:
        """Whether the archives' visa covers a destruction on that day."""
        return bool(self.visa_on and self.visa_on <= on) and not (
            self.visa_until and self.visa_until < on
        )

    def advise(self, opinion: Opinion, text: str, *, by, file: Blob | None, on=None) -> None:
        """Attach the DPO's opinion, once. Raises Refused."""
        row = self._locked()
        if row.set_aside_on:
            raise Refused(SET_ASIDE)
        if row.is_settled:
            raise Refused("Un avis est déjà donné sur ces durées : proposez une autre version.")
        if not row.is_within_bounds:
            raise Refused(OUT_OF_BOUNDS)
        self._write(
            opinion=opinion,
            opinion_text=text,
            opinion_on=on or timezone.localdate(),
            opinion_by=by,
            opinion_as=named(by),
            opinion_file=file,
        )

    def decide(self, *, by, on=None) -> None:
        """Put the version in force from `starts_on` its first day. Raises Refused."""
        on = on or timezone.localdate()
        row = self._locked()
        if row.is_decided:
            raise Refused("Ces durées sont déjà décidées.")
        if row.set_aside_on:
            raise Refused(SET_ASIDE)
        if not row.is_within_bounds:
            raise Refused(OUT_OF_BOUNDS)
        if row.opinion_on is None:
            raise Refused(NOT_YET)
        if row.opinion_by and same_person(by, row.opinion_by):
            raise Refused(ONE_PERSON)
        self._write(
            valid_from=row.starts_on(on), decided_on=on, decided_by=by, decided_as=named(by)
        )

    def starts_on(self, on: date) -> date:
        """From which day it would hold, decided on `on`: its own, unless past or taken meanwhile."""
        return RetentionPolicy.objects.first_free_day(max(self.valid_from, on))

    def set_aside(self, because: str, *, by, on=None) -> None:
        """Do not follow a proposal, with a reason. Raises Refused."""
        row = self._locked()
        if row.is_decided:
            raise Refused("Ces durées sont déjà décidées.")
        if row.set_aside_on:
            raise Refused(SET_ASIDE)
        if not because.strip():
            raise Refused({"because": "Dites pourquoi vous écartez cette proposition."})
        self._write(
            set_aside_on=on or timezone.localdate(), set_aside_by=by, set_aside_because=because
        )

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
