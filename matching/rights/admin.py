"""Requests in the admin: addresses, the menu, the buttons that lead there."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from matching.rights.views.screens import ADD, CHANGE
from offers.models import Buyer, Company


class RightsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(CHANGE)


@hooks.register("register_admin_urls")
def addresses_of_requests():
    return [path("droits/", include("matching.rights.urls"))]


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
