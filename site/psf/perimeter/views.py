"""«Consultations»: who looked at which record, for the data protection officer."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from psf.long_lists import LongList
from psf.perimeter.models import AccessLog
from psf.perimeter.models.access import AccessLogQuerySet
from psf.spreadsheets.exports import SafeExportMixin
from psf.territories.models import Service
from psf.wagtail_seams.filters import ListFilterSet
from psf.wagtail_seams.screens import DateRangePickerWidget


class AccessFilterSet(ListFilterSet):
    at = django_filters.DateFromToRangeFilter(label="Date", widget=DateRangePickerWidget)
    door = django_filters.MultipleChoiceFilter(
        label="Par", choices=AccessLog.Door.choices, widget=CheckboxSelectMultiple
    )
    user = django_filters.CharFilter(
        label="Identifiant de la personne", field_name="user__username", lookup_expr="iexact"
    )
    link = django_filters.NumberFilter(label="Numéro du lien personnel")
    code = django_filters.CharFilter(label="Code du jeune (J-…)", lookup_expr="iexact")
    service = django_filters.ModelMultipleChoiceFilter(
        label="Service",
        queryset=lambda request: Service.objects.filter(pk__in=request.services),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = AccessLog
        fields: list[str] = []


class ConsultationsView(LongList, SafeExportMixin, ReportView):
    """Read-only; the database narrows it to the reader's own dated perimeter."""

    page_title = "Consultations"
    header_icon = "view"
    permission_policy = ModelPermissionPolicy(AccessLog)
    any_permission_required = ["view"]
    filterset_class = AccessFilterSet
    index_url_name = "perimeter_consultations"
    index_results_url_name = "perimeter_consultations_results"
    model = AccessLog
    default_ordering = "-at"
    export_filename = "consultations"
    list_export = ["at", "who", "get_door_display", "reason", "code", "count", "service"]
    export_headings = {
        "who": "Qui",
        "get_door_display": "Par",
        "reason": "Motif",
        "code": "Code",
        "count": "Nombre de dossiers",
    }
    columns = [
        Column("at", label="Date", sort_key="at"),
        Column("who", label="Qui"),
        Column("door", label="Par", accessor="get_door_display"),
        Column("reason", label="Motif"),
        Column("code", label="Code"),
        Column("count", label="Nombre de dossiers"),
        Column("service", label="Service"),
    ]
    custom_field_preprocess = {name: {"xlsx": str, "csv": str} for name in ("service",)}

    def get_base_queryset(self) -> AccessLogQuerySet:
        return AccessLog.objects.naming_readers().select_related("service")

    @cached_property
    def verbose_name_plural(self) -> str:
        return "consultations"
