"""The list of young people. A name typed to search travels in the body of a POST, never in an address."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from matching.models import Placement, Youth
from psf.french.days import numeric
from psf.perimeter.access import Door, record_list_access
from psf.spreadsheets.exports import SafeExportMixin

SEARCH_FIELD = "nom"
# Parameters through which a name could slip into an address, a log or a bookmark.
FORBIDDEN_IN_ADDRESS = ("q", SEARCH_FIELD)


def for_list():
    """Current records with what the list and the export show, in a constant number of queries."""
    return (
        Youth.objects.current()
        .select_related("service", "commune", "tutor")
        .prefetch_related(
            Prefetch(
                "placements",
                queryset=Placement.objects.active().only("code", "stage", "youth_id", "service_id"),
                to_attr="active_placements",
            )
        )
    )


def active_placement(youth) -> str:
    return next(
        (f"{each.get_stage_display()} ({each.code})" for each in youth.active_placements), "aucun"
    )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class YouthIndexView(SafeExportMixin, IndexView):
    template_name = "matching/registry/youth_index.html"
    add_item_label = "Ajouter un jeune"
    is_searchable = False  # Wagtail's own search form would put the name in the address.
    default_ordering = "sort_name"
    FORMATS = ("xlsx",)
    export_filename = "jeunes"
    list_export = [
        "code",
        "last_name",
        "first_name",
        "masked_ine",
        "age",
        "get_sex_display",
        "phone",
        "email",
        "commune",
        "get_situation_display",
        "situation_since",
        "tutor",
        "active_placement",
        "service",
    ]
    export_headings = {
        "code": "Code",
        "masked_ine": "INE (masqué)",
        "age": "Âge",
        "get_sex_display": "Sexe",
        "get_situation_display": "Situation",
        "active_placement": "Parcours en cours",
    }

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.typed = request.POST.get(SEARCH_FIELD, "").strip()

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not request.user.has_perm("matching.export_youth"):
            raise PermissionDenied
        if not set(FORBIDDEN_IN_ADDRESS).isdisjoint(request.GET):
            query = request.GET.copy()
            for name in FORBIDDEN_IN_ADDRESS:
                query.pop(name, None)
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    @cached_property
    def is_searching(self):
        return bool(self.typed)

    def get_base_queryset(self):
        return for_list()

    def search_queryset(self, queryset):
        return queryset.matching_text(self.typed) if self.is_searching else queryset

    @cached_property
    def columns(self):
        columns = [
            self._get_title_column_class(TitleColumn)(
                "name",
                label="Nom",
                accessor=lambda youth: f"{youth.last_name} {youth.first_name}",
                sort_key="sort_name",
                get_url=self.get_inspect_url,
            ),
            Column("code", label="Code", sort_key="code"),
            Column(
                "age",
                label="Âge",
                accessor=lambda youth: f"{youth.age} ans",
                sort_key="birth_date",
                classname="psf-wide-only",
            ),
            Column(
                "commune",
                label="Commune",
                sort_key="commune__sort_name",
                classname="psf-wide-only",
            ),
            Column("situation", label="Situation", accessor="get_situation_display"),
            Column(
                "situation_since",
                label="Depuis le",
                accessor=lambda youth: numeric(youth.situation_since),
                sort_key="situation_since",
                classname="psf-wide-only",
            ),
            Column(
                "tutor",
                label="Tuteur",
                accessor=lambda y: y.tutor or "–",
                classname="psf-wide-only",
            ),
            Column("placement", label="Parcours en cours", accessor=active_placement),
        ]
        if len(self.request.services) > 1:
            columns.append(Column("service", label="Service", classname="psf-wide-only"))
        return columns

    def get_list_more_buttons(self, instance):
        return more_buttons(self.request.user, instance)

    @cached_property
    def show_export_buttons(self):
        return self.request.user.has_perm("matching.export_youth")

    @cached_property
    def header_more_buttons(self):
        if not self.show_export_buttons:
            return []
        return [Button("Exporter (XLSX)", url=self.xlsx_export_url, icon_name="download")]

    def get_export_url(self, format):
        # The results alone are asked for after a search: the file is the whole list's.
        params = self.request.GET.copy()
        params["export"] = format
        return f"{self.index_url}?{params.urlencode()}"

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        return {
            name: str(value) if name in OBJECTS and value else value for name, value in row.items()
        }

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context |= {
            "typed": self.typed,
            "is_searching": self.is_searching,
            "search_field": SEARCH_FIELD,
            "search_action": f"{self.index_url}?{self.request.GET.urlencode()}",
        }
        return context

    def render_to_response(self, context, **response_kwargs):
        if self.is_export:
            youths = list(context["object_list"])
            for youth in youths:
                youth.active_placement = active_placement(youth)
            context["object_list"] = Rows(youths)
            door = Door.EXPORT
        else:
            youths = context["object_list"]
            door = Door.SEARCH if self.is_searching else Door.LIST
        record_list_access(self.request.user, youths, door)
        return super().render_to_response(context, **response_kwargs)


OBJECTS = {"commune", "tutor", "service"}


class Rows(list):
    """Loaded records that the export reads its headings from as from a queryset."""

    model = Youth


def more_buttons(user, youth) -> list[Button]:
    """What can be done with a record, by those allowed to."""
    doors = [
        ("edit", "Modifier", "edit", "matching.change_youth"),
        ("handover", "Transférer à un autre service", "arrow-right", "matching.handover_youth"),
        ("merge", "Fusionner avec un autre dossier", "copy", "matching.merge_youth"),
        ("history", "Historique", "history", "matching.change_youth"),
    ]
    if youth.merged_into_id:
        doors = doors[-1:]
    buttons = [
        Button(label, url=youth_url(name, youth), icon_name=icon, priority=10 * rank)
        for rank, (name, label, icon, permission) in enumerate(doors)
        if user.has_perm(permission)
    ]
    if user.has_perm("matching.add_legalhold") and not youth.merged_into_id:
        # A page of retention, above.
        url = reverse("conservation:holds", args=[youth.code])
        buttons.append(Button("Retenir ce dossier", url=url, icon_name="lock", priority=90))
    return buttons


def record_buttons(user, youth) -> list[Button]:
    """The same on the record itself, and what the person may ask about their own data."""
    buttons = more_buttons(user, youth)
    if not youth.merged_into_id and user.has_perm("matching.add_rightsrequest"):
        asked = reverse("rights:ask_youth", args=[youth.code])
        buttons.append(
            Button("Demande d'exercice de droits", url=asked, icon_name="lock", priority=35)
        )
    return buttons


def youth_url(name, youth) -> str:
    return reverse(f"wagtailsnippets_matching_youth:{name}", args=[youth.pk])
