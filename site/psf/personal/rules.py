"""The rule of every column: RGPD articles 5 and 30, read by people and by the code that forgets.

Each app and room says in its `personal.py` what its tables hold, those of the libraries it installs
included. `coverage()` names the columns that nobody spoke for: a test and `manage.py personal_data`
ask it. How long: `psf.personal.durations`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, TextChoices
from django.db.models.constants import LOOKUP_SEP

from psf.personal.durations import DURATIONS, Duration, Span
from psf.registry import Registry

__all__ = [
    "DURATIONS",
    "IMPERSONAL",
    "TABLES",
    "About",
    "Column",
    "Coverage",
    "Duration",
    "Fate",
    "Ground",
    "Impersonal",
    "Person",
    "Shown",
    "Span",
    "Table",
    "by_staff",
    "columns_of",
    "counted",
    "coverage",
    "erased",
    "every_model",
    "reread",
    "rows_about",
    "stays",
    "tables_about",
    "unseen",
]


class Person(TextChoices):
    """Whom the rows are about."""

    YOUTH = "youth", "jeune"
    GUARDIAN = "guardian", "représentant légal"
    CONTACT = "contact", "contact d’une entreprise ou d’un acheteur"
    STAFF = "staff", "personne qui a un compte"
    VISITOR = "visitor", "personne qui visite le site"
    QUOTED = "quoted", "personne citée sur le site"


class Ground(TextChoices):
    """Legal ground, RGPD article 6(1). A public authority has no « intérêt légitime » in its tasks."""

    PUBLIC_TASK = "public_task", "mission d’intérêt public (RGPD, article 6.1.e)"
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
    """`counted_as` says in French what stands for a counted value: « tranche d’âge ».

    `person` is whom the value is about where it is not whom the row is about: who wrote it.
    """

    name: str
    fate: Fate
    shown: Shown
    counted_as: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Somebody else whose rows a table holds too, by which lookup, and until when if otherwise."""

    person: Person
    lookup: str
    duration: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds about whom.

    `model` is a label (« matching.Youth »); `duration` the key of a `Duration`; `about` the lookup
    that leads from a row to the person (`pk` for their own row, `youth`, `placement__youth`…), empty
    where rows are not found by person. `keyed` is the label of the model whose key `about` holds
    where no relation says it; `generic`, that a content type beside says whose. `also`: whom else
    rows are about. `ended_by`: the dotted path of what ends these rows, where it is not what ends
    the duration's others. `technical` names columns that say nothing of anybody (keys, versions).
    """

    model: str
    person: Person
    purpose: str
    ground: Ground
    duration: str
    about: str = ""
    columns: tuple[Column, ...] = ()
    technical: tuple[str, ...] = ("id",)
    also: tuple[About, ...] = ()
    keyed: str = ""
    generic: bool = False
    ended_by: str = ""

    @property
    def names(self) -> set[str]:
        return {column.name for column in self.columns} | set(self.technical)

    @property
    def persons(self) -> list[Person]:
        """Everybody that it says something of, the first first; who wrote its rows included."""
        writers = (column.person for column in self.columns if column.person is not None)
        return list(dict.fromkeys([self.person, *(each.person for each in self.also), *writers]))

    def lookups_to(self, model: type[Model]) -> list[str]:
        """The lookups of this table that lead to rows of `model`; empty when none does."""
        lookups = [self.about, *(each.lookup for each in self.also)]
        return [each for each in lookups if each and self._leads_to(each) is model]

    def _leads_to(self, lookup: str) -> type[Model] | None:
        if lookup == self.about and self.keyed:
            return apps.get_model(self.keyed)
        model: type[Model] | None = apps.get_model(self.model)
        if lookup == "pk":
            return model
        for part in lookup.split(LOOKUP_SEP):
            model = model._meta.get_field(part).related_model if model else None
        return model


@dataclass(frozen=True, slots=True)
class Impersonal:
    """Tables that say nothing of a person, and why: « référentiel public »."""

    why: str
    models: tuple[str, ...]


TABLES: Registry[str, Table] = Registry(
    "personal tables", key=lambda table: table.model, module="personal"
)
IMPERSONAL: Registry[str, Impersonal] = Registry(
    "impersonal tables", key=lambda group: group.why, module="personal"
)


def erased(names: str, shown: Shown = Shown.AS_IS) -> list[Column]:
    """Columns, by names separated by spaces, that go with the person."""
    return [Column(name, Fate.GOES, shown) for name in names.split()]


def unseen(names: str) -> list[Column]:
    """They go, and nobody is shown them: secrets, reckonings of the machine, other people's."""
    return erased(names, Shown.NO)


def reread(names: str) -> list[Column]:
    """Free texts: they go, and somebody rereads them before the person receives them."""
    return erased(names, Shown.REREAD)


def counted(names: str, counted_as: str, shown: Shown = Shown.AS_IS) -> list[Column]:
    """Columns that go, and of which statistics keep `counted_as` apart."""
    return [Column(name, Fate.COUNTED, shown, counted_as) for name in names.split()]


def stays(names: str, shown: Shown = Shown.AS_IS) -> list[Column]:
    """Columns that stay in a row of which nobody can be found any more."""
    return [Column(name, Fate.STAYS, shown) for name in names.split()]


def by_staff(names: str, fate: Fate = Fate.GOES) -> list[Column]:
    """Who, of the staff, did it: never part of what another person is shown (CJUE C-579/21)."""
    return [replace(column, fate=fate, person=Person.STAFF) for column in erased(names, Shown.NO)]


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
    """Tables whose rows are about `person`, alone or among others."""
    return (
        table
        for table in TABLES
        if table.person == person or any(each.person == person for each in table.also)
    )


def about(table: Table, model: type[Model], ids: Iterable[int]) -> Q:
    """Which rows of `table` are about these young people, guardians, contacts or accounts."""
    ids, wanted = list(ids), Q(pk__in=[])
    for lookup in table.lookups_to(model):
        found = Q(**{f"{lookup}__in": ids})
        if lookup == table.about and table.generic:
            kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
            # The key of a generic relation is text.
            found = Q(**{f"{lookup}__in": [str(pk) for pk in ids]}, content_type=kind)
        wanted |= found
    return wanted


def rows_about(table: Table, instance: Model) -> QuerySet:
    """Rows of `table` about this young person, guardian, contact or account, that are in sight."""
    rows = apps.get_model(table.model)._base_manager
    return rows.filter(about(table, type(instance), [instance.pk])).distinct()
