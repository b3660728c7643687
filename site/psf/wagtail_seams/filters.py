"""Filters of lists, as Wagtail's, but for what cannot be read.

A filter that cannot be read leaves no row, and says why beside its box. Wagtail shows every row instead:
somebody who typed « abc » reads the whole list as an answer. Its listings ask `is_valid`, and go on
without (`BaseListingView.filter_queryset`); there is no setting, nor an issue of upstream's, for it.
Hence both methods of its own class, from which its reports, its explorer and its lists of people take
theirs as ours do.
"""

from django.db.models import QuerySet
from django_filters.filterset import BaseFilterSet
from wagtail.admin.filters import WagtailFilterSet


class ListFilterSet(WagtailFilterSet):
    """What a list or a report of ours takes its filters from."""


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
