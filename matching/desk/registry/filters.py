"""Filters of the registry of parcours, in plain words: none of them holds a young person's name.

Each narrows by a method of `PlacementQuerySet`; figures count by the same filters (`asked`).
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from matching.desk.queue.listing import watched_in
from matching.enums import (
    InterruptedReason,
    NotRetainedReason,
    PlacementStage,
    SilenceReason,
    WayOn,
    WithdrawnReason,
)
from matching.models import Placement
from matching.youths.filters import OfMyServices
from offers.filters import CheckboxFilter
from offers.models import Buyer, Company
from psf.wagtail_seams.screens import DateRangePickerWidget

ME = "moi"
LATE, SILENT, UNDATED = "retard", "silence", "sans-date"
TO_COME, PRESENT, CARRIED_THROUGH, INTERRUPTED = "a-venir", "en-cours", "terminee", "interrompue"
# Who came to the company, whatever happened next.
BEGUN = (PRESENT, CARRIED_THROUGH, INTERRUPTED)
ENDED = (CARRIED_THROUGH, INTERRUPTED)

PRESENCES = {
    TO_COME: ("pas encore commencée", "to_begin"),
    PRESENT: ("en cours", "present"),
    CARRIED_THROUGH: ("menée à son terme", "carried_through"),
    INTERRUPTED: ("interrompue", "interrupted"),
}
# Why a parcours stopped, by its end; national categories: a territory's words count under theirs.
REASONS_OF_END = {
    PlacementStage.NOT_RETAINED: ("non retenu", NotRetainedReason),
    PlacementStage.WITHDRAWN: ("retiré", WithdrawnReason),
    PlacementStage.UNANSWERED: ("sans réponse", SilenceReason),
    PlacementStage.REVIEW: ("interrompu", InterruptedReason),
}
REASONS = [
    (f"{end}.{code}", f"{words} : {label}")
    for end, (words, reasons) in REASONS_OF_END.items()
    for code, label in reasons.choices
]
DAYS = partial(django_filters.DateFromToRangeFilter, widget=DateRangePickerWidget)


class PlacementFilterSet(OfMyServices):
    etape = CheckboxFilter(label="Étape", field_name="stage", choices=PlacementStage.choices)
    presence = CheckboxFilter(
        label="Présence en entreprise",
        choices=[(slug, words) for slug, (words, _) in PRESENCES.items()],
        method="filter_presence",
    )
    veille = CheckboxFilter(
        label="À surveiller",
        choices=[
            (LATE, "une action est en retard"),
            (SILENT, "entreprise sans réponse depuis trop longtemps"),
            (UNDATED, "acceptés, sans date de début"),
        ],
        method="filter_watch",
    )
    motif = CheckboxFilter(label="Motif de fin", choices=REASONS, method="filter_reason")
    suite = CheckboxFilter(label="Suite du parcours", field_name="way_on", choices=WayOn.choices)
    debut = DAYS(label="Début (réel, sinon prévu)", method="filter_days")
    fin = DAYS(label="Fin (réelle, sinon prévue)", method="filter_days")
    reunion = DAYS(label="Réunion de présentation", method="filter_days")
    propose = DAYS(label="Profil transmis", method="filter_days")
    accepte = DAYS(label="Accepté", method="filter_days")
    fini = DAYS(label="Clôturé ou arrêté", method="filter_days")
    heures = DAYS(label="Présence notée (lundi de la semaine)", method="filter_days")
    entreprise = django_filters.CharFilter(
        label="Entreprise (nom, SIRET ou commune)",
        max_length=100,
        method="filter_company",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    acheteur = django_filters.CharFilter(
        label="Acheteur (nom, SIRET ou commune)",
        max_length=100,
        method="filter_buyer",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Placement
        fields = []

    def filter_presence(self, rows, name, values):
        if not values:
            return rows
        found = Placement.objects.none()
        for value in values:
            found = found | getattr(Placement.objects, PRESENCES[value][1])()
        return rows.filter(pk__in=found.order_by().values("pk"))

    def filter_watch(self, rows, name, values):
        if LATE in values:
            rows = rows.late()
        if SILENT in values:
            # The rows of the queue that the dashboard counts.
            listing = watched_in(self.request.user, self.request.services, "silence")
            rows = rows.filter(pk__in=listing.actions().order_by().values("placement"))
        if UNDATED in values:
            rows = rows.at(PlacementStage.CONVENTION).filter(starts_on__isnull=True)
        return rows

    def filter_reason(self, rows, name, values):
        return rows.stopped_for(*(value.split(".", 1) for value in values)) if values else rows

    def filter_days(self, rows, name, value):
        between = {
            "debut": rows.beginning_between,
            "fin": rows.ending_between,
            "reunion": rows.meeting_between,
            "propose": rows.proposed_between,
            "accepte": rows.accepted_between,
            "fini": rows.ended_between,
            "heures": rows.with_presence_between,
        }[name]
        return between(*bounds(value))

    def filter_company(self, rows, name, value):
        found = Company.objects.matching_text(value).order_by().values("pk")
        return rows.hosted_by(found)

    def filter_buyer(self, rows, name, value):
        found = Buyer.objects.matching_text(value).order_by().values("pk")
        return rows.filter(offer__contract__buyer__in=found)

    def filter_tutor(self, rows, name, value):
        if value == ME:
            return rows.followed_by(self.request.user.stands_in_for)
        return super().filter_tutor(rows, name, value)


def bounds(value: slice | None) -> tuple[date | None, date | None]:
    """The two days of a range, of which either may be missing."""
    days = (value.start, value.stop) if value else (None, None)
    first, last = (day and timezone.localdate(day) for day in days)
    return first, last


def days(name: str, first: date | None, last: date | None) -> dict[str, str]:
    """A range, as an address carries it."""
    said = {f"{name}_from": first, f"{name}_to": last}
    return {key: day.isoformat() for key, day in said.items() if day}


class Asked:
    """The registry by these filters: what a figure counts, and the address that shows it."""

    def __init__(self, request, params: Mapping[str, Any]):
        self.query = urlencode(params, doseq=True)
        self.request = request

    def rows(self):
        filters = PlacementFilterSet(
            QueryDict(self.query), queryset=Placement.objects.all(), request=self.request
        )
        return filters.qs

    def count(self) -> int:
        return self.rows().count()

    @property
    def address(self) -> str:
        return f"{reverse('work:placements')}?{self.query}"
