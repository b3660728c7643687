"""Filters of the lists of accounts, in plain words."""

import django_filters
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from psf.perimeter.models import PerimeterGrant

from .models import User
from .roles import Role


class UserFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(
        label="Rôle", choices=Role.choices, field_name="groups__name", lookup_expr="exact"
    )
    is_active = django_filters.ChoiceFilter(
        label="Compte", choices=[("True", "ouvert"), ("False", "clos")]
    )

    def __init__(self, *args, is_searching=False, **kwargs):
        super().__init__(*args, **kwargs)

    class Meta:
        model = User
        fields = []


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
