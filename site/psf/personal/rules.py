"""The rule of every column: RGPD articles 5 and 30, read by people and by the code that forgets.

Each app says in its `personal.py` what its tables hold, those of the libraries it installs included.
`missing()` names the columns that nobody spoke for: a test and `manage.py personal_data` ask it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model, TextChoices

from psf.registry import Registry


class Person(TextChoices):
    """Whom the rows are about."""

    YOUTH = "youth", "jeune"
    GUARDIAN = "guardian", "représentant légal"
    CONTACT = "contact", "contact d'une entreprise ou d'un acheteur"
    STAFF = "staff", "personne qui a un compte"
    VISITOR = "visitor", "personne qui visite le site"
    QUOTED = "quoted", "personne citée sur le site"


class Ground(TextChoices):
    """Legal ground, RGPD article 6(1). A public authority has no « intérêt légitime » in its tasks."""

    PUBLIC_TASK = "public_task", "mission d'intérêt public (RGPD, article 6.1.e)"
    LEGAL_DUTY = "legal_duty", "obligation légale (RGPD, article 6.1.c)"
    CONSENT = "consent", "consentement (RGPD, article 6.1.a)"


class Fate(TextChoices):
    """What becomes of a value when the person is forgotten."""

    GOES = "goes", "supprimée"
    COUNTED = "counted", "comptée, sans identité"
    STAYS = "stays", "gardée : ne désigne plus personne"


class Shown(TextChoices):
    """Whether the person reads it in the archive of their right of access."""

    AS_IS = "as_is", "telle quelle"
    REREAD = "reread", "relue : peut nommer un tiers"
    NO = "no", "non"


@dataclass(frozen=True, slots=True)
class Column:
    """`counted_as` says in French what stands for a counted value: « tranche d'âge »."""

    name: str
    fate: Fate
    shown: Shown
    counted_as: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds about whom.

    `model` is a label (« matching.Youth »); `duration` the key of a `Duration`; `about` the lookup
    that leads from a row to the person (`pk` for their own row, `youth`, `youth__guardians`…), empty
    where rows are not found by person; `technical` names columns that say nothing of anybody (keys,
    versions).
    """

    model: str
    person: Person
    purpose: str
    ground: Ground
    duration: str
    about: str = ""
    columns: tuple[Column, ...] = ()
    technical: tuple[str, ...] = ("id",)

    @property
    def names(self) -> set[str]:
        return {column.name for column in self.columns} | set(self.technical)


@dataclass(frozen=True, slots=True)
class Impersonal:
    """Tables that say nothing of a person, and why: « référentiel public »."""

    why: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duration:
    """How long, in words and in code.

    `label` is read on the public page; `start` says from when the time counts; `setting` names the
    field of the dated settings that holds the number, `fixed` the words where none does; `ended_by`
    is the dotted path of what makes rows go when it is over.
    """

    key: str
    label: str
    start: str
    ended_by: str
    setting: str = ""
    fixed: str = ""
    to_verify: bool = False


TABLES: Registry[str, Table] = Registry(
    "personal tables", key=lambda table: table.model, module="personal"
)
IMPERSONAL: Registry[str, Impersonal] = Registry(
    "impersonal tables", key=lambda group: group.why, module="personal"
)
DURATIONS: Registry[str, Duration] = Registry(
    "durations", key=lambda duration: duration.key, module="personal"
)


def erased(names: str, shown: Shown = Shown.AS_IS) -> list[Column]:
    """Columns, by names separated by spaces, that go with the person."""
    return [Column(name, Fate.GOES, shown) for name in names.split()]


def reread(names: str) -> list[Column]:
    """Free texts: they go, and somebody rereads them before the person receives them."""
    return erased(names, Shown.REREAD)


def counted(names: str, counted_as: str, shown: Shown = Shown.AS_IS) -> list[Column]:
    """Columns that go, and of which statistics keep `counted_as` apart."""
    return [Column(name, Fate.COUNTED, shown, counted_as) for name in names.split()]


def stays(names: str, shown: Shown = Shown.AS_IS) -> list[Column]:
    """Columns that stay in a row of which nobody can be found any more."""
    return [Column(name, Fate.STAYS, shown) for name in names.split()]


def every_model() -> list[type[Model]]:
    """Each table of the product, those that Django makes for relations included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
    ]


def columns_of(model: type[Model]) -> list[str]:
    """Names of the fields that have a column of their own in the table of `model`."""
    return [each.name for each in model._meta.local_concrete_fields]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`missing` and `unknown` name « app.Model.column »: without a rule; in a rule, and nowhere else."""

    columns: int
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def coverage() -> Coverage:
    """Whether every column of every table has a rule."""
    impersonal = {label for group in IMPERSONAL for label in group.models}
    there, missing = set(), []
    for model in every_model():
        label = model._meta.label
        table, names = TABLES.get(label), columns_of(model)
        there |= {f"{label}.{name}" for name in names}
        if table is None and label not in impersonal:
            missing += [f"{label}.{name}" for name in names]
        elif table is not None:
            missing += [f"{label}.{name}" for name in names if name not in table.names]
    labels = {model._meta.label for model in every_model()}
    said = {f"{table.model}.{name}" for table in TABLES for name in table.names}
    return Coverage(len(there), sorted(missing), sorted((said - there) | (impersonal - labels)))


def tables_about(person: Person) -> Iterator[Table]:
    return (table for table in TABLES if table.person == person)
