"""Everything that hangs on a young person, found in the models: a table added later is found too.

A row goes with the person when a key leads from it to them, however far; where the model says SET_NULL
its row stays and the key is emptied. Tables that refer to any row by its type and number are searched
as well; logs, which keep codes only, end with their own duration.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q

from matching.models import Youth
from psf.documents.models import Blob
from psf.imports.models import ImportLine
from psf.perimeter import catalog
from psf.personal.rules import every_model

Model = type[models.Model]
Key = models.ForeignKey
Rows = dict[Model, set[Any]]
EMPTIED = (models.SET_NULL, models.SET_DEFAULT)


class Unreached(RuntimeError):
    """A table hangs on young people and no model tells how: nothing is forgotten before it is said."""


def keys_to(target: Model) -> list[tuple[Model, Key]]:
    """Each foreign key of the project that leads to a table."""
    return _keys(tuple(every_model())).get(target, [])


@cache
def _keys(known: tuple[Model, ...]) -> dict[Model, list[tuple[Model, Key]]]:
    found: dict[Model, list[tuple[Model, Key]]] = {}
    for model in known:
        for field in model._meta.local_concrete_fields:
            if isinstance(field, Key):
                found.setdefault(field.related_model, []).append((model, field))
    return found


def goes_with(field: Key) -> bool:
    """Whether the row that holds this key goes with what it refers to."""
    return field.remote_field.on_delete not in EMPTIED


def reached_models(root: Model = Youth) -> set[Model]:
    """Models whose rows may go with a young person."""
    found, layer = {root}, [root]
    while layer:
        layer = list(
            dict.fromkeys(
                model
                for target in layer
                for model, field in keys_to(target)
                if goes_with(field) and model not in found
            )
        )
        found.update(layer)
    return found


def refuse_what_escapes() -> None:
    """Raise Unreached when the database knows a table about young people that no model reaches."""
    reached = {model._meta.db_table for model in reached_models()}
    escaped = set(catalog.tables_of_young_people()) - reached
    if escaped:
        raise Unreached(f"forgotten by nobody: {', '.join(sorted(escaped))}")


def rows_of(youths: Iterable[int]) -> Rows:
    """{model: keys of the rows that go}, of these young people and of all that hangs on them."""
    found: Rows = {Youth: set(youths)}
    new: Rows = {Youth: set(found[Youth])}
    while new:
        layer, new = new, {}
        for model, pk in _referring_to(layer):
            if pk not in found.setdefault(model, set()):
                found[model].add(pk)
                new.setdefault(model, set()).add(pk)
    return {model: pks for model, pks in found.items() if pks}


def _referring_to(rows: Rows) -> Iterator[tuple[Model, Any]]:
    """Each row from which a key leads to one of these and with which it goes; one query for all."""
    asked = [
        (model, field, pks)
        for target, pks in rows.items()
        for model, field in keys_to(target)
        if goes_with(field)
    ]
    quote = connection.ops.quote_name
    parts = [
        f"select {number}, {quote(str(model._meta.pk.column))}::text"
        f" from {quote(model._meta.db_table)} where {quote(str(field.column))} = any(%s)"
        for number, (model, field, _pks) in enumerate(asked)
    ]
    if not parts:
        return
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), [list(pks) for _model, _field, pks in asked])
        for number, pk in cursor.fetchall():
            model = asked[number][0]
            yield model, model._meta.pk.to_python(pk)


def erase(rows: Rows, codes: Iterable[str]) -> None:
    """Delete these rows, children first, with the contents of their files; in one transaction."""
    blobs = _blobs_of(rows)
    _empty_keys_to(rows)
    _erase_what_names(rows)
    # Lines of a file under way, a day at most, say which record they made.
    ImportLine.objects.filter(report__record__0__in=list(codes)).delete()
    for model in _children_first(set(rows)):
        _delete(model, rows[model])
    Blob.objects.filter(pk__in=blobs).forget()


def _blobs_of(rows: Rows) -> set[int]:
    return {
        blob
        for model, field in keys_to(Blob)
        if model in rows
        for blob in model._base_manager.filter(pk__in=rows[model]).values_list(
            field.attname, flat=True
        )
        if blob is not None
    }


def _empty_keys_to(rows: Rows) -> None:
    for target, pks in rows.items():
        for model, field in keys_to(target):
            if not goes_with(field):
                others = model._base_manager.filter(**{f"{field.name}__in": pks})
                others.exclude(pk__in=rows.get(model, ())).update(**{field.name: None})


@cache
def models_that_name_any_row() -> tuple[Model, ...]:
    """Those with a type and a number instead of a key, save logs."""
    return tuple(
        model
        for model in every_model()
        if {"content_type", "object_id"} <= {each.name for each in model._meta.concrete_fields}
        and not getattr(model, "is_a_log", False)
    )


def _erase_what_names(rows: Rows) -> None:
    types = ContentType.objects.get_for_models(*rows, for_concrete_models=True)
    named = Q(pk__in=[])
    for model, pks in rows.items():
        named |= Q(content_type=types[model], object_id__in=[str(pk) for pk in pks])
    for model in models_that_name_any_row():
        # Next to none has a row about these tables: asked first, by an index.
        if model._base_manager.filter(content_type__in=types.values()).exists():
            model._base_manager.filter(named).delete()


def _children_first(chosen: set[Model]) -> list[Model]:
    """In an order in which no row is deleted before those that refer to it."""
    order: list[Model] = []

    def visit(model: Model) -> None:
        if model in order:
            return
        for child, _field in keys_to(model):
            if child in chosen and child is not model:
                visit(child)
        order.append(model)

    for model in sorted(chosen, key=lambda model: model._meta.label):
        visit(model)
    return order


def _delete(model: Model, pks: set[Any]) -> None:
    """In one statement, so that rows may refer to each other; what refers to them is gone already."""
    table, column = model._meta.db_table, model._meta.pk.column
    assert column is not None
    with connection.cursor() as cursor:
        quote = connection.ops.quote_name
        cursor.execute(f"delete from {quote(table)} where {quote(column)} = any(%s)", [list(pks)])
