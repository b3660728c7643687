"""Versions of the steps, national or of one académie: added, never changed."""

from itertools import pairwise
from typing import Any, NoReturn, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models, transaction
from django.utils import timezone

from psf.french.numbers import counted
from psf.territories.models import Academy
from psf.workflow.enums import Approver, Counting

# Any constant: two versions saved at once get their numbers one after the other.
LOCK = 7_261_003
INSTRUCTIONS_LIMIT = 400
ITEM_LIMIT = 120
MOST_ITEMS = 12
MOST_DAYS = 180
# Each delay must be shorter than the next one.
LADDER_ORDER = (
    "remind_days",
    "buyer_days",
    "third_contact_days",
    "commitment_days",
    "release_days",
)
CLIMB_ORDER = ("climb_department_days", "climb_region_days", "climb_national_days")


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete a version: add another one."""


class StagePolicyQuerySet(models.QuerySet["StagePolicy"]):
    def in_force(self) -> Self:
        """The newest version of each académie, and the newest national one."""
        return self.order_by("academy_id", "-number").distinct("academy_id")

    def of(self, academy: Academy | None) -> Self:
        """Versions of one académie, or national ones for None, newest first."""
        return self.filter(academy=academy).order_by("-number")

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly("A version is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("A version is never deleted.")

    delete.queryset_only = True  # type: ignore[attr-defined]  # Read by Django on the function.


def delay(
    label: str, least: int, most: int, help_text: str = ""
) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(least, f"Au moins {counted(least, 'jour')}."),
            MaxValueValidator(most, f"Au plus {most} jours."),
        ],
        help_text=help_text,
    )


def approval(label: str) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=12, choices=Approver, blank=True)


class StagePolicy(models.Model):
    """One version. Whatever is empty is inherited: académie, then national, then the code.

    `steps` maps a step (see `policies.catalog`) to {"days": int, "escalation": int,
    "instructions": str, "required": [str], "checklist": [str]}, each key absent when inherited. `number`
    grows over all versions, so that one number says which national and académie versions were in force.
    """

    academy = models.ForeignKey(
        "territories.Academy",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stage_policies",
        verbose_name="académie",
    )
    number = models.PositiveIntegerField("version", unique=True, editable=False)
    reason = models.CharField("motif du changement", max_length=200)
    created_at = models.DateTimeField("enregistrée le", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="par",
    )
    counting = models.CharField("jours comptés", max_length=10, choices=Counting, blank=True)
    # Reservation and silence of the company, in days after sending.
    reservation_days = delay("durée d'une réservation", 7, 120)
    remind_days = delay("relancer l'entreprise", 1, 60)
    buyer_days = delay("demander à l'acheteur d'intervenir", 1, 90)
    third_contact_days = delay("appeler un troisième contact", 1, 90)
    commitment_days = delay("envoyer le rappel d'engagement", 1, 120)
    release_days = delay("libérer le jeune, sans réponse", 7, MOST_DAYS)
    # Young people and offers.
    ready_days = delay("jeune prêt sans proposition : le signaler", 7, MOST_DAYS)
    climb_department_days = delay("offre sans jeune : au département", 1, MOST_DAYS)
    climb_region_days = delay("offre sans jeune : à la région", 1, MOST_DAYS)
    climb_national_days = delay("offre sans jeune : à l'équipe nationale", 1, 365)
    # Late actions.
    climb_again_days = delay("toujours en retard : remonter encore, tous les", 1, 30)
    approval_send = approval("avant de transmettre le profil")
    approval_start = approval("avant de commencer en entreprise")
    steps = models.JSONField("étapes", default=dict, blank=True)

    objects = StagePolicyQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "version des étapes et délais"
        verbose_name_plural = "étapes et délais"
        ordering = ["-number"]
        default_permissions = ("add", "view")
        indexes = [models.Index(fields=["academy", "-number"], name="stagepolicy_academy_number")]

    def __str__(self) -> str:
        return f"Version {self.number} ({self.scope})"

    @property
    def scope(self) -> str:
        """« nationale », or the name of the académie."""
        return f"académie de {self.academy.name}" if self.academy else "nationale"

    def save(self, *args: Any, **kwargs: Any) -> None:
        from psf.workflow.policies.effective import forget

        if not self._state.adding:
            raise AppendOnly("A version is never changed.")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
            last = StagePolicy.objects.aggregate(last=models.Max("number"))["last"]
            self.number = (last or 0) + 1
            super().save(*args, **{**kwargs, "force_insert": True})
        forget()

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("A version is never deleted.")

    def clean(self) -> None:
        """Delays in order, once what is inherited is filled in."""
        from psf.workflow.policies.effective import with_draft

        policy, errors = with_draft(self), {}
        for order in (LADDER_ORDER, CLIMB_ORDER):
            for before, after in pairwise(order):
                if policy.delay(before) < policy.delay(after):
                    continue
                # Said beside what was typed, not beside what is inherited.
                at, other, word = (
                    (after, before, "après") if getattr(self, after) else (before, after, "avant")
                )
                name = self.name_of(other)
                errors[at] = f"Doit venir {word} « {name} » ({policy.delay(other)} jours)."
        if errors:
            raise ValidationError(errors)

    def step(self, key: str) -> dict[str, Any]:
        """What this version says of a step."""
        said: dict[str, Any] = self.steps.get(key, {})
        return said

    def name_of(self, field_name: str) -> str:
        """What people call one of its fields."""
        field = self._meta.get_field(field_name)
        assert isinstance(field, models.Field)
        return str(field.verbose_name)
