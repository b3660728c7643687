"""Filters of the list of perimeters, in plain words."""

import django_filters
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from psf.perimeter.models import PerimeterGrant


class GrantFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="État",
        choices=[("now", "en vigueur"), ("ended", "terminé")],
        method="filter_state",
    )

    def filter_state(self, queryset, name, value):
        if value == "now":
            return queryset.in_force()
        return queryset.filter(ends_on__lt=timezone.localdate())

    class Meta:
        model = PerimeterGrant
        fields = []
