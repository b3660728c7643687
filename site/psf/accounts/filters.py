"""Filters of the lists of accounts, in plain words."""

import django_filters

from psf.wagtail_seams.filters import ListFilterSet

from .models import User
from .roles import Role


class UserFilterSet(ListFilterSet):
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
