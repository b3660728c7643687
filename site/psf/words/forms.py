"""What is typed about a word: how it reads, what it counts as, from which day."""

from typing import Any

from django import forms
from django.utils import timezone

from psf.quantities.fields import DayField
from psf.words.lists import WordList
from psf.words.models import HELP_LIMIT, LABEL_LIMIT


class ChangeForm(forms.Form):
    since = DayField(
        label="À partir du", error_messages={"required": "Dites à partir de quel jour."}
    )

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day < timezone.localdate():
            raise forms.ValidationError("Un mot ne change pas le passé : au plus tôt aujourd'hui.")
        return day

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    def refuse(self, refusal: forms.ValidationError) -> None:
        """Say a refusal beside the field concerned, else on top."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal.messages)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class RenameForm(ChangeForm):
    label = forms.CharField(
        label="Mot",
        max_length=LABEL_LIMIT,
        help_text="Ce que lit qui choisit, puis ce qu'affiche le dossier. Aucun nom de personne.",
        error_messages={"required": "Écrivez le mot."},
    )
    help = forms.CharField(
        label="Aide (facultatif)",
        max_length=HELP_LIMIT,
        required=False,
        help_text="Entre parenthèses après le mot, là où l'on choisit.",
    )
    field_order = ("label", "help", "category", "since")


class AddForm(RenameForm):
    category = forms.ChoiceField(
        label="Catégorie nationale",
        widget=forms.RadioSelect,
        help_text="Ce que le mot compte dans les statistiques, et ce que font les règles du suivi.",
        error_messages={"required": "Choisissez une catégorie."},
    )

    def __init__(self, *args: Any, words: WordList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = list(words.categories.choices)  # type: ignore[attr-defined]  # A choice field.
