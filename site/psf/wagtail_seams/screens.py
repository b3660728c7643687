"""Parts of the admin's screens."""

from wagtail.admin.admin_url_finder import AdminURLFinder, register_admin_url_finder
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.panels.base import get_form_for_model
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin as OfWagtail
from wagtail.admin.views.home import sprite
from wagtail.admin.views.i18n import localized_js_catalog
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin
from wagtail.coreutils import multigetattr

__all__ = [
    "AdminURLFinder",
    "BaseFilterForm",
    "DateRangePickerWidget",
    "Echo",
    "SpreadsheetExportMixin",
    "WagtailAdminTemplateMixin",
    "WagtailPaginator",
    "get_form_for_model",
    "get_valid_next_url_from_request",
    "localized_js_catalog",
    "multigetattr",
    "register_admin_url_finder",
    "sprite",
    "versioned_static",
]


class WagtailAdminTemplateMixin(OfWagtail):
    """Wagtail's, with a space before the colon of its title: « Demande : D-2026-00012 »."""

    def get_header_title(self):
        title, subtitle = self.get_page_title(), self.get_page_subtitle()
        return f"{title} : {subtitle}" if subtitle else title
