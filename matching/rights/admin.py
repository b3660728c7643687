"""Requests in the admin: addresses, the menu, the buttons that lead there."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from matching.rights.duties import DutiesPanel, of_the_delegate, of_the_dpo
from matching.rights.views.screens import ADD, VIEW
from offers.models import Buyer, Company

DECIDE = "matching.decide_retentionpolicy"


class BreachesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("matching.view_breach")


class RightsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(VIEW)


@hooks.register("register_admin_urls")
def addresses_of_requests():
    return [path("droits/", include("matching.rights.urls"))]


@hooks.register("construct_homepage_panels", order=20)
def home_of_who_controls(request, panels):
    """Who follows nobody has no queue: requests, breaches and durations wait for them instead."""
    if request.user.is_dpo:
        panels.append(DutiesPanel(of_the_dpo))
    elif request.user.has_perm(DECIDE):
        panels.append(DutiesPanel(of_the_delegate))


@hooks.register("register_offers_sheet_buttons")
def rights_of_contacts(row, user):
    """From the sheet of a company or of a buyer: their people have the same rights."""
    name = {Company: "rights:company", Buyer: "rights:buyer"}.get(type(row))
    if name is None or not user.has_perm(ADD):
        return []
    url = reverse(name, args=[row.pk])
    return [HeaderButton("Demande d'exercice de droits", url=url, icon_name="lock")]


@hooks.register("register_admin_menu_item")
def requests_item():
    return RightsMenuItem(
        "Demandes de droits",
        reverse("rights:list"),
        name="droits",
        icon_name="lock",
        order=140,
    )


@hooks.register("register_admin_menu_item")
def breaches_item():
    return BreachesMenuItem(
        "Violations",
        reverse("rights:breaches"),
        name="violations",
        icon_name="warning",
        order=141,
    )
