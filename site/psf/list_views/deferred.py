"""Long choices of a filter, loaded when somebody opens it: a list is read far more often than filtered.

What is chosen stays in the form meanwhile, and stands above the list without its choices. Without
JavaScript a link opens the list with its filters whole.
"""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.forms import Field, Widget

# In addresses: the filter asked alone; the list with all choices of its filters.
ALONE, WHOLE = "choix", "filtres"
# Choices written at once; each is a template of its own to render.
MOST_AT_ONCE = 20


def is_long(one: django_filters.Filter) -> bool:
    """Whether its choices are rows, people, or many; nothing is read to know."""
    if isinstance(one, django_filters.ModelChoiceFilter | django_filters.ModelMultipleChoiceFilter):
        return True
    if not isinstance(one, django_filters.ChoiceFilter | django_filters.MultipleChoiceFilter):
        return False
    choices = one.extra.get("choices", ())
    return callable(choices) or len(choices) > MOST_AT_ONCE


class DeferredChoices(Widget):
    """Stands for the widget of a long filter: what is chosen, hidden, and where its choices are."""

    template_name = "list_views/deferred.html"

    class Media:
        js = ("list_views/deferred-controller.js",)

    def __init__(self, inner: Widget, *, alone_url: str, whole_url: str):
        super().__init__()
        self.inner, self.alone_url, self.whole_url = inner, alone_url, whole_url

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        several = value if isinstance(value, list | tuple) else [value]
        chosen = [(name, each) for each in several if each not in (None, "")]
        return super().get_context(name, value, attrs) | {
            "chosen": chosen,
            "alone_url": f"{self.alone_url}?{urlencode([(ALONE, name), *chosen])}",
            "whole_url": self.whole_url,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.inner.value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        omitted: bool = self.inner.value_omitted_from_data(data, files, name)
        return omitted

    def id_for_label(self, id_: str) -> str:
        return ""


def defer(filterset: django_filters.FilterSet, *, alone_url: str, whole_url: str) -> None:
    """Leave the long choices of the form of `filterset` for later."""
    for name, one in filterset.filters.items():
        if is_long(one):
            field: Field = filterset.form.fields[name]
            field.widget = DeferredChoices(field.widget, alone_url=alone_url, whole_url=whole_url)
