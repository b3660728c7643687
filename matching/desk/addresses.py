"""The work on files joins the admin's addresses."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton

from matching.desk.related import PlacementsPanel
from matching.placements.workflow import FOLLOWERS
from offers.models import Buyer, Company, Contract, Offer
from psf.workflow.actors import capacity

LINKS_OF = {
    Offer: ("offer", "code"),
    Contract: ("contract", "pk"),
    Company: ("company", "pk"),
    Buyer: ("buyer", "pk"),
}


@hooks.register("register_admin_urls")
def addresses_of_files():
    return [path("suivi/", include("matching.desk.urls"))]


@hooks.register("register_offers_sheet_panels")
def placements_there(row, user):
    """From the sheet of an offer, a contract or a company to its parcours; a buyer follows contracts."""
    if isinstance(row, Buyer) or not user.has_perm("matching.view_placement"):
        return []
    return [PlacementsPanel(row)]


@hooks.register("register_offers_sheet_buttons")
def personal_links(row, user):
    """From the sheet of an offer, a contract, a company or a buyer to its personal links."""
    if capacity(user, FOLLOWERS) is None:
        return []
    name, key = LINKS_OF[type(row)]
    url = reverse(f"work:{name}_links", args=[getattr(row, key)])
    return [HeaderButton("Liens personnels", url=url, icon_name="link")]
