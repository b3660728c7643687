"""Choosing the two companies to merge."""

from django import forms

from offers.models import Company


class MergeForm(forms.Form):
    """Both are searched by name in a window; the same company twice is refused."""

    kept = forms.ModelChoiceField(Company.objects.none(), label="Fiche à garder")
    absorbed = forms.ModelChoiceField(
        Company.objects.none(),
        label="Fiche en double, à faire disparaître",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget_class = Company.snippet_viewset.chooser_viewset.widget_class
        for field in self.fields.values():
            field.queryset = Company.objects.current()
            field.widget = widget_class()
            field.error_messages["invalid_choice"] = (
                "Cette entreprise n'existe plus : elle vient peut-être d'être fusionnée."
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kept") and cleaned.get("kept") == cleaned.get("absorbed"):
            self.add_error("absorbed", "Choisissez deux entreprises différentes.")
        return cleaned
