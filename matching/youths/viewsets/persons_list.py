"""What every list that names young people owes them.

A name typed to search travels in the body of a POST, never in an address; rows shown and given out are
written down in the log of consultations; who gives lists out has a permission for it.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.widgets.button import Button

from psf.list_views.index import OwnViews
from psf.perimeter.access import Door, record_list_access
from psf.spreadsheets.exports import SafeExportMixin

SEARCH_FIELD = "nom"
# Parameters through which a name could slip into an address, a log or a bookmark.
FORBIDDEN_IN_ADDRESS = ("q", SEARCH_FIELD)


class Rows(list):
    """Loaded records that the export reads its headings from as from a queryset."""

    def __init__(self, rows, model):
        super().__init__(rows)
        self.model = model


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PersonsList(OwnViews, SafeExportMixin):
    """Mix it in front of an IndexView, whose rows have a `service_id` and know `matching_text`."""

    template_name = "matching/registry/persons_list.html"
    is_searchable = False  # Wagtail's own search form would put the name in the address.
    search_label = "Nom, code ou INE"
    export_permission = "matching.export_youth"
    FORMATS = ("xlsx",)
    # Columns of the export that hold an object, read as its name.
    named_by_object: frozenset[str] = frozenset()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.typed = request.POST.get(SEARCH_FIELD, "").strip()

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not self.show_export_buttons:
            raise PermissionDenied
        if not set(FORBIDDEN_IN_ADDRESS).isdisjoint(request.GET):
            query = request.GET.copy()
            for name in FORBIDDEN_IN_ADDRESS:
                query.pop(name, None)
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    # Search

    @cached_property
    def is_searching(self):
        return bool(self.typed)

    def search_queryset(self, queryset):
        return queryset.matching_text(self.typed) if self.is_searching else queryset

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {
            "typed": self.typed,
            "is_searching": self.is_searching,
            "search_label": self.search_label,
            "search_field": SEARCH_FIELD,
            "search_action": f"{self.index_url}?{self.request.GET.urlencode()}",
        }

    # Export

    @cached_property
    def show_export_buttons(self):
        return self.request.user.has_perm(self.export_permission)

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
            name: str(value) if name in self.named_by_object and value else value
            for name, value in row.items()
        }

    # Log of consultations

    def note_export(self, rows, export_format):
        record_list_access(self.request.user, rows, Door.EXPORT)

    def render_to_response(self, context, **response_kwargs):
        if self.is_export:
            context["object_list"] = Rows(
                self.loaded_for_export(context["object_list"]), self.model
            )
            self.note_export(context["object_list"], self.FORMAT_XLSX)
        else:
            door = Door.SEARCH if self.is_searching else Door.LIST
            record_list_access(self.request.user, context["object_list"], door)
        return super().render_to_response(context, **response_kwargs)
