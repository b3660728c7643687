"""Filters of lists, as Wagtail's, but for what cannot be read."""

from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet


class ListFilterSet(WagtailFilterSet):
    """A filter that cannot be read leaves no row, and says why beside its box.

    Wagtail shows every row instead: somebody who typed « abc » reads the whole list as an answer
    (`BaseListingView.filter_queryset` asks `is_valid` and goes on without).
    """

    def is_valid(self) -> bool:
        return bool(self.is_bound)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.form.errors:
            return queryset.none()
        found: QuerySet = super().filter_queryset(queryset)
        return found
