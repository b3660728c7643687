"""What is filled in to replace a Word template."""

from django import forms
from django.conf import settings

from psf.documents.content import DOCX, examine
from psf.documents.places import academies_of, is_national
from psf.documents.word import check
from psf.quantities.widgets import FileInput
from psf.workflow.errors import Refused


class UploadField(forms.FileField):
    """A file; `accept` says which the browser proposes."""

    def __init__(self, *, accept: str, **kwargs):
        errors = {
            "required": "Choisissez un fichier.",
            "missing": "Choisissez un fichier.",
            "invalid": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "max_length": "Le nom de ce fichier est trop long : renommez-le.",
        }
        widget = FileInput(accept, settings.DOCUMENT_MAX_BYTES)
        super().__init__(widget=widget, max_length=200, error_messages=errors, **kwargs)


class PlaceField(forms.ModelChoiceField):
    """France entière, or an académie of the person's own."""

    def __init__(self, user, kind):
        national = is_national(user, kind)
        super().__init__(
            academies_of(user, kind),
            label="Pour",
            required=not national,
            empty_label="France entière" if national else "Choisir une académie",
            error_messages={"required": "Choisissez une académie."},
        )
        if not national and self.queryset.count() == 1:
            self.initial = self.queryset.get()


def reason_field() -> forms.CharField:
    return forms.CharField(
        label="Motif",
        max_length=200,
        help_text="Ce qui change, pour qui lira la liste des versions.",
        error_messages={"required": "Dites en quelques mots ce qui change."},
    )


class TemplateForm(forms.Form):
    """A new version: for where, which file, why."""

    # Each field says its own.
    has_errors = False

    def __init__(self, *args, user, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["academy"] = PlaceField(user, kind)
        self.fields["upload"] = UploadField(
            label="Modèle Word (.docx)",
            accept=".docx",
            help_text="Repartez du modèle en vigueur : le texte se change librement, les variables"
            " {{ … }} restent entre doubles accolades.",
        )
        self.fields["reason"] = reason_field()

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        accepted = examine(upload)
        if accepted.content_type != DOCX:
            raise Refused("Un modèle est un document Word (.docx).")
        check(accepted.content, self.kind.names)
        self.accepted = accepted
        return upload


class BackForm(forms.Form):
    """Giving up a place's own template."""

    def __init__(self, *args, user, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["academy"] = PlaceField(user, kind)
        self.fields["reason"] = reason_field()


class CodeForm(forms.Form):
    """The record on which to try a version."""

    code = forms.CharField(max_length=20, strip=True)

    def __init__(self, *args, kind, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.user, self.subject = kind, user, None
        self.fields["code"].label, self.fields["code"].help_text = kind.code_label, kind.code_help

    def clean_code(self):
        code = self.cleaned_data["code"].upper()
        self.subject = self.kind.find(code, self.user)
        if self.subject is None:
            raise forms.ValidationError(self.kind.code_unknown)
        return code
