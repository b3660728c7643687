"""What is typed and ticked to arrange a list. The fields of a condition come from the list's own filters."""

from typing import Any

from django import forms
from django.http import QueryDict

from psf.french.days import numeric
from psf.list_views.conditions import (
    IN_DAYS,
    MOST_CONDITIONS,
    MOST_GROUPS,
    Condition,
    Conditions,
    Group,
    Operator,
)
from psf.list_views.fields import Choices, Days, Field, Fields
from psf.list_views.models import MOST_KEYS, Density, Look, SavedView
from psf.quantities.fields import DayField, DaysField

OPERATOR_WORDS = {
    Operator.IN: "est",
    Operator.NOT_IN: "n’est pas",
    Operator.NEXT: "d’ici … jours",
    Operator.LAST: "il y a … jours au plus",
    Operator.OLDER: "il y a plus de … jours",
    Operator.SINCE: "à partir du",
    Operator.UNTIL: "jusqu’au",
    Operator.BETWEEN: "entre le … et le …",
}
ALL, ANY = "toutes", "une"
EVERY = [(ALL, "toutes"), (ANY, "au moins une")]


class NameForm(forms.ModelForm):
    """The name of a view; nobody's."""

    class Meta:
        model = SavedView
        fields = ["name"]
        labels = {"name": "Nom de la vue"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class ConditionForm(forms.Form):
    """One condition: « est », « n’est pas » and boxes to tick; days, in days from now or by their dates."""

    operator = forms.ChoiceField(label="Comparer")

    def __init__(self, field: Field, condition: Condition, data=None, *, prefix: str):
        super().__init__(data, prefix=prefix, initial=self._initial(condition))
        self.field = field
        operators: Any = self.fields["operator"]
        operators.choices = [
            (operator.value, OPERATOR_WORDS[operator]) for operator in field.operators
        ]
        if isinstance(field, Choices):
            self.fields["values"] = forms.MultipleChoiceField(
                label=field.label,
                choices=field.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        elif isinstance(field, Days):
            self.fields["days"] = DaysField(label="Jours", required=False, min_value=0)
            self.fields["first"] = DayField(label="Du", required=False)
            self.fields["last"] = DayField(label="Au", required=False)

    @staticmethod
    def _initial(condition: Condition) -> dict[str, Any]:
        values = condition.values
        initial: dict[str, Any] = {"operator": condition.operator.value, "values": list(values)}
        if condition.operator in IN_DAYS:
            initial["days"] = values[0] if values else ""
        elif condition.operator == Operator.UNTIL:
            initial["last"] = _written(values[:1])
        else:
            initial["first"], initial["last"] = _written(values[:1]), _written(values[1:2])
        return initial

    def condition(self) -> Condition:
        """What is asked; without values when nothing can be read there."""
        self.is_valid()
        said = self.cleaned_data
        operator = Operator(said.get("operator") or self.field.operators[0])
        if isinstance(self.field, Choices):
            return Condition(self.field.name, operator, tuple(said.get("values") or ()))
        if operator in IN_DAYS:
            days = said.get("days")
            return Condition(self.field.name, operator, () if days is None else (str(days),))
        first, last = said.get("first"), said.get("last")
        wanted = [first, last]
        if operator == Operator.UNTIL:
            wanted = [last or first]
        elif operator == Operator.SINCE:
            wanted = [first]
        values = tuple(day.isoformat() for day in wanted if day)
        return Condition(self.field.name, operator, values)


def _written(values: tuple[str, ...]) -> str:
    return numeric(found) if values and (found := Days.day(values[0])) else ""


class LookReader:
    """A view as a form sends it; what means nothing for the list is left out."""

    def __init__(self, data: QueryDict, index: Any):
        self.data, self.index = data, index

    def look(self, start: Look) -> Look:
        """`start`, with what the form says in its place; a form may say one part alone."""
        look = start
        if "ordre" in self.data:
            look = look.but(columns=self.columns())
        if "tri-1" in self.data:
            look = look.but(ordering=self.ordering())
        if self.data.get("densite") in Density.values:
            look = look.but(density=self.data["densite"])
        if "tous" in self.data:
            look = look.but(conditions=self.conditions())
        return look

    def columns(self) -> tuple[str, ...]:
        """Those ticked, in the order in which the form shows them; one may be moved by a button."""
        order = list(dict.fromkeys(self.data.getlist("ordre")))
        for step, button in ((-1, "monter"), (1, "descendre")):
            name = self.data.get(button)
            if name in order:
                here = order.index(name)
                there = min(max(here + step, 0), len(order) - 1)
                order.insert(there, order.pop(here))
        ticked = set(self.data.getlist("colonnes"))
        known = self.index.all_columns
        return tuple(name for name in order if name in ticked and name in known)

    def ordering(self) -> tuple[str, ...]:
        valid, found = self.index.get_valid_orderings(), {}
        for number in range(1, MOST_KEYS + 1):
            key = self.data.get(f"tri-{number}", "")
            if key in valid:
                minus = "-" if self.data.get(f"tri-{number}-sens") == "desc" else ""
                found.setdefault(key.removeprefix("-"), minus + key)
        return tuple(found.values())

    def conditions(self) -> Conditions:
        """Conditions as they stand in the form, the empty ones too; and what a button adds or takes off."""
        fields: Fields = self.index.fields
        add, drop = self.data.get("ajouter", ""), self.data.get("retirer", "")
        groups = []
        for number in range(MOST_GROUPS):
            group = f"g{number}"
            if f"{group}-tous" not in self.data and add != group:
                continue
            found = []
            for place in range(MOST_CONDITIONS):
                prefix = f"{group}c{place}"
                field = fields.get(self.data.get(f"{prefix}-champ", ""))
                if field is not None and drop != prefix:
                    blank = Condition(field.name)
                    form = ConditionForm(field, blank, self.data, prefix=prefix)
                    found.append(form.condition())
            new = fields.get(self.data.get(f"{group}-nouveau", "")) if add == group else None
            if new is not None and len(found) < MOST_CONDITIONS:
                found.append(Condition(new.name, new.operators[0]))
            if found:
                groups.append(Group(self.data.get(f"{group}-tous") != ANY, tuple(found)))
        return Conditions(self.data.get("tous") != ANY, tuple(groups))
