"""What is filled in to attach a file or to take it out."""

from django import forms
from django.conf import settings
from django.utils import timezone

from matching.enums import Party, PlacementStage
from matching.models import Placement
from matching.placements.forms.sending import HEARD
from matching.placements.profile import is_out
from psf.documents.content import ACCEPT, DOCX, IMAGES, PDF, examine, names_somebody
from psf.documents.enums import FOR_COMPANY, FileKind
from psf.documents.forms import UploadField
from psf.documents.models.stored_file import REASON_LIMIT
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField

HELP = {
    FileKind.CV: "Pour l'entreprise : un PDF ou une photo, que chacun peut ouvrir.",
    FileKind.LETTER: "Pour l'entreprise : un PDF ou une photo, que chacun peut ouvrir.",
    FileKind.CONVENTION: "La convention signée : un scan ou une photo lisible de toutes ses pages.",
    FileKind.FICHE: "Commune à toute l'offre : aucun nom de jeune.",
}

OTHER = "PDF, photo, Word ou OpenDocument."


class AttachForm(forms.Form):
    """A file; for a CV or a letter whether it is masked; for a convention who signed it."""

    # What stood in its place on the person's screen, for each version.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_masked = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subject, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.kind, self.accepted = subject, FileKind(kind), None
        self.fields["upload"] = UploadField(
            label="Fichier",
            accept=ACCEPT,
            help_text=f"{HELP.get(self.kind, OTHER)} {settings.DOCUMENT_MAX_BYTES // 10**6} Mo au plus.",
        )
        if self.kind in FOR_COMPANY:
            self.fields["masked"] = forms.BooleanField(
                label="Version sans nom ni adresse",
                required=False,
                help_text="La seule que l'entreprise voit avant que la réunion soit fixée. Vérifiez"
                " aussi le téléphone, la photo et les propriétés du fichier.",
            )
        if self.leaves:
            self.fields["agreed_by"] = forms.ChoiceField(
                label="Le jeune est d'accord pour que l'entreprise lise cette pièce",
                choices=HEARD,
                required=False,
                widget=forms.RadioSelect,
                help_text="Son profil est déjà transmis : l'entreprise ouvre cette pièce aussitôt.",
            )
            self.fields["agreed_on"] = DayField(
                label="Il l'a dit le", required=False, initial=timezone.localdate
            )
        if self.signs:
            missing = subject.missing_signatures
            self.fields["parties"] = forms.MultipleChoiceField(
                label="Qui a signé sur ce papier ?",
                choices=[(party, Party(party).label) for party in missing],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Les signatures cochées sont enregistrées « sur papier ».",
            )
            self.fields["signed_on"] = DayField(
                label="Date de signature", required=False, initial=timezone.localdate()
            )

    @property
    def leaves(self) -> bool:
        """Whether the company reads the file as soon as it is attached."""
        return self.kind in FOR_COMPANY and is_out(self.subject)

    def refuse(self, refusal) -> None:
        """Say a refusal beside what it is about; the file, where it names nothing."""
        if not hasattr(refusal, "error_dict"):
            self.add_error("upload", refusal.messages)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)

    def agreement(self) -> dict:
        """What the young person said, as a move reads it."""
        return {name: self.cleaned_data.get(name) for name in ("agreed_by", "agreed_on")}

    @property
    def signs(self) -> bool:
        """Whether the scan of a convention may record signatures now."""
        return (
            self.kind == FileKind.CONVENTION
            and isinstance(self.subject, Placement)
            and self.subject.stage == PlacementStage.CONVENTION
            and bool(self.subject.missing_signatures)
        )

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        self.accepted = examine(upload)
        return upload

    def clean(self):
        typed = super().clean()
        if typed.get("parties") and not typed.get("signed_on"):
            self.add_error("signed_on", "Indiquez la date de signature.")
        if typed.get("masked") and self.accepted:
            self._check_masked()
        return typed

    def _check_masked(self) -> None:
        if self.accepted.content_type not in {PDF, *IMAGES}:
            self.add_error(
                "upload",
                "La version sans nom est un PDF ou une photo, que l'entreprise peut ouvrir.",
            )
            return
        youth = self.subject.youth
        if names_somebody(self.accepted.content, youth.last_name, youth.email):
            self.add_error(
                "upload",
                "Le nom ou l'adresse électronique du jeune figure encore dans ce fichier, peut-être"
                " dans ses propriétés (« auteur »). Imprimez-le « en PDF » sans ces mentions.",
            )

    def warnings(self) -> list[str]:
        """What is accepted but worth saying."""
        if self.kind in FOR_COMPANY and self.accepted and self.accepted.content_type == DOCX:
            return ["L'entreprise ne voit que les PDF et les photos : joignez aussi un PDF."]
        return []


class RemoveForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi retirer cette pièce ?",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Le fichier est effacé, la trace reste. {NO_SENSITIVE_DATA}",
        error_messages={"required": "Dites pourquoi vous retirez cette pièce."},
    )

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)
