"""The registry of young people."""

from django.urls import path
from wagtail.snippets.views.snippets import SnippetViewSet

from matching.models import Youth
from matching.youths.filters import YouthFilterSet
from matching.youths.panels import youth_panels
from matching.youths.viewsets.youth_index import YouthIndexView
from matching.youths.viewsets.youth_moves import HandoverView, MergeChoiceView, MergePreviewView
from matching.youths.viewsets.youth_record import (
    YouthCreateView,
    YouthEditView,
    YouthHistoryView,
    YouthInspectView,
)
from psf.wagtail_seams.policies import RegisteredPolicy


class YouthViewSet(RegisteredPolicy, SnippetViewSet):
    """At /admin/jeunes/; no chooser, no copy, no deletion."""

    model = Youth
    icon = "user"
    menu_label = "Jeunes"
    menu_name = "jeunes"
    menu_order = 130
    add_to_admin_menu = True
    base_url_path = "jeunes"
    list_per_page = 50
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = YouthIndexView
    add_view_class = YouthCreateView
    edit_view_class = YouthEditView
    inspect_view_class = YouthInspectView
    history_view_class = YouthHistoryView
    index_template_name = YouthIndexView.template_name
    inspect_template_name = YouthInspectView.template_name
    filterset_class = YouthFilterSet
    edit_handler = youth_panels

    def register_chooser_viewset(self):
        """None: a chooser lists names, and nothing chooses a young person that way."""

    def get_urlpatterns(self):
        common = {"breadcrumbs_items": self.breadcrumbs_items}
        return [
            *super().get_urlpatterns(),
            path("transfert/<int:pk>/", HandoverView.as_view(**common), name="handover"),
            path("fusion/<int:pk>/", MergeChoiceView.as_view(**common), name="merge"),
            path(
                "fusion/<int:pk>/<int:other_pk>/",
                MergePreviewView.as_view(**common),
                name="merge_preview",
            ),
        ]
