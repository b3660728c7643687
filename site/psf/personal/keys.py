"""Which rows refer to which, found in the models: a table added later is found too."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q

from psf.personal.rules import every_model

Model = type[models.Model]
Key = models.ForeignKey
Rows = dict[Model, set[Any]]
EMPTIED = (models.SET_NULL, models.SET_DEFAULT)


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


def referring_to(rows: Rows) -> Iterator[tuple[Model, Any]]:
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


def with_what_hangs_on(rows: Rows) -> Rows:
    """These rows, and all those that go with them."""
    found: Rows = {model: set(keys) for model, keys in rows.items() if keys}
    new: Rows = {model: set(keys) for model, keys in found.items()}
    while new:
        layer, new = new, {}
        for model, pk in referring_to(layer):
            if pk not in found.setdefault(model, set()):
                found[model].add(pk)
                new.setdefault(model, set()).add(pk)
    return {model: keys for model, keys in found.items() if keys}


@cache
def models_that_name_any_row() -> tuple[Model, ...]:
    """Those with a type and a number instead of a key, save logs."""
    return tuple(
        model
        for model in every_model()
        if {"content_type", "object_id"} <= {each.name for each in model._meta.concrete_fields}
        and not getattr(model, "is_a_log", False)
    )


def erase_what_names(rows: Rows) -> None:
    types = ContentType.objects.get_for_models(*rows, for_concrete_models=True)
    named = Q(pk__in=[])
    for model, pks in rows.items():
        named |= Q(content_type=types[model], object_id__in=[str(pk) for pk in pks])
    for model in models_that_name_any_row():
        # Next to none has a row about these tables: asked first, by an index.
        if model._base_manager.filter(content_type__in=types.values()).exists():
            model._base_manager.filter(named).delete()


def children_first(chosen: set[Model]) -> list[Model]:
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


def delete_rows(model: Model, pks: set[Any]) -> None:
    """In one statement, so that rows may refer to each other; what refers to them is gone already."""
    table, column = model._meta.db_table, model._meta.pk.column
    assert column is not None
    with connection.cursor() as cursor:
        quote = connection.ops.quote_name
        cursor.execute(f"delete from {quote(table)} where {quote(column)} = any(%s)", [list(pks)])
