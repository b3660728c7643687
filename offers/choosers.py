"""Choosing a company, a contract or a contact in a window with a search box."""

from django import forms
from django.core.exceptions import PermissionDenied
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views import chooser as snippet
from wagtail.snippets.widgets import AdminSnippetChooser

from offers.models import BuyerContact, CompanyContact
from psf.wagtail_seams.screens import BaseFilterForm

# Wagtail would say « Choisir entreprise ».
ARTICLES = {
    "offer": ("une offre", "une autre offre"),
    "company": ("une entreprise", "une autre entreprise"),
    "contract": ("un marché", "un autre marché"),
    "buyer": ("un acheteur", "un autre acheteur"),
}


class RegistryChooser(AdminSnippetChooser):
    """Chooses a row of a registry, with words that read right."""

    def __init__(self, model=None, **kwargs):
        model = model or self.model
        one, other = ARTICLES[model._meta.model_name]
        super().__init__(
            model=model,
            choose_one_text=f"Choisir {one}",
            choose_another_text=f"Choisir {other}",
            link_to_chosen_text="Modifier la fiche",
            **kwargs,
        )


class NeedsView:
    """Only who may view the registry chooses in it."""

    def dispatch(self, request, *args, **kwargs):
        meta = self.model_class._meta
        if not request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SearchForm(BaseFilterForm):
    q = forms.CharField(label="Chercher", required=False)

    def filter(self, objects):
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.matching_text(words)


class OfRegistry(NeedsView):
    """Rows of a registry: searched with accents folded, companies merged away left out."""

    filter_form_class = SearchForm
    per_page = 15
    results_template_name = "offers/chooser/results.html"

    def get_object_list(self):
        objects = self.model_class.objects.all()
        return objects.current() if hasattr(objects, "current") else objects


class ChooseView(OfRegistry, snippet.ChooseView):
    pass


class ChooseResultsView(OfRegistry, snippet.ChooseResultsView):
    pass


class ChosenView(NeedsView, snippet.SnippetChosenView):
    pass


class ChosenMultipleView(NeedsView, snippet.SnippetChosenMultipleView):
    pass


class RegistryChooserViewSet(snippet.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    base_widget_class = RegistryChooser
    # Before Wagtail 8 a snippet's is one widget, shared by all forms.
    widget_class = ChooserViewSet.widget_class


class ContractChooserViewSet(RegistryChooserViewSet):
    """Contracts, those of one company when the form names it."""

    preserve_url_parameters = ["multiple", "company"]
    url_filter_parameters = ["company"]


class OfOneOrganisation(NeedsView):
    """People still there, of the organisations that the form names; nobody before it does."""

    results_template_name = "offers/chooser/people.html"
    per_page = 20
    organisation = "company"
    linked: tuple[str, ...] = ("company", "host")

    def get_object_list(self):
        organisations = [
            int(value)
            for name in self.linked
            if (value := self.request.GET.get(name, "")).isdigit()
        ]
        return self.model_class.objects.filter(
            **{f"{self.organisation}__in": organisations}, left_on__isnull=True
        ).select_related(self.organisation)

    def filter_object_list(self, objects):
        return objects

    @property
    def columns(self):
        return [
            *super().columns,
            Column("phone", label="Téléphone"),
            Column(self.organisation, label="Chez"),
        ]


class OfOneBuyer(OfOneOrganisation):
    organisation = "buyer"
    linked = ("buyer",)


class ChooseContactView(OfOneOrganisation, generic.ChooseView):
    pass


class ChooseContactResultsView(OfOneOrganisation, generic.ChooseResultsView):
    pass


class ChooseBuyerContactView(OfOneBuyer, generic.ChooseView):
    pass


class ChooseBuyerContactResultsView(OfOneBuyer, generic.ChooseResultsView):
    pass


class ChosenContactView(NeedsView, generic.ChosenView):
    pass


class ChosenContactsView(NeedsView, generic.ChosenMultipleView):
    pass


class ContactChooserViewSet(ChooserViewSet):
    icon = "user"
    choose_one_text = "Choisir une personne"
    choose_another_text = "Choisir une autre personne"
    chosen_view_class = ChosenContactView
    chosen_multiple_view_class = ChosenContactsView


class CompanyContactChooserViewSet(ContactChooserViewSet):
    model = CompanyContact
    preserve_url_parameters = ["multiple", "company", "host"]
    choose_view_class = ChooseContactView
    choose_results_view_class = ChooseContactResultsView


class BuyerContactChooserViewSet(ContactChooserViewSet):
    model = BuyerContact
    preserve_url_parameters = ["multiple", "buyer"]
    choose_view_class = ChooseBuyerContactView
    choose_results_view_class = ChooseBuyerContactResultsView


company_contact_chooser = CompanyContactChooserViewSet("company_contact_chooser")
buyer_contact_chooser = BuyerContactChooserViewSet("buyer_contact_chooser")
