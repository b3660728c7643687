"""Filters of the young people's registry, in plain words: none of them holds a name."""

import django_filters
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone

from matching.enums import Situation
from matching.models import Youth
from matching.youths.handover import tutors_of
from offers.models import Field
from psf.territories.models import Service
from psf.wagtail_seams.filters import ListFilterSet
from psf.wagtail_seams.screens import DateRangePickerWidget

NO_ACTION, LATE = "sans", "retard"
AGES = {"mineurs": (0, 17), "18-20": (18, 20), "21-plus": (21, 99)}


class OfMyServices(ListFilterSet):
    """A list of what one's services follow: by tutor, and by service where there are several."""

    tuteur = django_filters.ChoiceFilter(
        label="Tuteur pédagogique", widget=RadioSelect, empty_label="tous", method="filter_tutor"
    )
    service = django_filters.ModelMultipleChoiceFilter(
        label="Service", queryset=Service.objects.none(), widget=CheckboxSelectMultiple
    )
    # Before the tutors' names.
    first_tutors: tuple[tuple[str, str], ...] = (("moi", "moi"),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        services = self.request.services
        # Read by who opens the filter or chose one of them; a method would be copied with all it hangs on.
        self.filters["tuteur"].extra["choices"] = lambda: self.tutors()
        if len(services) > 1:
            self.filters["service"].queryset = Service.objects.filter(pk__in=services)
        else:
            del self.filters["service"]
        # After those of the list itself.
        for name in ("tuteur", "service"):
            if name in self.filters:
                self.filters.move_to_end(name)

    def tutors(self) -> list[tuple[str, str]]:
        found = [
            (str(user.pk), str(user))
            for user in tutors_of(*self.request.services)
            if user.pk != self.request.user.pk
        ]
        return [*self.first_tutors, *found]

    def filter_tutor(self, queryset, name, value):
        return queryset.filter(tutor=self.request.user if value == "moi" else value)


class YouthFilterSet(OfMyServices):
    first_tutors = (("moi", "moi"), ("personne", "personne pour l'instant"))
    situation = django_filters.MultipleChoiceFilter(
        label="Situation", choices=Situation.choices, widget=CheckboxSelectMultiple
    )
    parcours = django_filters.ChoiceFilter(
        label="Parcours",
        choices=[("sans", "sans parcours en cours"), ("avec", "avec un parcours en cours")],
        widget=RadioSelect,
        empty_label="tous",
        method="filter_placement",
    )
    action = django_filters.MultipleChoiceFilter(
        label="Action",
        choices=[(NO_ACTION, "sans action ouverte"), (LATE, "une action est en retard")],
        widget=CheckboxSelectMultiple,
        method="filter_action",
    )
    depuis = django_filters.DateFromToRangeFilter(
        label="Dans cette situation depuis",
        field_name="situation_since",
        widget=DateRangePickerWidget,
    )
    age = django_filters.MultipleChoiceFilter(
        label="Âge",
        choices=[
            ("mineurs", "moins de 18 ans"),
            ("18-20", "de 18 à 20 ans"),
            ("21-plus", "21 ans et plus"),
        ],
        widget=CheckboxSelectMultiple,
        method="filter_age",
    )
    champ = django_filters.ModelMultipleChoiceFilter(
        label="Champ souhaité",
        queryset=Field.objects.all(),
        widget=CheckboxSelectMultiple,
        method="filter_field",
    )

    class Meta:
        model = Youth
        fields = []

    def filter_placement(self, queryset, name, value):
        if value == "sans":
            return queryset.without_active_placement()
        return queryset.with_active_placement()

    def filter_action(self, queryset, name, values):
        asked = Q(pk__in=[])
        if NO_ACTION in values:
            asked |= Q(pk__in=Youth.objects.without_action().order_by().values("pk"))
        if LATE in values:
            asked |= Q(pk__in=Youth.objects.late().order_by().values("pk"))
        return queryset.filter(asked) if values else queryset

    def filter_age(self, queryset, name, values):
        today = timezone.localdate()
        ages = Q(pk__in=[])
        for value in values:
            youngest, oldest = AGES[value]
            ages |= Q(
                birth_date__lte=_years_before(today, youngest),
                birth_date__gt=_years_before(today, oldest + 1),
            )
        return queryset.filter(ages) if values else queryset

    def filter_field(self, queryset, name, fields):
        return queryset.interested_in(fields) if fields else queryset

    def filter_tutor(self, queryset, name, value):
        if value == "personne":
            return queryset.filter(tutor=None)
        return super().filter_tutor(queryset, name, value)


def _years_before(day, years):
    """The same day `years` earlier; 1 March for a 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, month=3, day=1)
