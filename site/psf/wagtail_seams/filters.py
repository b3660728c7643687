"""Filters of lists, as Wagtail's, but for what cannot be read.

A filter that cannot be read leaves no row, and says why beside its box. Wagtail shows every row instead:
somebody who typed « abc » reads the whole list as an answer. Its listings ask `is_valid`, and go on
without (`BaseListingView.filter_queryset`); there is no setting, nor an issue of upstream's, for it.
Hence both methods of its own class, from which its reports, its explorer and its lists of people take
theirs as ours do.
"""

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django_filters.constants import EMPTY_VALUES
from django_filters.filterset import BaseFilterSet
from wagtail.admin.filters import WagtailFilterSet

if TYPE_CHECKING:
    from collections.abc import Callable


class ListFilterSet(WagtailFilterSet):
    """What a list or a report of ours takes its filters from.

    A filter narrows the rows and never multiplies them: what hangs on a row in number is asked in a
    query apart. So nothing is ever made distinct, which sorts every row before the first is shown.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.filters.values():
            each.distinct = False
            if each.method is None and hangs_in_number(self._meta.model, each.field_name):
                each.filter = partial(_apart, each.filter)


@cache
def hangs_in_number(model: type[Model] | None, path: str | None) -> bool:
    """Whether several rows may hang on one at the end of that path of a filter."""
    for name in (path or "").split(LOOKUP_SEP):
        try:
            field = model._meta.get_field(name) if model else None
        except FieldDoesNotExist:
            return False
        if field is None:
            return False
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model if isinstance(field.related_model, type) else None
    return False


def _apart(
    narrowed: "Callable[[QuerySet, Any], QuerySet]", queryset: QuerySet, value: Any
) -> QuerySet:
    if value in EMPTY_VALUES:
        return queryset
    found = narrowed(queryset.model._base_manager.all(), value)
    return queryset.filter(pk__in=found.order_by().values("pk"))


def is_valid(self: BaseFilterSet) -> bool:
    """Whether there is something to answer: a form that was sent, readable or not.

    It is read here: views look into `cleaned_data` next.
    """
    return bool(self.is_bound) and self.form.errors is not None


def filter_queryset(self: BaseFilterSet, queryset: QuerySet) -> QuerySet:
    if self.form.errors:
        return queryset.none()
    found: QuerySet = BaseFilterSet.filter_queryset(self, queryset)
    return found


def install() -> None:
    """Once, when the applications are ready."""
    WagtailFilterSet.is_valid = is_valid
    WagtailFilterSet.filter_queryset = filter_queryset
