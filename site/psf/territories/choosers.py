"""Choosing a commune by name or postal code, wherever a form has a foreign key to one."""

from django import forms
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from psf.wagtail_seams.screens import BaseFilterForm


class CommuneFilterForm(BaseFilterForm):
    q = forms.CharField(
        label="Nom ou code postal",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Évry, 91000…"}),
    )

    def filter(self, objects):
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.search(words)


class CommuneChooseView(ChooseView):
    filter_form_class = CommuneFilterForm


class CommuneChooseResultsView(ChooseResultsView):
    filter_form_class = CommuneFilterForm


class CommuneChooserViewSet(ChooserViewSet):
    model = "territories.Commune"
    icon = "globe"
    choose_one_text = "Choisir une commune"
    choose_another_text = "Choisir une autre commune"
    edit_item_text = "Voir cette commune"
    choose_view_class = CommuneChooseView
    choose_results_view_class = CommuneChooseResultsView


commune_chooser_viewset = CommuneChooserViewSet("commune_chooser")
