"""Everything that hangs on a young person, found in the models: a table added later is found too.

A row goes with the person when a key leads from it to them, however far; where the model says SET_NULL
its row stays and the key is emptied. Tables that refer to any row by its type and number are searched
as well; logs, which keep codes only, end with their own duration.
"""

from collections.abc import Iterable

from matching.models import Youth
from psf.documents.models import Blob
from psf.imports.models import ImportLine, ImportTrace
from psf.perimeter import catalog
from psf.personal.keys import (
    Model,
    Rows,
    children_first,
    delete_rows,
    erase_what_names,
    goes_with,
    keys_to,
    with_what_hangs_on,
)


class Unreached(RuntimeError):
    """A table hangs on young people and no model tells how: nothing is forgotten before it is said."""


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
    return with_what_hangs_on({Youth: set(youths)})


def erase(rows: Rows, codes: Iterable[str]) -> None:
    """Delete these rows, children first, with the contents of their files; in one transaction."""
    blobs = _blobs_of(rows)
    _empty_keys_to(rows)
    erase_what_names(rows)
    # Lines of a file under way, a day at most, say which record they made.
    ImportLine.objects.filter(report__record__0__in=list(codes)).delete()
    ImportTrace.objects.of_rows(rows).delete()
    for model in children_first(set(rows)):
        delete_rows(model, rows[model])
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
