"""What is typed about a word: how it reads, what it counts as, from which day."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from psf.quantities.fields import DayField
from psf.words.lists import WordList
from psf.words.models import HELP_LIMIT, LABEL_LIMIT

# « M. Durand », « Mme Diallo », « Jean Martin »: a word stays for ever, and every file may keep it.
NAMES_SOMEBODY = re.compile(
    r"\b(M\.|Mme|Mlle|Monsieur|Madame)\s|\b[A-ZÀ-Ý][a-zà-ÿ]+ [A-ZÀ-Ý][\wà-ÿ]+"
)


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
    # Asked once the word looks like a name.
    sure = forms.BooleanField(label="Ce mot ne nomme personne", required=False)
    field_order = ("label", "help", "category", "since", "sure")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = f"{self.data.get('label', '')} {self.data.get('help', '')}"
        if not NAMES_SOMEBODY.search(typed):
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "sure" in self.fields and not data.pop("sure", False):
            self.add_error(
                "sure",
                "Ce mot semble nommer une personne, et il ne pourra pas être supprimé :"
                " reformulez-le, ou confirmez.",
            )
        return data


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
