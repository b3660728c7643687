"""Sheets: one readable page for a row and everything that hangs on it."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail import hooks
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views import snippets

from offers.life.proposals import ProposalsPanel
from offers.models import Contract, Offer
from offers.permissions import OfferPermissionPolicy
from offers.proposals import (
    proposals_of_buyer,
    proposals_of_company,
    proposals_of_contract,
    shown,
)
from psf.french import volumes
from psf.perimeter.scope import services_in_sight
from psf.workflow.models import Event
from psf.workflow.panels.events import HistoryPanel

HISTORY_SHOWN = 50


class SheetView(snippets.InspectView):
    """Reads the row again with what its sheet shows; nothing is asked for each line."""

    fields = ["pk"]
    history_url_name = None

    def get_page_title(self):
        return str(self.object)

    def get_page_subtitle(self):
        return ""

    def get_breadcrumbs_items(self):
        registry = {
            "url": reverse(self.index_url_name),
            "label": capfirst(self.model._meta.verbose_name_plural),
        }
        return [*self.breadcrumbs_items, registry, {"url": "", "label": str(self.object)}]

    @cached_property
    def header_buttons(self):
        """« Modifier », and what other applications add with the hook, in sight."""
        buttons = []
        if edit_url := self.get_edit_url():
            buttons.append(HeaderButton("Modifier", url=edit_url, icon_name="edit"))
        for hook in hooks.get_hooks("register_offers_sheet_buttons"):
            buttons += hook(self.object, self.request.user)
        return buttons

    @cached_property
    def header_more_buttons(self):
        edit_url = self.get_edit_url()
        history = Button(
            "Historique",
            url=reverse(self.history_url_name, args=[self.object.pk]),
            icon_name="history",
            priority=80,
        )
        others = [button for button in super().header_more_buttons if button.url != edit_url]
        return [*others, history]

    def buyer_contacts(self, contract) -> list:
        """Who to call at the buyer's, by what the service that follows the contract uses."""
        followed = contract.service_id in services_in_sight()
        waiting = proposals_of_contract(contract) if followed else []
        return shown(contract.people_to_call(), waiting)

    def proposals(self, waiting) -> ProposalsPanel:
        """Addresses to decide about; nothing for who may change no contact."""
        may = self.request.user.has_perm("offers.change_companycontact")
        return ProposalsPanel(waiting if may else [], self.request.path)

    def panels(self) -> list:
        """What other applications show of this row, last."""
        found = hooks.get_hooks("register_offers_sheet_panels")
        return [panel for hook in found for panel in hook(self.object, self.request.user)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            panels=self.panels(),
            may_verify=self.request.user.has_perm("offers.change_companycontact"),
            edit_url=self.get_edit_url(),
            **kwargs,
        )


class OfferSheetView(SheetView):
    template_name = "offers/sheets/offer.html"

    def get_object(self, queryset=None):
        self.model = Offer
        return super().get_object()

    @cached_property
    def header_buttons(self):
        url = reverse("offers:life", args=[self.object.code])
        life = HeaderButton("Suivi de l’offre", url=url, icon_name="tasks")
        return [life, *super().header_buttons]

    def get_edit_url(self):
        policy = OfferPermissionPolicy(Offer)
        if policy.user_has_permission_for_instance(self.request.user, "change", self.object):
            return super().get_edit_url()
        return None

    def get_context_data(self, **kwargs):
        offer = self.object
        contract = offer.contract
        return super().get_context_data(
            hours_in_words=volumes.in_words(offer.hours),
            left_in_words=volumes.in_words(offer.budget.left),
            hours=offer.budget.volume.rows,
            warnings=offer.warnings(),
            gratification=offer.legal_gratification(),
            slots=offer.slots.select_related(
                "commune__department", "host", "tutor"
            ).prefetch_related("romes"),
            contacts=shown(
                offer.people_to_call(),
                proposals_of_company(offer.company, services_in_sight()),
            ),
            buyer_contacts=self.buyer_contacts(contract) if contract else [],
            lots=offer.lots.all(),
            **kwargs,
        )


class CompanySheetView(SheetView):
    template_name = "offers/sheets/company.html"

    def get_context_data(self, **kwargs):
        company, services = self.object, services_in_sight()
        waiting = proposals_of_company(company, services)
        contacts = company.contacts.reachable_among(services)
        return super().get_context_data(
            contacts=shown(contacts, waiting),
            proposals=self.proposals(waiting),
            gone=company.contacts.filter(left_on__isnull=False).exclude(pk__in=contacts),
            offers=company.offers.for_listing(),
            contracts=company.contracts.select_related("buyer"),
            hosted=company.hosted_slots.select_related("offer", "commune"),
            merged=company.merged.all(),
            former_sirets=company.former_sirets.all(),
            history=self.history(),
            **kwargs,
        )

    def history(self) -> HistoryPanel | None:
        """What was done and said about its people alone, by the services in sight."""
        events = Event.objects.about_people_of(self.object, services_in_sight()).timeline()
        found = list(events[:HISTORY_SHOWN])
        return HistoryPanel(found) if found else None


class BuyerSheetView(SheetView):
    template_name = "offers/sheets/buyer.html"

    def get_context_data(self, **kwargs):
        buyer, services = self.object, services_in_sight()
        waiting = proposals_of_buyer(buyer, services)
        contacts = buyer.contacts.reachable_among(services)
        gone = buyer.contacts.filter(left_on__isnull=False).exclude(pk__in=contacts)
        return super().get_context_data(
            contacts=shown(contacts, waiting),
            proposals=self.proposals(waiting),
            gone=gone.select_related("successor"),
            contracts=buyer.contracts.select_related("company"),
            merged=buyer.merged.all(),
            former_sirets=buyer.former_sirets.all(),
            **kwargs,
        )


class ContractSheetView(SheetView):
    template_name = "offers/sheets/contract.html"

    def get_object(self, queryset=None):
        self.model = Contract
        return super().get_object()

    def get_context_data(self, **kwargs):
        contract = self.object
        return super().get_context_data(
            contacts=self.buyer_contacts(contract),
            lots=contract.lots.all(),
            offers=contract.offers.for_listing(),
            **kwargs,
        )
