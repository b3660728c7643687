"""The queue stands first in the admin's menu, and its figures on the home page."""

from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from matching.desk.after_call import may_enter
from matching.desk.agenda.views import TITLE as AGENDA
from matching.desk.agenda.views import CalendarAddressView
from matching.desk.doubles.kinds import kinds_for
from matching.desk.doubles.views import TITLE as DOUBLES
from matching.desk.queue.tabs import may_see_queue
from matching.desk.registry.views import TITLE as PLACEMENTS
from matching.desk.registry.views import VIEW as VIEW_PLACEMENTS
from matching.desk.views.dashboard import DashboardPanel
from matching.desk.views.own_figures import TITLE as OWN_FIGURES
from psf.accounts.roles import EDITORIAL, Role
from psf.wagtail_seams.screens import versioned_static
from psf.workflow.policies.access import FOLLOW


@hooks.register("insert_global_admin_js")
def seek_js() -> str:
    """Of the search that templates/wagtailadmin/base.html shows on every page."""
    return format_html(
        '<script src="{}"></script>', versioned_static("matching/seek-controller.js")
    )


@hooks.register("insert_global_admin_css")
def seek_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("matching/seek.css"))


class QueueMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_queue(request.user)


@hooks.register("register_admin_menu_item")
def queue_item():
    return QueueMenuItem(
        "Suivi des parcours", reverse("work:queue"), name="suivi", icon_name="tasks", order=1
    )


class PlacementsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(VIEW_PLACEMENTS)


@hooks.register("register_admin_menu_item")
def placements_item():
    # Under the young people (130), above the offers (200).
    return PlacementsMenuItem(
        PLACEMENTS, reverse("work:placements"), name="parcours", icon_name="list-ul", order=135
    )


@hooks.register("register_admin_menu_item")
def agenda_item():
    return PlacementsMenuItem(
        AGENDA, reverse("work:agenda"), name="agenda", icon_name="calendar-alt", order=3
    )


@hooks.register("register_admin_menu_item")
def own_figures_item():
    return PlacementsMenuItem(
        OWN_FIGURES, reverse("work:own_figures"), name="mes-chiffres", icon_name="view", order=4
    )


@hooks.register("register_account_menu_item")
def calendar_address_item(request):
    if not request.user.has_perm(VIEW_PLACEMENTS):
        return None
    return {
        "url": reverse("work:agenda_address"),
        "label": CalendarAddressView.page_title,
        "help_text": "Une adresse personnelle, en codes et en heures : la créer, la renouveler, la retirer.",
    }


class AfterCallMenuItem(MenuItem):
    def is_shown(self, request):
        return may_enter(request.user)


@hooks.register("register_admin_menu_item")
def after_call_item():
    return AfterCallMenuItem(
        "Offre après un appel",
        reverse("work:after_call"),
        name="offre-apres-un-appel",
        icon_name="mobile-alt",
        order=2,
    )


class ClockMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(FOLLOW)


@hooks.register("register_reports_menu_item")
def clock_item():
    return ClockMenuItem(
        "Relances automatiques", reverse("work:clock"), icon_name="history", order=90
    )


class DoublesMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(kinds_for(request.user))


@hooks.register("register_reports_menu_item")
def doubles_item():
    return DoublesMenuItem(DOUBLES, reverse("work:doubles"), icon_name="copy", order=95)


@hooks.register("construct_homepage_panels")
def home_of_people_who_follow_files(request, panels):
    """Their work replaces Wagtail's panels about pages, except for who also writes pages."""
    if not may_see_queue(request.user):
        return
    if request.user.roles.isdisjoint(EDITORIAL):
        panels.clear()
    panels.append(DashboardPanel())


# By the names of their items: what a tutor opens every day.
TUTORS_MENU = frozenset(
    ["suivi", "agenda", "mes-chiffres", "messages", "jeunes", "parcours", "offres", "help"]
)


@hooks.register("construct_main_menu")
def shorter_for_tutors(request, items):
    """The rest stays one tap further, in « Autres »."""
    if request.user.roles != {Role.TUTOR}:
        return
    others = [item for item in items if item.name not in TUTORS_MENU]
    inside = [leaf for item in others for leaf in leaves_of(item, request)]
    items[:] = [item for item in items if item.name in TUTORS_MENU]
    if inside:
        menu = Menu(items=inside)
        items.append(SubmenuMenuItem("Autres", menu, name="autres", icon_name="dots-horizontal"))


def leaves_of(item, request) -> list:
    """The item, or those that it opens."""
    menu = getattr(item, "menu", None)
    if menu is None:
        return [item]
    return [
        leaf for each in menu.menu_items_for_request(request) for leaf in leaves_of(each, request)
    ]
