"""The list of parcours: filtered in plain words, searched without a name in any address, exported."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from matching.desk.registry.filters import PlacementFilterSet, bounds
from matching.models import Placement
from matching.youths.viewsets.persons_list import PersonsList
from offers.columns import Cell
from offers.enums import HoursKind
from psf.french.days import numeric
from psf.french.numbers import hours

VIEW = "matching.view_placement"
TITLE = "Parcours"


def stage(placement) -> str:
    """« Convention depuis le 12/11/2026 », and why a parcours ended."""
    words = f"{placement.get_stage_display()} depuis le {numeric(placement.stage_day)}"
    why = placement.why_ended
    return f"{words} ({why})" if why else words


def done(placement) -> str:
    """« 28 h faites sur 150 h », « 150 h prévues »."""
    counted = placement.counted
    if not counted.began:
        return f"{hours(counted.planned)} {HoursKind.PLANNED.label}"
    return f"{hours(counted.done)} {HoursKind.DONE.label} sur {hours(counted.planned)}"


def first_day(placement) -> str:
    return numeric(placement.first_day) or "–"


def final_day(placement) -> str:
    return numeric(placement.final_day) or "–"


def late(placement) -> str:
    since = placement.late_since
    return f"depuis le {numeric(since)}" if since else "–"


def buyer(placement):
    contract = placement.offer.contract
    return contract.buyer if contract else "–"


def file_url(placement) -> str:
    return reverse("work:file", args=[placement.code])


class PlacementIndexView(PersonsList, generic.IndexView):
    """Rows of the reader's perimeter, of all stages; nothing is changed here."""

    model = Placement
    arranged_as = "parcours"
    extra_column = Cell
    always_shown = frozenset({"weeks"})
    export_of = {
        "youth": ("youth.code", "youth.last_name", "youth.first_name"),
        "company": ("hosting_company",),
        "buyer": ("offer.contract.buyer",),
        "stage": ("get_stage_display", "stage_day", "end_reason_label"),
        "hours": ("counted.planned", "counted.done"),
        "late": ("late_since",),
    }
    page_title = TITLE
    header_icon = "list-ul"
    permission_policy = ModelPermissionPolicy(Placement)
    any_permission_required = ["view"]
    search_label = "Nom ou code du jeune, ou code du parcours"
    index_url_name = "work:placements"
    index_results_url_name = "work:placements_results"
    filterset_class = PlacementFilterSet
    default_ordering = "-reserved_on"
    paginate_by = 50
    table_classname = "listing psf-listing"
    export_filename = "parcours"
    list_export = [
        "code",
        "youth.code",
        "youth.last_name",
        "youth.first_name",
        "hosting_company",
        "offer.contract.buyer",
        "offer.contract.reference",
        "get_stage_display",
        "stage_day",
        "end_reason_label",
        "silence_reason_label",
        "way_on_label",
        "reserved_on",
        "sent_on",
        "meeting_day",
        "accepted_on",
        "first_day",
        "final_day",
        "counted.planned",
        "counted.done",
        "counted.consumed",
        "late_since",
        "tutor",
        "service",
    ]
    export_headings = {
        "code": "Parcours",
        "youth.code": "Jeune",
        "youth.last_name": "Nom",
        "youth.first_name": "Prénom",
        "hosting_company": "Entreprise",
        "offer.contract.buyer": "Acheteur",
        "offer.contract.reference": "Marché",
        "get_stage_display": "Étape",
        "stage_day": "Depuis le",
        "end_reason_label": "Motif de fin",
        "silence_reason_label": "Motif du silence",
        "way_on_label": "Suite du parcours",
        "reserved_on": "Réservé le",
        "sent_on": "Transmis le",
        "meeting_day": "Réunion le",
        "accepted_on": "Accepté le",
        "first_day": "Début (réel, sinon prévu)",
        "final_day": "Fin (réelle, sinon prévue)",
        "counted.planned": f"Heures {HoursKind.PLANNED.label}",
        "counted.done": f"Heures {HoursKind.DONE.label}",
        "counted.consumed": f"Heures {HoursKind.CONSUMED.label}",
        "late_since": "En retard depuis le",
        "tutor": "Tuteur pédagogique",
        "service": "Service",
    }
    named_by_object = frozenset({"hosting_company", "offer.contract.buyer", "tutor", "service"})

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return Placement.objects.for_registry()

    def order_queryset(self, queryset):
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "-pk")

    @cached_property
    def weeks(self):
        """The days between which presence is asked for, or None where it is not."""
        form = self.filters.form if self.filters else None
        asked = form.cleaned_data.get("heures") if form and form.is_valid() else None
        return bounds(asked) if asked else None

    @cached_property
    def columns(self):
        columns = [
            TitleColumn("code", label="Parcours", sort_key="code", get_url=file_url),
            Cell(
                "youth",
                label="Jeune",
                accessor=lambda row: f"{row.youth.last_name} {row.youth.first_name}",
                sort_key="youth__sort_name",
            ),
            Cell(
                "company",
                label="Entreprise",
                accessor="hosting_company",
                sort_key="offer__company__sort_name",
            ),
            Cell(
                "buyer",
                label="Acheteur",
                accessor=buyer,
                sort_key="offer__contract__buyer__sort_name",
            ),
            Cell("stage", label="Étape", accessor=stage, sort_key="stage_since"),
            Cell("first_day", label="Début", accessor=first_day, sort_key="first_day"),
            Cell("final_day", label="Fin", accessor=final_day, sort_key="final_day"),
            Cell("hours", label="Heures", accessor=done),
            Cell("late", label="En retard", accessor=late, sort_key="late_since"),
            Cell("tutor", label="Tuteur", sort_key="tutor__sort_name"),
        ]
        if self.weeks is not None:
            columns.insert(8, Cell("weeks", label="Dont ces semaines", accessor=self.done_then))
        if len(self.request.services) > 1:
            columns.append(Cell("service", label="Service", sort_key="service__sort_name"))
        return columns

    def done_then(self, placement) -> str:
        return hours(placement.done_between(*self.weeks))

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["offers/registry.css"]})
        return context
