"""Editable registries of the menu "Référentiels": services, schools, school holidays."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from psf.editing import EditedByOne
from psf.french.folding import fold
from psf.wagtail_seams.policies import RegisteredPolicy

from .forms import ServiceForm
from .menus import REFERENCE_MENU_HOOK
from .models import School, SchoolHoliday, Service


class FoldedIndexView(IndexView):
    """Search names without minding accents."""

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(sort_name__contains=fold(self.search_query.strip()))


class ReferenceViewSet(EditedByOne, SnippetViewSet):
    menu_hook = REFERENCE_MENU_HOOK
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50


class ServiceViewSet(RegisteredPolicy, ReferenceViewSet):
    model = Service
    icon = "group"
    menu_label = "Services"
    menu_order = 50
    index_view_class = FoldedIndexView
    search_fields = ["sort_name"]
    list_display = [
        Column("name", label="Nom", sort_key="sort_name"),
        Column("get_kind_display", label="Type"),
        Column("department", label="Département"),
        Column("phone", label="Téléphone"),
    ]
    list_filter = ["kind", "department", "active"]
    ordering = ["sort_name", "pk"]
    inspect_view_fields = [
        "name",
        "kind",
        "department",
        "phone",
        "email",
        "address",
        "active",
        "communes",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("name"),
            FieldPanel("department"),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            FieldPanel("address"),
            FieldPanel("communes"),
            FieldPanel("active"),
        ],
        base_form_class=ServiceForm,
    )

    def get_queryset(self, request):
        return Service.objects.select_related("department")


class SchoolViewSet(RegisteredPolicy, ReferenceViewSet):
    model = School
    icon = "home"
    menu_label = "Établissements"
    menu_order = 60
    index_view_class = FoldedIndexView
    search_fields = ["sort_name"]
    list_display = [
        Column("name", label="Nom", sort_key="sort_name"),
        Column("uai", label="UAI", sort_key="uai"),
        Column("commune", label="Commune"),
    ]
    ordering = ["sort_name", "uai"]
    inspect_view_fields = ["uai", "name", "commune", "city"]
    panels = [FieldPanel("uai"), FieldPanel("name"), FieldPanel("commune"), FieldPanel("city")]

    def get_queryset(self, request):
        return School.objects.select_related("commune")


class SchoolHolidayViewSet(ReferenceViewSet):
    model = SchoolHoliday
    icon = "date"
    menu_label = "Vacances scolaires"
    menu_order = 70
    list_display = [
        Column("name", label="Nom"),
        Column("get_zone_display", label="Zone"),
        Column("school_year", label="Année scolaire", sort_key="school_year"),
        Column("starts_on", label="Premier jour", sort_key="starts_on"),
        Column("ends_on", label="Dernier jour", sort_key="ends_on"),
    ]
    list_filter = ["zone", "school_year"]
    ordering = ["zone", "starts_on"]
    panels = [
        FieldPanel("zone"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("school_year")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])],
            heading="Dates",
            help_text=(
                "Le dernier jour est la veille de la reprise. Saisissez les grandes vacances en"
                " dernier : le calendrier est considéré comme connu jusqu’à leur fin."
            ),
        ),
    ]
