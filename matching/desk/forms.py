"""Entrusting actions to a colleague."""

from django import forms

from matching.models.youth import NO_SENSITIVE_DATA


class GiveForm(forms.Form):
    """Who, and a word for them."""

    person = forms.ModelChoiceField(None, label="À qui", empty_label="Choisissez une personne")
    text = forms.CharField(
        label="Un mot (facultatif)",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
