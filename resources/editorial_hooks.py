"""What editors find in the admin: contents, reports, warnings on saving."""

from django.contrib import messages
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import WorkflowState

from home.wagtail_hooks import edits_pages
from resources.checking import warnings_of_page
from resources.links import FramedPageLinkHandler
from resources.reports import MissedSearchesView, ToReviewView


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return edits_pages(request.user)


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("rapports/a-reverifier/", ToReviewView.as_view(), name="resources_to_review"),
        path(
            "rapports/a-reverifier/resultats/",
            ToReviewView.as_view(results_only=True),
            name="resources_to_review_results",
        ),
        path("rapports/recherches/", MissedSearchesView.as_view(), name="resources_missed"),
        path(
            "rapports/recherches/resultats/",
            MissedSearchesView.as_view(results_only=True),
            name="resources_missed_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def to_review_item():
    address = reverse("resources_to_review")
    return EditorsMenuItem("À revérifier", address, icon_name="warning", order=10)


@hooks.register("register_reports_menu_item")
def missed_item():
    address = reverse("resources_missed")
    return EditorsMenuItem("Recherches sans résultat", address, icon_name="search", order=20)


@hooks.register("register_rich_text_features", order=100)
def page_links(features):
    features.register_link_type(FramedPageLinkHandler)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn(request, page):
    """On a save that somebody asked for: autosave speaks JSON and stays silent."""
    if "application/json" not in request.headers.get("Accept", ""):
        for sentence in warnings_of_page(page):
            messages.warning(request, sentence)


@hooks.register("after_edit_page")
def say_what_comes_next(request, page):
    """After an approval or a refusal: Wagtail only says that the page was changed."""
    if not request.POST.get("action-workflow-action"):
        return
    state = WorkflowState.objects.for_instance(page).order_by("-created_at", "-pk").first()
    if state is None:
        return
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        said = "La page est renvoyée à qui l’a soumise, avec votre commentaire."
    elif state.status == WorkflowState.STATUS_APPROVED:
        said = "La page est approuvée et publiée."
    else:
        said = f"C’est approuvé. Prochaine étape : {state.current_task_state.task.name}."
    messages.success(request, said)
