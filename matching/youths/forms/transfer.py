"""Handing over a record, and merging two."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.snippets.widgets import AdminSnippetChooser

from matching.models import Youth
from matching.models.youth import NO_SENSITIVE_DATA
from matching.youths.handover import check_handover, tutors_of
from matching.youths.merge import check_merge, differing
from matching.youths.wording import shown_now
from psf.quantities.fields import DayField
from psf.territories.models import Service
from psf.workflow.errors import Refused


class HandoverForm(forms.Form):
    """Where to, from when, why, and who follows there (needed while a parcours is under way)."""

    service = forms.ModelChoiceField(Service.objects.none(), label="Nouveau service")
    tutor = forms.ModelChoiceField(
        None,
        label="Tuteur pédagogique du nouveau service",
        required=False,
        empty_label="Personne pour l'instant",
        help_text="Choisissez d'abord le service, puis enregistrez : la liste se remplit.",
    )
    on = DayField(label="Date du transfert")
    reason = forms.CharField(
        label="Motif", max_length=200, help_text=f"Par exemple un déménagement. {NO_SENSITIVE_DATA}"
    )

    def __init__(self, *args, youth, **kwargs):
        self.youth = youth
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        field.queryset = Service.objects.all()
        field.widget = AdminSnippetChooser(
            model=Service,
            icon=Service.snippet_viewset.icon,
            choose_one_text="Choisir un service",
            choose_another_text="Choisir un autre service",
        )
        self.fields["on"].initial = timezone.localdate()
        service = self.data.get("service", "")
        self.fields["tutor"].queryset = tutors_of(service) if service.isdigit() else tutors_of()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Cette date est à venir : le transfert est immédiat.")
        return on

    def clean(self):
        cleaned = super().clean()
        if service := cleaned.get("service"):
            try:
                check_handover(self.youth, service)
            except Refused as refusal:
                self.add_error(None, refusal)
        return cleaned


class OtherRecordForm(forms.Form):
    """Names the second record by its public code."""

    code = forms.CharField(
        label="Code de l'autre dossier", max_length=20, help_text="Par exemple J-2026-00042."
    )

    def __init__(self, *args, youth, **kwargs):
        self.youth = youth
        super().__init__(*args, **kwargs)

    def clean_code(self):
        code = self.cleaned_data["code"].strip().upper()
        self.other = Youth.objects.filter(code=code).first()
        if self.other is None:
            raise forms.ValidationError("Aucun dossier de votre périmètre n'a ce code.")
        try:
            check_merge(self.youth, self.other)
        except Refused as refusal:
            raise forms.ValidationError(refusal.messages) from None
        return code


class MergeForm(forms.Form):
    """For each field on which the records differ, which value to keep."""

    def __init__(self, *args, kept, absorbed, **kwargs):
        super().__init__(*args, **kwargs)
        for name in differing(kept, absorbed):
            values = shown_now(kept, name), shown_now(absorbed, name)
            self.fields[name] = forms.ChoiceField(
                label=capfirst(Youth._meta.get_field(name).verbose_name),
                choices=[("kept", values[0] or "(vide)"), ("absorbed", values[1] or "(vide)")],
                widget=forms.RadioSelect,
                initial="kept" if values[0] else "absorbed",
            )

    @property
    def taken(self) -> list[str]:
        """Names of the fields whose value comes from the absorbed record."""
        return [name for name, choice in self.cleaned_data.items() if choice == "absorbed"]
