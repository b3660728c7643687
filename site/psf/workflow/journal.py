"""The only way a transition writes: every change is remembered, so that it can be undone."""

from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.utils import timezone

from psf.accounts.models import User
from psf.workflow.models import Action

Row = TypeVar("Row", bound=models.Model)
# An OfferBudget: offers stand above.
Budget = Any


class Journal:
    """Writes rows within one transition and keeps what an undo needs, as JSON.

    Entries, in order: `change` (former values of a row), `create` (a row to delete), `delete` (a
    row to bring back), `open` (an action to close), `hours` (amounts to give back on a budget).
    """

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def change(self, row: models.Model, **values: Any) -> None:
        """Set and save these fields of `row`; fields already at that value are left alone."""
        former = {}
        for name, value in values.items():
            field = row._meta.get_field(name)
            assert isinstance(field, models.Field)
            if getattr(row, field.attname) != (getattr(value, "pk", value)):
                former[field.attname] = _plain(field, row)
            setattr(row, name, value)
        if former:
            type(row)._base_manager.filter(pk=row.pk).update(**values)
            self.entries.append({"op": "change", **_key(row), "was": former})

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
    """Undo `entries`, last first. Constraints decide whether the former state is still possible."""
    now = now or timezone.now()
    for entry in reversed(entries):
        if entry["op"] == "open":
            Action.objects.filter(pk=entry["pk"], done_at__isnull=True).update(
                done_at=now, done_by=by, outcome="undone"
            )
            continue
        model = apps.get_model(entry["model"])
        rows = model._base_manager.filter(pk=entry["pk"])
        if entry["op"] == "create":
            _forget_what_was_asked_about(model, entry["pk"])
            rows.delete()
        elif entry["op"] == "delete":
            model._base_manager.create(**_typed(model, entry["was"]))
        elif entry["op"] == "hours":
            budget = rows.select_for_update().get()
            budget.move(**{name: -value for name, value in entry["moved"].items()})
        else:
            rows.update(**_typed(model, entry["was"]))


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
