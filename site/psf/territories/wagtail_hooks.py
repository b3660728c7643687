"""What the territories show in the admin: the menu "Référentiels" and its tables."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import modeladmin_register

from psf.editing import NeverDeletedPolicy
from psf.wagtail_seams.policies import register_permission_policy

from .choosers import commune_chooser_viewset
from .menus import reference_menu_item
from .models import AcademicRegion, Academy, Commune, Department, School, Service
from .reference_admin import ReferenceAdmin
from .viewsets import SchoolHolidayViewSet, SchoolViewSet, ServiceViewSet

register_permission_policy(Service, NeverDeletedPolicy(Service))
register_permission_policy(School, NeverDeletedPolicy(School))

hooks.register("register_admin_menu_item", reference_menu_item)
hooks.register("register_admin_viewset", lambda: commune_chooser_viewset)

register_snippet(ServiceViewSet)
register_snippet(SchoolViewSet)
register_snippet(SchoolHolidayViewSet)


@hooks.register("before_delete_snippet")
def no_deletion_its_policy_refuses(request, instances):
    """Wagtail's bulk deletion asks Django's permission, not the policy of the viewset.

    https://github.com/wagtail/wagtail/blob/v7.4.4/wagtail/snippets/bulk_actions/delete.py
    """
    for model in {type(instance) for instance in instances}:
        policy = model.snippet_viewset.permission_policy
        if not policy.user_has_permission(request.user, "delete"):
            raise PermissionDenied


@modeladmin_register
class AcademicRegionAdmin(ReferenceAdmin):
    model = AcademicRegion
    menu_label = "Régions académiques"
    menu_order = 10
    inspect_view_fields = ("code", "name")


@modeladmin_register
class AcademyAdmin(ReferenceAdmin):
    model = Academy
    menu_label = "Académies"
    menu_order = 20
    list_display = ("code", "name", "region", "holiday_zone")
    list_filter = ("region",)
    list_select_related = ("region",)
    inspect_view_fields = ("code", "name", "region", "holiday_zone")


@modeladmin_register
class DepartmentAdmin(ReferenceAdmin):
    model = Department
    menu_label = "Départements"
    menu_order = 30
    list_display = ("code", "name", "academy")
    list_filter = ("academy",)
    list_select_related = ("academy",)
    inspect_view_fields = ("code", "name", "academy")


class CommuneSearchHandler(BaseSearchHandler):
    def search_queryset(self, queryset, search_term, **kwargs):
        return queryset.search(search_term) if search_term else queryset


@modeladmin_register
class CommuneAdmin(ReferenceAdmin):
    model = Commune
    menu_label = "Communes"
    menu_order = 40
    search_handler_class = CommuneSearchHandler
    list_display = ("code", "name", "get_postal_codes_display", "department", "population")
    list_filter = ("department",)
    list_select_related = ("department",)
    inspect_view_fields = (
        "code",
        "name",
        "postal_codes",
        "department",
        "parent",
        "latitude",
        "longitude",
        "population",
    )
