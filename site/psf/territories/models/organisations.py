"""Who follows young people, and the schools that enrol them."""

from django.db import models
from django.db.models import Q

from psf.versions import Versioned

from ..enums import ServiceKind
from ..querysets import ServiceQuerySet, WorkingServices
from ..validators import validate_uai
from .areas import Commune, Department
from .names import sort_name


class Service(Versioned):
    """A PSAD, a MLDS de bassin or another service: every young person is followed by one.

    The national team is the only one without département; it holds no young person and receives
    the offers nobody answered.
    """

    kind = models.CharField("type", max_length=8, choices=ServiceKind.choices)
    name = models.CharField("nom", max_length=120)
    sort_name = sort_name()
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        related_name="services",
        null=True,
        blank=True,
        verbose_name="département",
    )
    communes = models.ManyToManyField(
        Commune,
        related_name="services",
        blank=True,
        verbose_name="communes du bassin",
        help_text="Sans commune, le service répond pour tout son département.",
    )
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("courriel", blank=True)
    address = models.TextField("adresse", blank=True)
    active = models.BooleanField("en activité", default=True)
    # The restricted archive of a service: a row that only the database's row rule knows.
    archive_of = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="archive",
        verbose_name="archive restreinte de",
    )

    # Whoever lists, chooses or counts services asks this one, and meets no archive.
    objects = WorkingServices.from_queryset(ServiceQuerySet)()
    everywhere = ServiceQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "service"
        verbose_name_plural = "services"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "department"],
                nulls_distinct=False,
                name="service_name_once",
                violation_error_message="Un service porte déjà ce nom dans ce département.",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=ServiceKind.NATIONAL),
                name="service_one_national",
                violation_error_message="Il n’y a qu’une équipe nationale.",
            ),
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.NATIONAL, department__isnull=True)
                | (~Q(kind=ServiceKind.NATIONAL) & Q(department__isnull=False)),
                name="service_department",
                violation_error_message=(
                    "Indiquez le département du service (seule l’équipe nationale n’en a pas)."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Service.everywhere.filter(archive_of=self.pk).update(
            kind=self.kind, department=self.department_id
        )

    @property
    def is_national(self) -> bool:
        return self.kind == ServiceKind.NATIONAL

    @property
    def origin(self) -> "Service":
        """The service itself, or the one whose archive it is."""
        return self.archive_of or self

    def get_archive(self) -> "Service":
        """The restricted archive of this service, made when first needed; a working service only."""
        found, _ = Service.everywhere.get_or_create(
            archive_of=self,
            defaults={
                "kind": self.kind,
                "name": f"Archive restreinte n° {self.pk}",
                "department": self.department,
                "active": False,
            },
        )
        return found


class School(Versioned):
    """An établissement support: it enrols the young person and signs the convention."""

    uai = models.CharField(
        "numéro UAI",
        max_length=8,
        unique=True,
        validators=[validate_uai],
        error_messages={"unique": "Un établissement porte déjà ce numéro UAI."},
    )
    name = models.CharField("nom", max_length=120)
    sort_name = sort_name()
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="schools",
        null=True,
        blank=True,
        verbose_name="commune",
    )
    city = models.CharField(
        "localité", max_length=80, blank=True, help_text="Telle qu’elle s’écrit dans l’adresse."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "établissement"
        verbose_name_plural = "établissements"
        ordering = ["sort_name", "uai"]

    def __str__(self):
        place = self.city or (self.commune.name if self.commune else "")
        return f"{self.name}, {place}" if place else self.name
