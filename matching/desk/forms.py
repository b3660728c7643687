"""What is typed beside an action: a word for a colleague, what was said."""

from django import forms

from matching.models.youth import NO_SENSITIVE_DATA
from psf.workflow.models.event import TEXT_LIMIT


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


class NoteForm(forms.Form):
    """What was said, with an action that is done."""

    text = forms.CharField(
        label="Ce qui s'est dit (facultatif)",
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
    )
