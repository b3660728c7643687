"""Choosing the two companies, or the two buyers, to merge."""

from typing import Any

from django import forms

from offers.models import Buyer, Company


class MergeForm(forms.Form):
    """Both are searched by name in a window; the same row twice is refused."""

    kept: Any = forms.ModelChoiceField(Company.objects.none(), label="Fiche à garder")
    absorbed: Any = forms.ModelChoiceField(
        Company.objects.none(),
        label="Fiche en double, à faire disparaître",
    )

    model: type[Company] | type[Buyer] = Company
    gone = "Cette entreprise n'existe plus : elle vient peut-être d'être fusionnée."
    twice = "Choisissez deux entreprises différentes."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget_class = self.model.snippet_viewset.chooser_viewset.widget_class
        for field in self.fields.values():
            field.queryset = self.model.objects.current()
            field.widget = widget_class()
            field.error_messages["invalid_choice"] = self.gone

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kept") and cleaned.get("kept") == cleaned.get("absorbed"):
            self.add_error("absorbed", self.twice)
        return cleaned


class MergeBuyersForm(MergeForm):
    model = Buyer
    gone = "Cet acheteur n'existe plus : il vient peut-être d'être fusionné."
    twice = "Choisissez deux acheteurs différents."
