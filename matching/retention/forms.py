"""Opening the archive, suspending a destruction."""

from django import forms

from matching.enums import ArchiveReason
from matching.models import LegalHold, Youth
from psf.french.folding import fold
from psf.quantities.fields import DayField


class ReasonForm(forms.Form):
    """Why; kept in the log of consultations."""

    has_errors = False
    reason = forms.ChoiceField(
        label="Pourquoi",
        choices=ArchiveReason,
        widget=forms.RadioSelect,
        help_text="Gardé au journal.",
    )


class OpenForm(ReasonForm):
    """Which file: by its code, or by the name and the day of birth that the person gives."""

    code = forms.CharField(label="Code", max_length=20, required=False, help_text="J-2024-00042")
    last_name = forms.CharField(label="Ou nom", max_length=80, required=False)
    first_name = forms.CharField(label="Prénom", max_length=80, required=False)
    birth_date = DayField(label="Date de naissance", required=False)
    field_order = ("code", "last_name", "first_name", "birth_date", "reason")
    youth: Youth | None = None

    def clean(self):
        """Sets `youth`, from the archives in sight; says no more than whether one file answers."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if code := cleaned["code"].strip():
            wanted = {"code": code.upper()}
        elif cleaned["last_name"] and cleaned["first_name"] and cleaned["birth_date"]:
            names = fold(f"{cleaned['last_name']} {cleaned['first_name']}")
            wanted = {"sort_name": names, "birth_date": cleaned["birth_date"]}
        else:
            raise forms.ValidationError("Donnez le code, ou le nom, le prénom et la naissance.")
        archived = Youth.objects.current().archived().select_related("service__archive_of")
        found = list(archived.filter(**wanted)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                "Aucun dossier de vos archives ne répond à ces indications."
            )
        [self.youth] = found
        return cleaned


class HoldForm(forms.ModelForm):
    has_errors = False

    class Meta:
        model = LegalHold
        fields = ["reason", "text", "until"]
        field_classes = {"until": DayField}


class EndForm(forms.Form):
    """Why a file is no longer kept: its destruction may follow."""

    has_errors = False
    why = forms.CharField(
        label="Lever : pourquoi",
        max_length=200,
        help_text="Gardé, sans aucun nom : jugement rendu, contrôle clos…",
    )


class RenewForm(forms.Form):
    has_errors = False
    until = DayField(label="Prolonger jusqu'au (inclus)")
