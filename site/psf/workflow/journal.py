"""The only way a transition writes: every change is remembered, so that it can be undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models
from django.dispatch import Signal
from django.utils import timezone

from psf.accounts.models import User
from psf.perimeter.scope import services_in_sight
from psf.workflow import at_hand
from psf.workflow.models import Action

Row = TypeVar("Row", bound=models.Model)
# An OfferBudget: offers stand above.
Budget = Any

# A row that a move had changed is as before (`instance`), all of the move being undone. `fields`: the
# columns brought back; `by`, `now`: of the undo.
taken_back = Signal()


class Journal:
    """Writes rows within one transition and keeps what an undo needs, as JSON.

    Entries, in order: `change` (former values of a row), `create` (a row to delete), `delete` (a
    row to bring back), `open` (an action to close), `hours` (amounts to give back on a budget).
    """

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def change(self, row: models.Model, **values: Any) -> None:
        """Set and save these fields of `row`; fields already at that value are left alone."""
        self._change(row, values, ())

    def change_shared(self, row: models.Model, shared: tuple[str, ...], **values: Any) -> None:
        """As `change`, of a row that others write too.

        Once one of the fields `shared` was written again, an undo leaves the row as it is.
        """
        self._change(row, values, shared)

    def _change(self, row: models.Model, values: dict[str, Any], shared: tuple[str, ...]) -> None:
        former, became = {}, {}
        for name, value in values.items():
            field = row._meta.get_field(name)
            assert isinstance(field, models.Field)
            if getattr(row, field.attname) != (getattr(value, "pk", value)):
                former[field.attname] = _plain(field, row)
            setattr(row, name, value)
            if name in shared:
                became[field.attname] = _plain(field, row)
        if former:
            type(row)._base_manager.filter(pk=row.pk).update(**values)
            if isinstance(row, Action):
                at_hand.opened(row)
            held = {"unless_since": became} if became else {}
            self.entries.append({"op": "change", **_key(row), "was": former, **held})

    def create(self, model: type[Row], **values: Any) -> Row:
        """Create and return a row of `model`."""
        row = model(**values)
        row.save()
        self.entries.append({"op": "create", **_key(row)})
        return row

    def delete(self, row: models.Model) -> None:
        """Delete a row that nothing refers to."""
        values = {field.attname: _plain(field, row) for field in _stored(row)}
        self.entries.append({"op": "delete", **_key(row), "was": values})
        row.delete()

    def open(self, action: Action) -> Action:
        """Remember a newly opened action."""
        self.entries.append({"op": "open", "pk": action.pk})
        return action

    def move_hours(self, budget: Budget, **hours: int) -> None:
        """Move hours of a locked OfferBudget; see `OfferBudget.move`."""
        moved = {name: value for name, value in hours.items() if value}
        if moved:
            budget.move(**moved)
            self.entries.append({"op": "hours", **_key(budget), "moved": moved})


def play_back(entries: list[dict[str, Any]], *, by: User, now: datetime | None = None) -> None:
    """Undo `entries`, last first. Constraints decide whether the former state is still possible.

    A row that only its service may write stays as it is when the undo does not see that service.
    """
    now = now or timezone.now()
    changed: dict[tuple[type[models.Model], int], set[str]] = {}
    with going_back():
        for entry in reversed(entries):
            if entry["op"] == "open":
                Action.objects.filter(pk=entry["pk"], done_at__isnull=True).update(
                    done_at=now, done_by=by, outcome="undone"
                )
                continue
            model = apps.get_model(entry["model"])
            rows = model._base_manager.filter(pk=entry["pk"])
            if getattr(model, "WRITTEN_IN_SIGHT", False):
                rows = rows.filter(service__in=services_in_sight())
            if entry["op"] == "create":
                _forget_what_was_asked_about(model, entry["pk"])
                rows.delete()
            elif entry["op"] == "delete":
                model._base_manager.create(**_typed(model, entry["was"]))
            elif entry["op"] == "hours":
                budget = rows.select_for_update().get()
                budget.move(**{name: -value for name, value in entry["moved"].items()})
            else:
                rows = rows.filter(**_typed(model, entry.get("unless_since", {})))
                if rows.update(**_typed(model, entry["was"])):
                    changed.setdefault((model, entry["pk"]), set()).update(entry["was"])
    for (model, pk), fields in changed.items():
        if taken_back.has_listeners(model):
            row = model._base_manager.get(pk=pk)
            taken_back.send(sender=model, instance=row, fields=fields, by=by, now=now)


@contextmanager
def going_back() -> Iterator[None]:
    """Tell the database's triggers that former values come back, with the dates they had.

    An error forgets it with its transaction.
    """
    _set_taking_back("on")
    yield
    _set_taking_back("")


def _set_taking_back(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('psf.taking_back', %s, true)", [value])


def _forget_what_was_asked_about(model: type[models.Model], pk: int) -> None:
    """Open actions about a row that should never have been: nobody has anything to decide about it."""
    about = [field.name for field in Action._meta.fields if field.related_model is model]
    for name in about:
        Action.objects.open().filter(**{name: pk}).delete()


def _key(row: models.Model) -> dict[str, Any]:
    return {"model": row._meta.label_lower, "pk": row.pk}


def _stored(row: models.Model) -> "list[models.Field[Any, Any]]":
    return [field for field in row._meta.concrete_fields if not field.generated]


def _plain(field: "models.Field[Any, Any]", row: models.Model) -> str | int | bool | None:
    value = getattr(row, field.attname)
    return value if isinstance(value, int | bool | None) else field.value_to_string(row)


def _typed(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """Values of a journal entry, by column name, as their fields want them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if fields[name].is_relation else fields[name].to_python(value)
        for name, value in values.items()
    }
