"""Forms of the registries of services and schools."""

from django import forms

from psf.editing import OneEditorForm

from .models import Commune

SHOWN_AT_ONCE = 5


class CommunesField(forms.CharField):
    """Communes typed as INSEE or postal codes, one per line; cleans to a list of Commune."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{commune.code} {commune.name}" for commune in value)

    def clean(self, value):
        text = super().clean(value)
        codes = [line.split()[0].upper() for line in text.splitlines() if line.strip()]
        by_code = Commune.objects.in_bulk(codes, field_name="code")
        found, unknown = list(by_code.values()), []
        for code in codes:
            if code not in by_code:
                matching = list(Commune.objects.whole().filter(postal_codes__contains=[code]))
                found += matching
                if not matching:
                    unknown.append(code)
        if unknown:
            shown = ", ".join(unknown[:SHOWN_AT_ONCE])
            more = ", …" if len(unknown) > SHOWN_AT_ONCE else ""
            raise forms.ValidationError(f"Aucune commune n’a pour code : {shown}{more}.")
        return list({commune.pk: commune for commune in found}.values())

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "").split() != (data or "").split()


class ServiceForm(OneEditorForm):
    communes = CommunesField(
        label="Communes du bassin",
        required=False,
        help_text=(
            "Un code INSEE ou un code postal par ligne. Sans commune, le service répond pour tout"
            " son département."
        ),
    )
