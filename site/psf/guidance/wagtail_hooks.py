"""The menu « Aide », the first steps on the home page, the texts of help in the settings."""

from django.conf import settings
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from psf.editing import EditedByOne
from psf.guidance.first_steps import is_new, steps_for
from psf.guidance.models import HelpText
from psf.guidance.screens import screen_of
from psf.guidance.views import PRACTISE, READ, GiveOpinionView, OpinionsView, StartView
from psf.wagtail_seams.screens import versioned_static


class HelpTextViewSet(EditedByOne, SnippetViewSet):
    model = HelpText
    icon = "help"
    menu_label = "Aides des écrans"
    base_url_path = "reglages/aides"
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = [
        "__str__",
        DateColumn("updated_at", label="Modifié le", sort_key="updated_at"),
    ]


register_snippet(HelpTextViewSet)


@hooks.register("register_admin_urls")
def guidance_urls():
    return [path("aide/", include("psf.guidance.urls"))]


class ThisScreenItem(MenuItem):
    """Leads to the help of the screen at hand."""

    def is_shown(self, request):
        return screen_of(request) is not None

    def render_component(self, request):
        screen = screen_of(request)
        assert screen is not None
        here = MenuItem(
            f"Aide : {screen.label}",
            reverse("guidance:screen", args=[screen.key]),
            name=self.name,
            icon_name=self.icon_name,
        )
        return here.render_component(request)


class OpinionItem(MenuItem):
    """About the screen at hand, if it has a name."""

    def render_component(self, request):
        screen = screen_of(request)
        if screen is None:
            return super().render_component(request)
        url = reverse("guidance:give_about", args=[screen.key])
        return MenuItem(self.label, url, name=self.name, icon_name=self.icon_name).render_component(
            request
        )


@hooks.register("register_help_menu_item")
def this_screen():
    return ThisScreenItem("Aide de cet écran", "", name="aide-ecran", icon_name="help", order=10)


@hooks.register("register_help_menu_item")
def start():
    return MenuItem(
        StartView.page_title,
        reverse("guidance:start"),
        name="par-ou-commencer",
        icon_name="arrow-right-full",
        order=20,
    )


class PractiseItem(MenuItem):
    """Leads to the training space, where there is one."""

    def is_shown(self, request):
        return bool(settings.PSF_TRAINING_URL)


@hooks.register("register_help_menu_item")
def practise():
    return PractiseItem(
        PRACTISE, settings.PSF_TRAINING_URL, name="s-exercer", icon_name="edit", order=25
    )


@hooks.register("register_help_menu_item")
def opinion():
    return OpinionItem(
        GiveOpinionView.page_title,
        reverse("guidance:give"),
        name="donner-mon-avis",
        icon_name="comment",
        order=30,
    )


@hooks.register("construct_help_menu")
def without_the_library(request, items):
    """What is new in Wagtail is news for developers."""
    items[:] = [item for item in items if not item.name.startswith("whats-new-in-wagtail")]


class OpinionsItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(READ)


@hooks.register("register_reports_menu_item")
def opinions():
    return OpinionsItem(
        OpinionsView.page_title,
        reverse("guidance:opinions"),
        name="avis",
        icon_name="comment",
        order=120,
    )


class FirstStepsPanel(Component):
    name = "par-ou-commencer"
    template_name = "guidance/panel.html"
    order = 5

    def __init__(self, steps):
        self.steps = steps

    def get_context_data(self, parent_context):
        return {"steps": self.steps, "request": parent_context["request"]}


@hooks.register("construct_homepage_panels", order=200)
def first_steps(request, panels):
    """After the panels of the desk, which clear those of Wagtail."""
    if is_new(request.user) and (steps := steps_for(request.user)):
        panels.append(FirstStepsPanel(steps))


@hooks.register("insert_global_admin_js")
def js() -> str:
    return format_html(
        '<script src="{}"></script>', versioned_static("guidance/help-controller.js")
    )


@hooks.register("insert_global_admin_css")
def css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("guidance/help.css"))
