"""The rules as a document: for the programs that ask (JSON) and for the AIPD (a page in French)."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils import translation

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    Column,
    Duration,
    Person,
    Table,
    coverage,
)

INTRODUCTION = """\
# Cartographie des données personnelles

Écrite par `manage.py personal_data --markdown` d’après le registre que le code applique : une colonne
sans règle fait échouer les tests. Les durées sont celles proposées par défaut ; le délégué du responsable
de traitement décide celles en vigueur, après avis du DPO. « À vérifier » : à confirmer par un juriste.
"""


def as_dict() -> dict[str, Any]:
    """{"columns", "missing", "unknown", "durations", "tables", "impersonal"}: plain values."""
    found = coverage()
    return {
        "columns": found.columns,
        "missing": found.missing,
        "unknown": found.unknown,
        "durations": [_duration(each) for each in DURATIONS],
        "tables": [_table(each) for each in TABLES],
        "impersonal": [{"why": each.why, "models": list(each.models)} for each in IMPERSONAL],
    }


def _duration(duration: Duration) -> dict[str, Any]:
    return {
        "key": duration.key,
        "label": duration.label,
        "words": duration.in_words(by_default=True),
        "ended_by": duration.ended_by,
        "to_verify": duration.to_verify,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "model": table.model,
        "person": table.person.value,
        "also": [
            {"person": each.person.value, "lookup": each.lookup, "duration": each.duration}
            for each in table.also
        ],
        "purpose": table.purpose,
        "ground": table.ground.value,
        "duration": table.duration,
        "about": table.about,
        "ended_by": table.ended_by or DURATIONS[table.duration].ended_by,
        "columns": [
            {
                "name": column.name,
                "fate": column.fate.value,
                "counted_as": column.counted_as,
                "shown": column.shown.value,
                "person": (column.person or table.person).value,
            }
            for column in table.columns
        ],
        "technical": list(table.technical),
    }


def as_markdown() -> str:
    """The data map of the AIPD, in French; the same for the same code."""
    with translation.override("fr"):
        return "\n".join([INTRODUCTION, *_durations(), *_people(), *_impersonal()]) + "\n"


def _durations() -> Iterator[str]:
    yield "## Durées\n"
    yield "| sorte | durée | ce qui y met fin |"
    yield "|---|---|---|"
    for each in DURATIONS:
        mark = " (à vérifier)" if each.to_verify else ""
        yield f"| {each.label} | {each.in_words(by_default=True)}{mark} | `{each.ended_by}` |"
    yield ""


def _people() -> Iterator[str]:
    for person in Person:
        yield f"## Sur : {person.label}\n"
        for table in TABLES:
            if table.person == person:
                yield from _of_table(table)


def _of_table(table: Table) -> Iterator[str]:
    model = apps.get_model(table.model)
    yield f"### {str(model._meta.verbose_name).capitalize()} (`{table.model}`)\n"
    yield f"{table.purpose}. Fondement : {table.ground.label}. Durée : {_until(table)}.\n"
    others = [
        f"{each.person.label} (`{each.lookup}`"
        + (f", durée : {DURATIONS[each.duration].label.lower()})" if each.duration else ")")
        for each in table.also
    ]
    if others:
        yield f"Aussi sur : {' ; '.join(others)}.\n"
    yield "| donnée | à l’anonymisation | copie remise à la personne |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| {_named(model, column, table)} | {_fate(column)} | {column.shown.label} |"
    yield ""


def _until(table: Table) -> str:
    duration = DURATIONS[table.duration]
    ended_by = f", terminée par `{table.ended_by}`" if table.ended_by else ""
    return f"{duration.label.lower()}{ended_by}"


def _named(model: Any, column: Column, table: Table) -> str:
    label = str(model._meta.get_field(column.name).verbose_name)
    of = f" (sur : {column.person.label})" if column.person not in (None, table.person) else ""
    plain = label == column.name.replace("_", " ")
    return f"`{column.name}`{of}" if plain else f"{label} `{column.name}`{of}"


def _fate(column: Column) -> str:
    return f"{column.fate.label} : {column.counted_as}" if column.counted_as else column.fate.label


def _impersonal() -> Iterator[str]:
    yield "## Ce qui ne dit rien d’une personne\n"
    for group in IMPERSONAL:
        yield f"- {group.why} : {', '.join(f'`{label}`' for label in group.models)}."
