"""Dated settings of the DPO and of the administration: a new version, never a change of the past."""

from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from matching.models import MatchingPolicy, Notice, WatchedWords
from psf.editing import EditedByOne
from psf.wagtail_seams.policies import RegisteredPolicy


class VersionsView(IndexView):
    """Wagtail agrees the name of a model in gender and number by brackets: « un(e) durées »."""

    add_item_label = "Ajouter une version"


class NewVersionView(CreateView):
    """Starts from the values in force, so that one change is one change."""

    page_title = "Nouvelle version"
    success_message = "Version enregistrée : %(object)s."

    def get_breadcrumbs_items(self):
        *before, last = super().get_breadcrumbs_items()
        return [*before, {**last, "label": self.page_title}]

    def get_initial(self):
        current = self.model.objects.in_force()
        if current is None:
            return {}
        names = [field.name for field in self.model._meta.fields if field.editable]
        return {
            name: getattr(current, name)
            for name in names
            if name not in ("id", "valid_from", "reason", "number")
        }


class VersionEditView(EditView):
    success_message = "Version enregistrée : %(object)s."

    def dispatch(self, request, *args, **kwargs):
        allowed = self.user_has_permission_for_instance("change", self.object)
        if self.user_has_permission("change") and not allowed:
            messages.warning(
                request, "Cette version ne change plus : ajoutez une nouvelle version."
            )
            return redirect(reverse(self.inspect_url_name, args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)


class PolicyViewSet(EditedByOne, RegisteredPolicy, SnippetViewSet):
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = VersionsView
    add_view_class = NewVersionView
    edit_view_class = VersionEditView
    ordering = ["-valid_from"]
    list_display = [
        "__str__",
        Column("valid_from", label="À partir du", sort_key="valid_from"),
        Column("reason", label="Motif"),
    ]

    def register_chooser_viewset(self):
        """None: nothing chooses a version."""


class MatchingPolicyViewSet(PolicyViewSet):
    model = MatchingPolicy
    icon = "sliders"
    menu_label = "Critères de rapprochement"
    base_url_path = "reglages/rapprochement"


class WatchedWordsViewSet(PolicyViewSet):
    model = WatchedWords
    icon = "glasses"
    menu_label = "Mots à relire"
    base_url_path = "reglages/mots-a-relire"
    list_display = [
        *PolicyViewSet.list_display,
        Column("source", label="Source"),
        Column("state", label="État"),
    ]


class NoticeViewSet(PolicyViewSet):
    model = Notice
    icon = "doc-full"
    menu_label = "Notices d’information"
    base_url_path = "reglages/notices"
