"""Filters of the list of messages, in plain words; none of them holds a name or an address."""

import django_filters
from django.forms import CheckboxSelectMultiple

from psf.messaging.enums import Channel, MessageState
from psf.messaging.models import Message
from psf.wagtail_seams.filters import ListFilterSet
from psf.workflow.enums import Actor

STAFF = "equipe"
OUTSIDE = (Actor.COMPANY, Actor.BUYER, Actor.YOUTH, Actor.GUARDIAN, Actor.SCHOOL)


class MessageFilterSet(ListFilterSet):
    etat = django_filters.MultipleChoiceFilter(
        label="État",
        field_name="state",
        choices=MessageState.choices,
        widget=CheckboxSelectMultiple,
    )
    destinataire = django_filters.MultipleChoiceFilter(
        label="Destinataire",
        choices=[*((actor.value, actor.label) for actor in OUTSIDE), (STAFF, "notre équipe")],
        widget=CheckboxSelectMultiple,
        method="filter_recipient",
    )
    par = django_filters.MultipleChoiceFilter(
        label="Par",
        field_name="channel",
        choices=Channel.choices,
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = Message
        fields = []

    def filter_recipient(self, queryset, name, values):
        staff = [actor for actor in Actor if actor not in OUTSIDE] if STAFF in values else []
        return queryset.filter(recipient__in=[*values, *staff]) if values else queryset
