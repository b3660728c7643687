"""Read-only tables in the admin: they change with the data files, not by hand."""

from urllib.parse import urlencode

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Permission
from django.http import HttpResponseRedirect
from wagtail import hooks
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from psf.french.folding import fold
from psf.wagtail_seams.screens import register_admin_url_finder

from .menus import REFERENCE_MENU_HOOK


class ReadOnlyPermissionHelper(PermissionHelper):
    """Whoever holds the view permission looks; nobody writes, superusers included."""

    def user_can_view(self, user):
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_list(self, user):
        return self.user_can_view(user)

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.user_can_view(user)

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class FoldedSearchHandler(BaseSearchHandler):
    """Search a code's beginning, or a name without minding accents, on `code` and `sort_name`."""

    def search_queryset(self, queryset, search_term, **kwargs):
        if not search_term:
            return queryset
        named = queryset.filter(sort_name__contains=fold(search_term.strip()))
        return named | queryset.filter(code__istartswith=search_term.strip())


class ForgivingIndexView(IndexView):
    """A parameter that the table does not know is left out; modeladmin lets it be an error 500.

    https://github.com/wagtail-nest/wagtail-modeladmin/blob/main/wagtail_modeladmin/views.py
    """

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            asked = urlencode({self.SEARCH_VAR: self.query}) if self.query else ""
            return HttpResponseRedirect(f"{request.path}?{asked}" if asked else request.path)


class InspectURLFinder:
    """Leads to the page that shows a row, where Wagtail would lead to its form."""

    def __init__(self, user=None):
        self.user = user

    def get_edit_url(self, instance):
        if self.user is None or self.permission_helper.user_can_inspect_obj(self.user, instance):
            return self.url_helper.get_action_url("inspect", quote(instance.pk))


class ReferenceAdmin(ModelAdmin):
    """A table of the menu "Référentiels": list, search, inspect, and no address to write to.

    The model has `code`, `name` and `sort_name`; give `model`, `menu_label`, `menu_order` and, if
    need be, `list_display`, `list_filter`, `inspect_view_fields`, `search_handler_class`.
    """

    permission_helper_class = ReadOnlyPermissionHelper
    search_handler_class = FoldedSearchHandler
    index_view_class = ForgivingIndexView
    list_display: tuple[str, ...] = ("code", "name")
    search_fields = ("sort_name",)
    inspect_view_enabled = True
    history_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50
    menu_icon = "list-ul"

    def __init__(self, parent=None):
        super().__init__(parent)
        # modeladmin asks Django's own admin, which is not installed, how to order filters:
        # https://github.com/wagtail-nest/wagtail-modeladmin/blob/main/wagtail_modeladmin/options.py
        self.admin_site = AdminSite("reference")

    def register_with_wagtail(self):
        super().register_with_wagtail()
        hooks.register(REFERENCE_MENU_HOOK, self.get_menu_item)

    def register_admin_url_finders(self):
        attributes = {"permission_helper": self.permission_helper, "url_helper": self.url_helper}
        register_admin_url_finder(
            self.model, type("_InspectURLFinder", (InspectURLFinder,), attributes)
        )

    def get_permissions_for_registration(self):
        return Permission.objects.filter(
            content_type__app_label=self.opts.app_label,
            codename=self.permission_helper.get_perm_codename("view"),
        )

    def get_admin_urls_for_registration(self):
        names = {self.url_helper.get_action_url_name(action) for action in ("index", "inspect")}
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name in names)
