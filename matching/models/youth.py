"""Young people: what the arrêté of 15 October 2020 allows to record, and nothing more."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat
from django.utils import timezone
from modelcluster.models import ClusterableModel

from matching.engine.ages import age_on
from matching.enums import NEVER_CONTACTED, Diploma, SchoolExit, Sex, Situation
from matching.identifiers import masked, validate_ine
from matching.models.notice import Notice
from matching.models.policy import MatchingPolicy
from matching.models.protected import OfYouth
from matching.querysets import YouthQuerySet
from offers.enums import Calibre
from psf.codes import CodeSequence
from psf.french.database import Folded
from psf.french.phrases import listed
from psf.messaging.enums import Channel
from psf.seeking.database import sought_by
from psf.versions import Versioned
from psf.workflow.enums import Actor

# The day a notice was given, and the version that it was: to the young person, to the guardian.
NOTICES = {
    "notice_given_on": "notice_version",
    "guardian_notice_given_on": "guardian_notice_version",
}
# As `YouthQuerySet.current` says it.
IN_USE = {"merged_into__isnull": True, "anonymised_on__isnull": True}
NO_SENSITIVE_DATA = "Aucune donnée de santé, de famille ou de justice."


class Youth(Versioned, ClusterableModel):
    """A young person followed by exactly one service, under forced row-level security.

    `__str__` is the public code: Wagtail copies labels into its logs.
    """

    codes = CodeSequence("J", "matching_youth_code")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    tutor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tuteur pédagogique",
    )
    # Identity
    ine = models.CharField(
        "INE", max_length=11, blank=True, validators=[validate_ine], help_text="11 caractères."
    )
    last_name = models.CharField("nom", max_length=80)
    first_name = models.CharField("prénom", max_length=80)
    sort_name = models.GeneratedField(
        expression=Folded(Concat("last_name", models.Value(" "), "first_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    sought = sought_by("last_name", "first_name", "email", numbers=("phone",))
    sex = models.CharField("sexe", max_length=1, choices=Sex)
    birth_date = models.DateField("date de naissance")
    birth_place = models.CharField("lieu de naissance", max_length=120, blank=True)
    # Contact
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, related_name="+", verbose_name="commune"
    )
    told_by = models.CharField(
        "préfère être prévenu par",
        max_length=8,
        choices=Channel,
        blank=True,
        help_text="Vide : par courriel s'il en a un, sinon par SMS.",
    )
    # Last schooling
    last_school = models.ForeignKey(
        "territories.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dernier établissement",
    )
    last_training = models.CharField("dernière formation suivie", max_length=120, blank=True)
    school_exit_on = models.DateField("sortie de formation le", null=True, blank=True)
    school_exit = models.CharField("motif de sortie", max_length=20, choices=SchoolExit, blank=True)
    diploma = models.CharField(
        "diplôme le plus élevé", max_length=8, choices=Diploma, default=Diploma.NONE
    )
    # Follow-up
    situation = models.CharField(
        "situation", max_length=24, choices=Situation, default=Situation.TO_CONTACT
    )
    situation_since = models.DateField("depuis le", default=timezone.localdate)
    available_from = models.DateField("disponible à partir du", null=True, blank=True)
    available_until = models.DateField("disponible jusqu'au", null=True, blank=True)
    hours_wanted = models.PositiveSmallIntegerField(
        "durée souhaitée", choices=Calibre, null=True, blank=True
    )
    radius_km = models.PositiveSmallIntegerField(
        "distance possible (km)",
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    wants_far = models.BooleanField(
        "souhaite s'éloigner",
        default=False,
        help_text="Quand quitter son environnement est le but.",
    )
    # Information notice
    notice_version = models.CharField(
        "version de la notice remise",
        max_length=20,
        blank=True,
        help_text="Vide : celle en vigueur ce jour-là.",
    )
    notice_given_on = models.DateField("notice remise au jeune le", null=True, blank=True)
    guardian_notice_version = models.CharField(
        "version remise au représentant légal",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="Vide : celle en vigueur ce jour-là.",
    )
    guardian_notice_given_on = models.DateField(
        "notice remise au représentant légal le", null=True, blank=True
    )
    # Right of opposition: stays followed, is proposed nowhere (matching.rights.opposing).
    opposed_on = models.DateField(
        "s'oppose à l'usage de ses données depuis le", null=True, blank=True, editable=False
    )
    # Life of the record
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)
    closed_on = models.DateField("suivi clos le", null=True, blank=True, editable=False)
    # When its destruction was told, at least a month before it happens.
    announced_on = models.DateField(
        "destruction annoncée le", null=True, blank=True, editable=False
    )
    anonymised_on = models.DateField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = YouthQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "jeune"
        verbose_name_plural = "jeunes"
        ordering = ["sort_name", "pk"]
        permissions = [
            ("import_youth", "Importer des jeunes"),
            ("export_youth", "Exporter des jeunes"),
            ("handover_youth", "Transférer un jeune à un autre service"),
            ("merge_youth", "Fusionner deux dossiers"),
            ("view_statistics", "Voir les statistiques"),
            ("see_conservation", "Voir ce qui arrive à échéance"),
            ("open_archive", "Ouvrir un dossier de l'archive restreinte"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ine"],
                condition=~Q(ine="") & Q(merged_into__isnull=True),
                name="youth_ine_once",
                violation_error_message="Un jeune porte déjà cet INE.",
            ),
            # The target of (youth_id, service_id) in every child table.
            models.UniqueConstraint(fields=["id", "service"], name="youth_and_service"),
            models.CheckConstraint(
                condition=Q(available_until__isnull=True)
                | Q(available_from__isnull=True)
                | Q(available_until__gte=F("available_from")),
                name="youth_availability",
                violation_error_message="La fin de disponibilité précède son début.",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "situation"], name="youth_service_situation"),
            # Under row security, only the service narrows a scan of the other one.
            models.Index(
                fields=["service"], condition=Q(situation=Situation.READY), name="youth_ready"
            ),
            # Read alone to find somebody by name or number, never the records.
            models.Index(
                fields=["service"],
                include=["id", "commune", "sought"],
                condition=Q(**IN_USE),
                name="youth_sought",
            ),
            # What falls due, by the day from which each rule counts.
            models.Index(
                fields=["closed_on"],
                condition=Q(closed_on__isnull=False, **IN_USE),
                name="youth_closed",
            ),
            models.Index(fields=["birth_date"], condition=Q(**IN_USE), name="youth_born"),
            models.Index(
                fields=["created_at"],
                condition=Q(situation__in=sorted(NEVER_CONTACTED), **IN_USE),
                name="youth_never_contacted",
            ),
        ]

    def __str__(self):
        return self.code

    def clean(self):
        errors = {}
        today = timezone.localdate()
        if self.birth_date:
            if self.birth_date > today:
                errors["birth_date"] = "Cette date est à venir."
            elif self._birth_date_is_new():
                policy = MatchingPolicy.current()
                if not policy.warn_age <= self.age <= policy.max_age:
                    errors["birth_date"] = (
                        f"Ce jeune a {self.age} ans : le parcours s'adresse aux {policy.min_age}–"
                        f"{policy.max_age} ans. Vérifiez la date de naissance."
                    )
            if self.school_exit_on and self.school_exit_on <= self.birth_date:
                errors["school_exit_on"] = "La sortie de formation précède la naissance."
        if self.school_exit_on and self.school_exit_on > today:
            errors["school_exit_on"] = "Cette date est à venir."
        errors |= self._unknown_notices()
        if errors:
            raise ValidationError(errors)
        for name, value in self.with_versions(
            {day: getattr(self, day) for day in NOTICES if getattr(self, day)}
        ).items():
            setattr(self, name, value)

    def _unknown_notices(self) -> dict[str, str]:
        """Versions newly written that no notice bears, by field; former ones stay readable as typed."""
        former = type(self).objects.filter(pk=self.pk).values(*NOTICES.values()).first() or {}
        new = [
            name
            for name in NOTICES.values()
            if (typed := getattr(self, name)) and typed != former.get(name)
        ]
        known = Notice.known_numbers() if new else []
        return {
            name: f"Aucune notice ne porte cette version : {listed(known, 'ou')}."
            for name in new
            if getattr(self, name) not in known
        }

    def with_versions(self, given: dict) -> dict:
        """`given` (day by the name of its field) and, beside each day, the version given that day."""
        versions = {
            NOTICES[name]: getattr(self, NOTICES[name]) or Notice.number_on(day)
            for name, day in given.items()
            if day
        }
        return {**given, **versions}

    def _birth_date_is_new(self) -> bool:
        """Whether the age must be checked: a young person who grows older stays editable."""
        if self._state.adding:
            return True
        former = type(self).objects.filter(pk=self.pk).values_list("birth_date", flat=True)
        return former.first() != self.birth_date

    @property
    def age_warning(self) -> str:
        """What to say of an age admitted with a warning; empty within the usual bounds."""
        policy = MatchingPolicy.current()
        if self.age >= policy.min_age:
            return ""
        return (
            f"Ce jeune a {self.age} ans : le parcours s'adresse aux {policy.min_age}–"
            f"{policy.max_age} ans, il ne pourra commencer qu'à {policy.min_age} ans."
        )

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = self.codes.next()
        super().save(*args, **kwargs)

    def person_for(self, actor):
        """Who does what `actor` must for them, when it is somebody's own work."""
        return self.tutor if actor == Actor.TUTOR else None

    def as_subject(self) -> dict:
        """Columns that name this young person in an action or an event."""
        return {"youth": self, "service": self.service}

    @property
    def age(self) -> int:
        """Age in full years today in Paris."""
        return age_on(self.birth_date, timezone.localdate())

    @property
    def is_minor(self) -> bool:
        return self.age < 18

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}. {self.last_name[:1]}.".upper()

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def masked_ine(self) -> str:
        return masked(self.ine)


class YouthInterest(Versioned, OfYouth):
    """A ROME domaine wished, first wishes first, and the plain word through which it was chosen.

    Two words may lead to one domaine (accueil, administration): it then appears once for each.
    """

    field = models.ForeignKey(
        "offers.Field",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="champ souhaité",
    )
    domaine = models.ForeignKey(
        "offers.Rome", models.PROTECT, related_name="+", verbose_name="domaine"
    )
    rank = models.PositiveSmallIntegerField("ordre", default=1)

    class Meta:
        verbose_name = "domaine souhaité"
        verbose_name_plural = "domaines souhaités"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["youth", "domaine", "field"],
                name="interest_once",
                nulls_distinct=False,
                violation_error_message="Ce domaine est déjà choisi.",
            )
        ]


class SituationEntry(OfYouth):
    """One change of situation, kept."""

    situation = models.CharField("situation", max_length=24, choices=Situation)
    since = models.DateField("depuis le", default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )
    comment = models.CharField("précision", max_length=200, blank=True, help_text=NO_SENSITIVE_DATA)
    # Empty on rows written before it was kept: only the day is then known.
    noted_at = models.DateTimeField(
        "notée le", null=True, blank=True, editable=False, default=timezone.now
    )

    class Meta:
        verbose_name = "situation"
        verbose_name_plural = "situations"
        ordering = ["-since", "-pk"]
