"""Sending a file, and saying which of its columns is which."""

from django import forms
from django.conf import settings
from django.utils import timezone

from psf.quantities.fields import DayField
from psf.quantities.widgets import FileInput
from psf.territories.models import Department, Service
from psf.workflow.forms import NO_SENSITIVE_DATA, RefusedForm

from . import headers
from .kinds import ImportKind
from .models import ImportBatch

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.ods"
IGNORE = ""


class UploadForm(forms.ModelForm):
    """A file, the service of its lines, and for a campaign where the list comes from."""

    upload = forms.FileField(
        label="Fichier",
        help_text="Classeur Excel (.xlsx) ou OpenDocument (.ods), ou CSV.",
        widget=FileInput(ACCEPTED, settings.IMPORT_MAX_BYTES),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "missing": "Choisissez un fichier.",
        },
        max_length=200,
    )

    class Meta:
        model = ImportBatch
        fields = ["service", "source", "listed_on", "department"]
        field_classes = {"listed_on": DayField}

    field_order = ["upload", "service", "source", "listed_on", "department"]

    def __init__(self, *args, kind: ImportKind, services: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        mine = Service.objects.active().following_young_people().filter(pk__in=services)
        self.fields["service"].queryset = mine.mlds_first()
        self.fields["service"].empty_label = "Choisir un service"
        if mine.count() == 1:
            self.fields["service"].initial = mine.get()
        if not kind.campaign:
            for name in ("source", "listed_on", "department"):
                del self.fields[name]
            return
        self.fields["source"].required = True
        self.fields["listed_on"].required = True
        self.fields["department"].queryset = Department.objects.filter(
            pk__in=mine.values("department")
        )
        self.fields["department"].empty_label = "Plusieurs, ou sans objet"

    def clean_listed_on(self):
        day = self.cleaned_data["listed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Cette date est à venir.")
        return day


class UndoImportForm(RefusedForm):
    """Why a whole import is undone."""

    reason = forms.CharField(
        label="Pourquoi vous l'annulez",
        max_length=ImportBatch._meta.get_field("undo_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
        error_messages={"required": "Dites pourquoi vous l'annulez."},
    )


class ColumnsForm(forms.Form):
    """One choice for each filled title of the file: which column it is, or leave it out."""

    def __init__(self, *args, kind: ImportKind, titles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        reading = headers.recognise(kind, titles)
        choices = [(IGNORE, "Ne pas importer"), *((c.key, c.title) for c in kind.columns)]
        taken = set(reading.mapping.values())
        for position, title in enumerate(titles):
            if headers.plain(title) in headers.NOT_COLUMNS:
                continue
            key = reading.mapping.get(position, IGNORE)
            known = bool(key)
            if not known:
                near = headers.nearest(kind, title)
                key = near.key if near and near.key not in taken else IGNORE
                taken.add(key)
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=title,
                choices=choices,
                initial=key,
                required=False,
                help_text="" if known else "Titre inconnu.",
            )

    @property
    def mapping(self) -> dict[int, str]:
        """Position → key of the column, for what is imported."""
        return {
            int(name.removeprefix("column_")): key for name, key in self.cleaned_data.items() if key
        }

    def clean(self):
        chosen = [key for key in self.cleaned_data.values() if key]
        titles = {column.key: column.title for column in self.kind.columns}
        for key in sorted({key for key in chosen if chosen.count(key) > 1}):
            self.add_error(None, f"« {titles[key]} » est choisi deux fois.")
        missing = [c.title for c in self.kind.columns if c.required and c.key not in chosen]
        if missing:
            names = ", ".join(f"« {title} »" for title in missing)
            self.add_error(None, f"Indiquez où se trouve : {names}.")
        return self.cleaned_data
