"""The registries of the menu « Offres », and the dated rows of « Référentiels »."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from offers import panels
from offers.choosers import ContractChooserViewSet, RegistryChooserViewSet
from offers.columns import Cell
from offers.enums import HoursKind
from offers.filters import CompanyFilterSet, ContractFilterSet, OfferFilterSet
from offers.models import (
    Buyer,
    CalibreBracket,
    Company,
    Contract,
    EuropeanThreshold,
    GratificationRate,
    Offer,
)
from offers.views import editing, listing, sheets
from psf.editing import EditedByOne
from psf.french import volumes
from psf.french.days import numeric
from psf.french.numbers import grouped
from psf.territories.menus import REFERENCE_MENU_HOOK
from psf.wagtail_seams.policies import RegisteredPolicy


def stage(offer) -> str:
    return f"{offer.get_stage_display()} depuis le {numeric(offer.stage_day)}"


def hours_left(offer) -> str:
    return f"{grouped(offer.budget.left)} h ({volumes.days(offer.budget.left)})"


class RegistryViewSet(SnippetViewSet):
    """No drafts, no revisions, no search index, no copy; a sheet for each row."""

    new_label = ""

    add_view_class = editing.RegistryCreateView
    edit_view_class = editing.RegistryEditView
    delete_view_class = editing.RegistryDeleteView
    index_view_class = listing.RegistryIndexView
    chooser_viewset_class = RegistryChooserViewSet
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_fields = ["pk"]
    index_template_name = listing.RegistryIndexView.template_name

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(
            inspect_url_name=self.get_url_name("inspect"), page_subtitle=self.new_label, **kwargs
        )

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(add_item_label=self.new_label, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(
            history_url_name=self.get_url_name("history"), **kwargs
        ) | {"template_name": self.inspect_view_class.template_name, "fields": ["pk"]}


class OfferViewSet(RegisteredPolicy, RegistryViewSet):
    model = Offer
    new_label = "Nouvelle offre"
    icon = "calendar-check"
    menu_label = "Offres"
    menu_order = 10
    edit_handler = panels.offer_panels
    filterset_class = OfferFilterSet
    index_view_class = listing.OfferIndexView
    add_view_class = editing.OfferCreateView
    edit_view_class = editing.OfferEditView
    inspect_view_class = sheets.OfferSheetView
    ordering = ["-declared_on"]
    list_display = [
        "code",
        Cell("company", label="Entreprise", sort_key="company__sort_name"),
        Cell("contract", label="Marché", accessor="contract.reference"),
        Cell("places", label="Lieux"),
        Cell("calibre", label="Calibre", accessor=lambda o: f"{o.calibre} h", sort_key="calibre"),
        Cell("left", label="Heures restantes", accessor=hours_left),
        Cell("stage", label="Étape", accessor=stage, sort_key="stage_since"),
        Cell("service", label="Suivie par", sort_key="service__sort_name"),
        Cell(
            "firm_end",
            label="Fin du marché",
            accessor=lambda o: numeric(o.firm_end),
            sort_key="contract__firm_end",
        ),
    ]
    list_export = [
        "code",
        "company.name",
        "company.siret",
        "contract.reference",
        "contract.title",
        "places",
        "calibre",
        "hours",
        "budget.reserved",
        "budget.done",
        "budget.consumed",
        "budget.left",
        "get_stage_display",
        "stage_day",
        "service.name",
        "declared_on",
        "firm_end",
    ]
    export_headings = {
        "code": "Code",
        "company.name": "Entreprise",
        "company.siret": "SIRET",
        "contract.reference": "Marché",
        "contract.title": "Objet du marché",
        "places": "Lieux",
        "calibre": "Calibre (h)",
        "hours": f"Heures {HoursKind.DUE.label}",
        "budget.reserved": f"Heures {HoursKind.RESERVED.label}",
        "budget.done": f"Heures {HoursKind.DONE.label}",
        "budget.consumed": f"Heures {HoursKind.CONSUMED.label}",
        "budget.left": f"Heures {HoursKind.LEFT.label}",
        "get_stage_display": "Étape",
        "stage_day": "Depuis le",
        "service.name": "Suivie par",
        "declared_on": "Déclarée le",
        "firm_end": "Fin du marché",
    }

    def get_queryset(self, request):
        return Offer.objects.for_listing()


class CompanyViewSet(RegistryViewSet):
    model = Company
    edit_view_class = editing.ContactsEditView
    new_label = "Nouvelle entreprise"
    icon = "home"
    menu_label = "Entreprises"
    menu_order = 20
    edit_handler = panels.company_panels
    filterset_class = CompanyFilterSet
    index_view_class = listing.CompanyIndexView
    inspect_view_class = sheets.CompanySheetView
    ordering = ["sort_name"]
    list_display = [
        "name",
        Cell("siret", label="SIRET"),
        Cell("activity", label="Activité"),
        Cell("commune", label="Commune", sort_key="commune__sort_name"),
    ]
    list_export = ["name", "siret", "activity", "address", "commune"]

    def get_queryset(self, request):
        return Company.objects.current().select_related("commune")


class BuyerViewSet(RegistryViewSet):
    model = Buyer
    edit_view_class = editing.ContactsEditView
    new_label = "Nouvel acheteur"
    icon = "clipboard-list"
    menu_label = "Acheteurs"
    menu_order = 40
    edit_handler = panels.buyer_panels
    index_view_class = listing.BuyerIndexView
    inspect_view_class = sheets.BuyerSheetView
    ordering = ["sort_name"]
    list_filter = ["kind"]
    list_display = [
        "name",
        Cell("get_kind_display", label="Nature"),
        Cell("commune", label="Commune", sort_key="commune__sort_name"),
        Cell(
            "convention_until",
            label="Convention jusqu'au",
            accessor=lambda b: numeric(b.convention_until),
            sort_key="convention_until",
        ),
    ]
    list_export = ["name", "kind", "siret", "commune", "convention_until"]

    def get_queryset(self, request):
        return Buyer.objects.current().select_related("commune")


class ContractViewSet(RegistryViewSet):
    model = Contract
    new_label = "Nouveau marché"
    icon = "doc-full"
    menu_label = "Marchés"
    menu_order = 30
    edit_handler = panels.contract_panels
    filterset_class = ContractFilterSet
    index_view_class = listing.ContractIndexView
    inspect_view_class = sheets.ContractSheetView
    chooser_viewset_class = ContractChooserViewSet
    ordering = ["-notified_on"]
    list_display = [
        "reference",
        Cell("title", label="Objet", sort_key="sort_name"),
        Cell("buyer", label="Acheteur", sort_key="buyer__sort_name"),
        Cell("company", label="Titulaire", sort_key="company__sort_name"),
        Cell(
            "notified_on",
            label="Notifié le",
            accessor=lambda c: numeric(c.notified_on),
            sort_key="notified_on",
        ),
        Cell(
            "firm_end",
            label="Fin de la période ferme",
            accessor=lambda c: numeric(c.firm_end),
            sort_key="firm_end",
        ),
    ]
    list_export = [
        "reference",
        "title",
        "buyer",
        "company",
        "amount",
        "notified_on",
        "firm_months",
        "firm_end",
    ]

    def get_queryset(self, request):
        return Contract.objects.select_related("buyer", "company")


class OffersGroup(SnippetViewSetGroup):
    menu_label = "Offres"
    menu_icon = "calendar-check"
    menu_name = "offres"
    menu_order = 200
    items = (OfferViewSet, CompanyViewSet, ContractViewSet, BuyerViewSet)


SOURCE_PANELS = [
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    FieldPanel("source"),
    FieldPanel("checked_on"),
]
DATE_COLUMNS = [
    Cell(
        "valid_from",
        label="Du",
        accessor=lambda row: numeric(row.valid_from),
        sort_key="valid_from",
    ),
    Cell("valid_until", label="Au", accessor=lambda row: numeric(row.valid_until)),
    Cell(
        "checked_on", label="Vérifié le", accessor=lambda row: numeric(row.checked_on) or "jamais"
    ),
]


class DatedRowViewSet(EditedByOne, SnippetViewSet):
    """A value of the law: a new one is a new row, so that the past stays readable."""

    menu_hook = REFERENCE_MENU_HOOK
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    ordering = ["-valid_from"]
    list_per_page = 50


class GratificationRateViewSet(DatedRowViewSet):
    model = GratificationRate
    icon = "order"
    menu_label = "Taux de gratification"
    menu_order = 110
    list_display = ["hourly_rate", *DATE_COLUMNS]
    panels = [
        FieldPanel("hourly_rate"),
        FieldRowPanel([FieldPanel("hours_threshold"), FieldPanel("hours_ceiling")]),
        *SOURCE_PANELS,
    ]


class EuropeanThresholdViewSet(DatedRowViewSet):
    model = EuropeanThreshold
    icon = "order"
    menu_label = "Seuils européens"
    menu_order = 120
    list_display = [
        "kind",
        Cell("amount", label="Montant (€ HT)", sort_key="amount"),
        *DATE_COLUMNS,
    ]
    list_filter = ["kind"]
    panels = [FieldPanel("kind"), FieldPanel("amount"), *SOURCE_PANELS]


class CalibreBracketViewSet(DatedRowViewSet):
    model = CalibreBracket
    icon = "order"
    menu_label = "Tranches de calibre"
    menu_order = 130
    list_display = [
        "calibre",
        Cell(
            "amount_below",
            label="Montant inférieur à (€ HT)",
            accessor=lambda row: row.amount_below or "au-delà",
        ),
        *DATE_COLUMNS,
    ]
    panels = [FieldPanel("calibre"), FieldPanel("amount_below"), *SOURCE_PANELS]
