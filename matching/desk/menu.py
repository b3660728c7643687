"""The queue stands first in the admin's menu, and its figures on the home page."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from matching.desk.after_call import may_enter
from matching.desk.queue.tabs import may_see_queue
from matching.desk.views.dashboard import DashboardPanel
from psf.accounts.roles import EDITORIAL
from psf.workflow.policies.access import FOLLOW


class QueueMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_queue(request.user)


@hooks.register("register_admin_menu_item")
def queue_item():
    return QueueMenuItem(
        "Suivi des parcours", reverse("work:queue"), name="suivi", icon_name="tasks", order=1
    )


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


@hooks.register("construct_homepage_panels")
def home_of_people_who_follow_files(request, panels):
    """Their work replaces Wagtail's panels about pages, except for who also writes pages."""
    if not may_see_queue(request.user):
        return
    if request.user.roles.isdisjoint(EDITORIAL):
        panels.clear()
    panels.append(DashboardPanel())
