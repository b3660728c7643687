"""Every row about a person, found by the registry of rules: no list of tables is written here."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from matching.models import Guardian, Placement, RightsRequest, Youth
from matching.rights.archive.people import ROLES, Others, Subject, subject_of
from matching.youths.exchanges.history import NOT_SHOWN
from offers.models import BuyerContact, CompanyContact
from psf.documents.models import Blob
from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.messaging.kinds import fill
from psf.messaging.models import Message
from psf.personal.rules import DURATIONS, TABLES, Column, Person, Shown, Table, about
from psf.workflow.kinds import label_of

SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
HIDDEN = "[masqué]"


@dataclass(frozen=True, slots=True)
class Passage:
    """A free text: its sentences may each be hidden. `key` names it in a form."""

    key: str
    where: str
    what: str
    sentences: tuple[str, ...]
    # Written by the site from its own texts: nobody typed there.
    by_the_site: bool = False


@dataclass(slots=True)
class Entry:
    """One row: (column, its French name, value in words, plain value)."""

    pk: int
    lines: list[tuple[str, str, str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One table, with its rule as people read it."""

    model: str
    title: str
    purpose: str
    ground: str
    duration: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Piece:
    """A file: what it is, the name it has in the copy."""

    key: str
    title: str
    name: str
    blob: Blob


@dataclass(frozen=True, slots=True)
class Collected:
    subject: Subject
    others: Others
    parts: list[Part]
    passages: list[Passage]
    pieces: list[Piece]

    @property
    def imprint(self) -> str:
        """Changes when a text or a file does: what was read again is what leaves."""
        told = [(each.key, each.sentences) for each in self.passages]
        kept = [(each.key, each.blob.sha256) for each in self.pieces]
        return hashlib.sha256(json.dumps([told, kept]).encode()).hexdigest()


def collect(request: RightsRequest) -> Collected:
    """What the registry shows of the person, among the rows that the transaction sees."""
    subject = subject_of(request)
    others = Others(subject)
    found = [(table, rows) for table in TABLES if (rows := _others_than(request, table, subject))]
    for _, rows in found:
        _meet(others, rows)
    _meet_around(others, subject)
    passages: list[Passage] = []
    pieces: list[Piece] = []
    parts = []
    for table, rows in found:
        entries = [_entry(table, row, subject, others, passages) for row in rows]
        entries = [entry for entry in entries if entry.lines]
        pieces += _pieces(rows)
        if entries:
            parts.append(_part(table, rows[0], entries))
    # Themselves first.
    parts.sort(key=lambda part: part.model != subject.model._meta.label)
    return Collected(subject, others, parts, passages, pieces)


def _others_than(request: RightsRequest, table: Table, subject: Subject) -> list[Model]:
    """Without the request that the copy answers: the copy itself says where it stands."""
    return [row for row in rows_of(table, subject) if row != request]


def rows_of(table: Table, subject: Subject) -> QuerySet[Model] | list[Model]:
    """Rows of a table about the person: by the rule's own paths, and by its foreign keys to them."""
    model = apps.get_model(table.model)
    if model in ROLES:
        # A person: nobody else's own row, whatever relation leads there.
        return model._base_manager.filter(pk__in=subject.rows.get(model, ())).order_by("pk")
    condition = about(table, subject.model, subject.ids)
    for each in _relations(model):
        if each.related_model is subject.model and table.about != "pk":
            condition |= Q(**{f"{each.name}__in": subject.ids})
    return model._base_manager.filter(condition).order_by("pk").distinct()


def _meet(others: Others, rows: list[Model]) -> None:
    for each in _relations(type(rows[0])):
        if each.related_model in ROLES:
            others.meet(each.related_model, (getattr(row, each.attname) for row in rows))


def _meet_around(others: Others, subject: Subject) -> None:
    """Who may be named in the texts of a parcours without a column that says so."""
    if subject.model is not Youth:
        return
    others.meet(
        Guardian, Guardian.objects.filter(youth__in=subject.ids).values_list("pk", flat=True)
    )
    placements = Placement.objects.filter(youth__in=subject.ids)
    companies = Q(company__in=placements.values("offer__company")) | Q(
        company__in=placements.values("host_slot__host")
    )
    others.meet(
        CompanyContact, CompanyContact.objects.filter(companies).values_list("pk", flat=True)
    )
    buyers = BuyerContact.objects.filter(
        buyer__in=placements.values("offer__contract__buyer")
    ).values_list("pk", flat=True)
    others.meet(BuyerContact, buyers)


def _relations(model: type[Model]) -> Iterator[ForeignKey]:
    return (each for each in model._meta.concrete_fields if isinstance(each, ForeignKey))


def _part(table: Table, row: Model, entries: list[Entry]) -> Part:
    names = type(row)._meta
    duration = DURATIONS.get(table.duration)
    return Part(
        model=table.model,
        title=capfirst(str(names.verbose_name_plural if len(entries) > 1 else names.verbose_name)),
        purpose=table.purpose,
        ground=str(table.ground.label),
        duration=duration.in_words() if duration else "",
        entries=entries,
    )


def _entry(
    table: Table, row: Model, subject: Subject, others: Others, passages: list[Passage]
) -> Entry:
    entry = Entry(row.pk)
    for column in table.columns:
        if column.shown == Shown.NO or _is_of_another(table, subject, column):
            continue
        name = column.name
        each: Any = row._meta.get_field(name)
        value = getattr(row, each.attname)
        if value in (None, "", [], {}):
            continue
        # Wagtail says of its own moments in which zone they are kept; these are said in Paris.
        label = capfirst(str(each.verbose_name)).removesuffix(" (UTC)")
        words = in_words(row, each, subject)
        if column.shown == Shown.REREAD:
            said = others.hide(words, free=True)
            key = f"{table.model}:{row.pk}:{name}"
            sentences = tuple(part for part in SENTENCES.split(said) if part.strip())
            where = f"{capfirst(str(row._meta.verbose_name))}"
            by_the_site = isinstance(row, Message)
            passages.append(Passage(key, where, label, sentences, by_the_site))
            entry.lines.append((name, label, key, None))
        else:
            said = others.hide(words)
            plain = value if isinstance(value, bool | int) and not each.is_relation else said
            entry.lines.append((name, label, said, plain))
    return entry


def _is_of_another(table: Table, subject: Subject, column: Column) -> bool:
    """Columns of a table about young people that a contact's row meets: only what was said to them."""
    return (
        subject.person == Person.CONTACT
        and table.person == Person.YOUTH
        and column.name in {"youth", "placement", "guardian"}
    )


# A code that a registry gives its words.
SAID: dict[tuple[str, str], Callable[[Any], str]] = {
    ("workflow.Action", "verb"): lambda row: label_of(row.verb),
    ("messaging.Message", "kind"): lambda row: row.label,
    ("perimeter.ProtectedLogEntry", "action"): lambda row: str(row.message),
}


def in_words(row: Model, each: Field, subject: Subject) -> str:
    """A value as a person reads it; somebody else is only what they are."""
    if said := SAID.get((row._meta.label, each.name)):
        return said(row)
    value = getattr(row, each.attname)
    if isinstance(each, ForeignKey):
        return _related_in_words(row, each, value, subject)
    if each.choices:
        return str(getattr(row, f"get_{each.name}_display")())
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return numeric_moment(timezone.localtime(value))
    if isinstance(value, date):
        return numeric(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return fill(str(value), NOT_SHOWN)


def _related_in_words(row: Model, each: ForeignKey, pk: int, subject: Subject) -> str:
    model = each.related_model
    if model in ROLES:
        if subject.is_self(model, pk):
            return "vous"
        return ROLES[model]
    if model is Blob:
        return "fichier"
    return str(getattr(row, each.name))


def _pieces(rows: list[Model]) -> Iterator[Piece]:
    """Files that rows hold, still there; a name says a code and a kind."""
    fields = [each for each in _relations(type(rows[0])) if each.related_model is Blob]
    for each in fields:
        for row in rows:
            blob = getattr(row, each.name)
            if each.name != "blob" or blob is None or blob.state:
                continue
            title = getattr(row, "title", None) or str(row)
            name = getattr(row, "download_name", "") or f"{row.pk}.{blob.extension}"
            yield Piece(f"{row._meta.label}:{row.pk}", title, f"{row.pk}-{name}", blob)
