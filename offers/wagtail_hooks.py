"""What the offers show in the admin."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from offers.choosers import buyer_contact_chooser, company_contact_chooser
from offers.enums import TAKEN_BACK, AddressSource
from offers.models import Field, Offer, Rome
from offers.permissions import OfferPermissionPolicy
from offers.views.contacts import decide_buyer_address, decide_company_address, verify_contact
from offers.views.filings import VIEW
from offers.views.merge import MergeBuyersView, MergeCompaniesView
from offers.views.rome import complete_rome
from offers.viewsets import (
    CalibreBracketViewSet,
    EuropeanThresholdViewSet,
    GratificationRateViewSet,
    OffersGroup,
)
from psf.territories.reference_admin import ReferenceAdmin
from psf.wagtail_seams.policies import register_permission_policy

register_permission_policy(Offer, OfferPermissionPolicy(Offer))

register_snippet(OffersGroup)
register_snippet(GratificationRateViewSet)
register_snippet(EuropeanThresholdViewSet)
register_snippet(CalibreBracketViewSet)

hooks.register("register_admin_viewset", lambda: company_contact_chooser)
hooks.register("register_admin_viewset", lambda: buyer_contact_chooser)


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("entreprises/fusion/", MergeCompaniesView.as_view(), name="offers_merge_companies"),
        path("acheteurs/fusion/", MergeBuyersView.as_view(), name="offers_merge_buyers"),
        path(
            "entreprises/contacts/<int:pk>/verifie/", verify_contact, name="offers_verify_contact"
        ),
        path(
            "entreprises/contacts/<int:pk>/adresse/",
            decide_company_address,
            name="offers_decide_company_address",
        ),
        path(
            "acheteurs/contacts/<int:pk>/adresse/",
            decide_buyer_address,
            name="offers_decide_buyer_address",
        ),
        path("rome/", complete_rome, name="offers_rome_autocomplete"),
        path("offres/", include("offers.urls")),
        path("demandes/", include("offers.filings.urls")),
    ]


class ContactChanged(LogFormatter):
    """How an address, a number or a departure came to be known; never whose."""

    label = "Modifier un contact"

    def format_message(self, log_entry):
        source = (log_entry.data or {}).get("source", "")
        if source == TAKEN_BACK:
            return "Coordonnées d'un contact rétablies"
        way = f" ({AddressSource(source).way})" if source in AddressSource.values else ""
        return f"Coordonnées d'un contact modifiées{way}"


class FilingsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(VIEW)


@hooks.register("register_admin_menu_item")
def filings_item():
    return FilingsMenuItem(
        "Demandes en ligne", reverse("filings:list"), name="demandes", icon_name="mail", order=190
    )


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("offers.export", "Exporter", "Liste exportée")
    actions.register_action("offers.merge", "Fusionner", "Fiche en double reçue par fusion")
    actions.register_action("offers.merged_away", "Fusionner", "Fiche fusionnée dans une autre")
    actions.register_action("offers.verify_contact", "Vérifier un contact", "Contact vérifié")
    actions.register_action("offers.contact_changed")(ContactChanged)
    actions.register_action(
        "offers.adopt_address", "Adopter une proposition", "Adresse ou départ adopté"
    )
    actions.register_action(
        "offers.keep_address", "Écarter une proposition", "Adresse ou départ écarté"
    )


@modeladmin_register
class RomeAdmin(ReferenceAdmin):
    model = Rome
    menu_label = "Codes ROME"
    menu_order = 90
    list_display = ("code", "label", "level")
    list_filter = ("level",)
    inspect_view_fields = ("code", "label", "level")


@modeladmin_register
class FieldAdmin(ReferenceAdmin):
    model = Field
    menu_label = "Champs professionnels"
    menu_order = 100
    list_display = ("label", "codes")
    search_fields = ("label",)
    inspect_view_fields = ("label", "domaines")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("domaines")

    def codes(self, field):
        return ", ".join(domaine.code for domaine in field.domaines.all())

    codes.short_description = "domaines ROME"
