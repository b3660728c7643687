"""A view of a list that somebody keeps, and the views that open by themselves."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from psf.accounts.roles import Role
from psf.list_views.conditions import CODE, Conditions, Unreadable, is_code
from psf.territories.models import Academy

MOST_COLUMNS, MOST_KEYS = 60, 3
# What a list calls its keys of order.
ORDER = r"^-?[a-z0-9_.]{1,60}$"


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", "aérée"
    TIGHT = "tight", "serrée"


class Sharing(models.TextChoices):
    """With whom a view is shared; the value stands in forms."""

    NOBODY = "nobody", "personne : elle est à moi"
    SERVICE = "service", "un service"
    ACADEMY = "academy", "une académie"
    NATIONAL = "national", "tout le pays"


def new_key() -> str:
    """What an address says of a view: nobody guesses it, and it tells nothing."""
    return secrets.token_hex(8)


def no_conditions() -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Look:
    """What a list shows: its columns and its order ("" or none: the list's own), which rows, how dense."""

    columns: tuple[str, ...] = ()
    ordering: tuple[str, ...] = ()
    conditions: Conditions = field(default_factory=Conditions)
    density: str = Density.COMFORTABLE.value

    def but(self, **changes: Any) -> "Look":
        return replace(self, **changes)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user, services: list[int]):
        """One's own, those of one's services and their académies, those of the whole country."""
        academies = Academy.objects.filter(departments__services__in=services).values("pk")
        return self.filter(
            Q(owner=user) | Q(service__in=services) | Q(academy__in=academies) | Q(national=True)
        )

    def named(self):
        return self.exclude(name="")

    def shared(self):
        return self.filter(SHARED)

    def of_list(self, kind: str):
        return self.filter(kind=kind)


class JsonHolds(models.Func):
    """Whether a column holds what a path of SQL/JSON looks for."""

    template = "jsonb_path_exists(%(expressions)s::jsonpath)"
    output_field = models.BooleanField()

    def __init__(self, column: str, path: str):
        super().__init__(F(column), models.Value(path, output_field=models.TextField()))


def _none(column: str, path: str) -> Q:
    return ~Q(JsonHolds(column, path))


def _other_than(path: str, pattern: str) -> str:
    """The path of anything there that is no text of that pattern."""
    return f'{path} ? (@.type() != "string" || !(@ like_regex "{pattern}"))'


SHARED = Q(service__isnull=False) | Q(academy__isnull=False) | Q(national=True)


class SavedView(models.Model):
    """Columns, order, conditions and density of a list. Without a name: what its owner is trying.

    It holds no value about a young person, and the database refuses any that is no code (`conditions.py`).
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    kind = models.CharField("liste", max_length=40)
    name = models.CharField(
        "nom",
        max_length=60,
        blank=True,
        help_text="Aucun nom de personne : d’autres peuvent le lire.",
    )
    # Empty once the account of who shared it is closed.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="list_views",
        verbose_name="à",
    )
    # The view that is being changed.
    base = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    service = models.ForeignKey(
        "territories.Service",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="service",
    )
    academy = models.ForeignKey(
        "territories.Academy",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="académie",
    )
    national = models.BooleanField("pour tout le pays", default=False)
    columns = models.JSONField("colonnes", default=list, blank=True)
    ordering = models.JSONField("ordre", default=list, blank=True)
    conditions = models.JSONField("conditions", default=no_conditions, blank=True)
    density = models.CharField(
        "densité", max_length=12, choices=Density, default=Density.COMFORTABLE
    )
    changed_at = models.DateTimeField("changée le", auto_now=True)

    objects = SavedViewQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "vue d’une liste"
        verbose_name_plural = "vues des listes"
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                "kind",
                Lower("name"),
                name="list_view_name_once",
                condition=~Q(name=""),
                violation_error_message="Vous avez déjà une vue de ce nom.",
            ),
            models.UniqueConstraint(
                "owner", "kind", name="list_view_one_tried", condition=Q(name="")
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=True, academy__isnull=True)
                | Q(service__isnull=True, national=False)
                | Q(academy__isnull=True, national=False),
                name="list_view_one_sharing",
                violation_error_message="Partagez-la avec un seul niveau.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | (~SHARED & Q(owner__isnull=False)),
                name="list_view_shared_has_name",
                violation_error_message="Une vue partagée a un nom.",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | SHARED, name="list_view_of_somebody"
            ),
            models.CheckConstraint(
                condition=_none("columns", _other_than("$[*]", CODE))
                & _none("ordering", _other_than("$[*]", ORDER)),
                name="list_view_columns_are_codes",
            ),
            models.CheckConstraint(
                condition=_none(
                    "conditions", _other_than("$.groups[*].conditions[*].values[*]", CODE)
                )
                & _none("conditions", _other_than("$.groups[*].conditions[*].field", CODE))
                & _none("conditions", _other_than("$.groups[*].conditions[*].operator", CODE))
                & _none("conditions", '$.**.every ? (@.type() != "boolean")')
                # Nothing stands elsewhere than where it is looked at.
                & _none(
                    "conditions",
                    '$.keyvalue() ? (@.key != "every" && @.key != "groups")',
                )
                & _none(
                    "conditions",
                    '$.groups[*].keyvalue() ? (@.key != "every" && @.key != "conditions")',
                )
                & _none(
                    "conditions",
                    "$.groups[*].conditions[*].keyvalue() ?"
                    ' (@.key != "field" && @.key != "operator" && @.key != "values")',
                ),
                name="list_view_conditions_are_codes",
            ),
        ]
        indexes = [models.Index(fields=["kind", "owner"], name="list_view_of_owner")]

    def __str__(self) -> str:
        return self.name or "vue en cours de réglage"

    def clean(self) -> None:
        try:
            Conditions.read(self.conditions)
        except Unreadable:
            raise ValidationError("Ces conditions ne se lisent pas.") from None
        columns, ordering = self.columns, self.ordering
        if not all(is_code(each, CODE) for each in columns) or len(columns) > MOST_COLUMNS:
            raise ValidationError("Ces colonnes ne se lisent pas.")
        if not all(is_code(each, ORDER) for each in ordering) or len(ordering) > MOST_KEYS:
            raise ValidationError("Cet ordre ne se lit pas.")

    @property
    def look(self) -> Look:
        """What it says; conditions that cannot be read any more are none."""
        try:
            conditions = Conditions.read(self.conditions)
        except Unreadable:
            conditions = Conditions()
        return Look(tuple(self.columns), tuple(self.ordering), conditions, self.density)

    @look.setter
    def look(self, look: Look) -> None:
        self.columns, self.ordering = list(look.columns), list(look.ordering)
        self.conditions, self.density = look.conditions.kept(), look.density

    @property
    def is_draft(self) -> bool:
        return not self.name

    @property
    def sharing(self) -> Sharing:
        if self.national:
            return Sharing.NATIONAL
        if self.academy_id:
            return Sharing.ACADEMY
        return Sharing.SERVICE if self.service_id else Sharing.NOBODY

    @property
    def shared_with(self) -> str:
        """« le service de Saint-Denis », "" for nobody."""
        if self.national:
            return "tout le pays"
        return str(self.academy or self.service or "")


class DefaultView(models.Model):
    """The view by which a list opens: for oneself, or for a role in an académie or in the whole country."""

    kind = models.CharField("liste", max_length=40)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="defaults")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField("rôle", max_length=60, choices=Role, blank=True)
    academy = models.ForeignKey(
        "territories.Academy", models.PROTECT, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "vue par défaut"
        verbose_name_plural = "vues par défaut"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, role="", academy__isnull=True)
                | (Q(user__isnull=True) & ~Q(role="")),
                name="default_view_for_one_or_a_role",
            ),
            models.UniqueConstraint(
                fields=["kind", "user"],
                name="default_view_one_for_a_user",
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["kind", "role", "academy"],
                name="default_view_one_for_a_role",
                condition=~Q(role=""),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} : {self.view}"
