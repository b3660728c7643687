"""Lists of a million rows: nobody reads a page past the ten thousandth row, so nothing counts them.

The page shown is found by its keys first, which an index that holds the filters answers alone; only its
rows are then read whole.
"""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.utils.functional import cached_property

from psf.french.numbers import counted, grouped
from psf.wagtail_seams.screens import WagtailPaginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 10_000


class BoundedPaginator(WagtailPaginator):
    """Counts to `most` at the most, says so past it, and gives the pages up to there."""

    most = MOST

    @cached_property
    def found(self) -> int:
        """How many rows there are; `most` and one where there are more."""
        rows: QuerySet[Any] = self.object_list
        return rows.order_by()[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)

    @property
    def is_bounded(self) -> bool:
        return self.found > self.most

    @cached_property
    def items_count_label(self) -> str:
        if self.is_bounded:
            return f"plus de {grouped(self.most)} {self.verbose_name_plural}"
        return counted(self.count, str(self.verbose_name), str(self.verbose_name_plural))

    def page(self, number: int | str) -> Page[Any]:
        number = int(self.validate_number(number))
        start = (number - 1) * self.per_page
        rows: QuerySet[Any] = self.object_list
        stop = min(start + self.per_page, self.count)
        keys = list(rows.values_list("pk", flat=True)[start:stop])
        return self._get_page(rows.filter(pk__in=keys), number, self)


class LongList:
    """Mix it in front of an IndexView whose rows are many."""

    paginator_class = BoundedPaginator
    results_template_name = "lists/long_list_results.html"

    def order_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Ended by the key: pages read one after the other overlap nowhere."""
        ordered: QuerySet[Any] = super().order_queryset(queryset)  # type: ignore[misc]  # A mixin: the view comes after.
        orders = ordered.query.order_by
        if {"pk", "-pk"}.isdisjoint(orders):
            down = str(orders[0]).startswith("-") if orders else False
            ordered = ordered.order_by(*orders, "-pk" if down else "pk")
        return ordered
