"""Filters of the registries, in plain words."""

import django_filters
from django import forms
from django.utils import timezone

from offers.enums import OfferStage
from offers.models import Company, Contract, Field, Offer
from offers.permissions import services_of
from psf.territories.models import AcademicRegion, Academy, Department
from psf.wagtail_seams.filters import ListFilterSet

HOURS = [
    (1, "il en reste"),
    (150, "au moins 150 h"),
    (300, "au moins 300 h"),
    (450, "au moins 450 h"),
]

ENDING_SOON = "ending_soon"
TO_VERIFY = "contacts_to_verify"
NO_SLOT = "no_slot"
NOBODY = "nobody"
WAITING = "waiting"
MINE = "mine"


class CheckboxFilter(django_filters.MultipleChoiceFilter):
    """Boxes to tick; each ticked one narrows (`method`), or widens (`field_name`)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **kwargs)


class OfferFilterSet(ListFilterSet):
    stage = CheckboxFilter(label="Étape", choices=OfferStage.choices)
    watch = CheckboxFilter(
        label="À surveiller",
        choices=[
            (ENDING_SOON, "marché qui finit dans moins de 6 mois"),
            (TO_VERIFY, "contacts à vérifier"),
            (NO_SLOT, "sans lieu d'accueil"),
            (NOBODY, "disponibles, sans jeune"),
            (WAITING, "suivies par mes services, sans jeune depuis trop longtemps"),
            (MINE, "suivies par mes services"),
        ],
        method="filter_watch",
    )
    hours = django_filters.ChoiceFilter(
        label="Heures restantes",
        choices=HOURS,
        empty_label="toutes",
        widget=forms.RadioSelect,
        method="filter_hours",
    )
    field = django_filters.ModelMultipleChoiceFilter(
        label="Champ professionnel",
        queryset=Field.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        method="filter_fields",
    )
    region = django_filters.ModelChoiceFilter(
        label="Région académique",
        queryset=AcademicRegion.objects.all(),
        empty_label="toutes",
        method="filter_region",
    )
    academy = django_filters.ModelChoiceFilter(
        label="Académie",
        queryset=Academy.objects.all(),
        empty_label="toutes",
        method="filter_academy",
    )
    department = django_filters.ModelChoiceFilter(
        label="Département",
        queryset=Department.objects.all(),
        empty_label="tous",
        method="filter_department",
    )

    class Meta:
        model = Offer
        fields = []

    def filter_watch(self, offers, name, values):
        mine = services_of(self.request.user)
        narrow = {
            ENDING_SOON: offers.model.objects.ending_soon,
            TO_VERIFY: offers.model.objects.with_contacts_to_verify,
            NO_SLOT: offers.model.objects.without_open_slot,
            NOBODY: offers.model.objects.without_young_person,
            WAITING: lambda: offers.model.objects.waiting_for_long(mine),
            MINE: lambda: offers.model.objects.followed_by(mine),
        }
        for value in values:
            offers = offers.filter(pk__in=narrow[value]().values("pk"))
        return offers

    def filter_hours(self, offers, name, value):
        return offers.with_hours_left(int(value))

    def filter_fields(self, offers, name, fields):
        return offers.in_fields(fields) if fields else offers

    def filter_region(self, offers, name, region):
        return offers.hosted_in(academy__region=region)

    def filter_academy(self, offers, name, academy):
        return offers.hosted_in(academy=academy)

    def filter_department(self, offers, name, department):
        return offers.hosted_in(pk=department.pk)


class CompanyFilterSet(ListFilterSet):
    department = django_filters.ModelChoiceFilter(
        label="Département",
        field_name="commune__department",
        queryset=Department.objects.all(),
        empty_label="tous",
    )
    watch = CheckboxFilter(
        label="À surveiller",
        choices=[(TO_VERIFY, "contacts à vérifier"), ("no_contact", "personne à appeler")],
        method="filter_watch",
    )

    class Meta:
        model = Company
        fields = []

    def filter_watch(self, companies, name, values):
        if TO_VERIFY in values:
            companies = companies.with_contacts_to_verify()
        if "no_contact" in values:
            companies = companies.without_contact()
        return companies


class ContractFilterSet(ListFilterSet):
    ends = django_filters.ChoiceFilter(
        label="Période ferme",
        choices=[
            ("running", "en cours"),
            (ENDING_SOON, "finit dans moins de 6 mois"),
            ("over", "terminée"),
        ],
        empty_label="toutes",
        widget=forms.RadioSelect,
        method="filter_ends",
    )

    class Meta:
        model = Contract
        fields = []

    def filter_ends(self, contracts, name, value):
        today = timezone.localdate()
        if value == "over":
            return contracts.ending_before(today)
        if value == ENDING_SOON:
            return contracts.ending_soon(today)
        return contracts.filter(firm_end__gte=today)
