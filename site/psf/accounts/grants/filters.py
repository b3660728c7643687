"""Filters of the list of perimeters, in plain words."""

import django_filters
from django.utils import timezone

from psf.perimeter.models import PerimeterGrant
from psf.wagtail_seams.filters import ListFilterSet

from .rules import SOON


class GrantFilterSet(ListFilterSet):
    state = django_filters.ChoiceFilter(
        label="État",
        choices=[
            ("now", "en vigueur"),
            ("soon", f"se termine dans les {SOON.days} jours"),
            ("pending", "à confirmer"),
            ("ended", "terminé"),
        ],
        method="filter_state",
    )

    def filter_state(self, queryset, name, value):
        if value == "now":
            return queryset.in_force()
        if value == "soon":
            return queryset.ending(SOON)
        if value == "pending":
            return queryset.pending()
        return queryset.given().filter(ends_on__lt=timezone.localdate())

    class Meta:
        model = PerimeterGrant
        fields = []
