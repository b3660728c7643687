"""What the DPO says of proposed durations; who decides them reads it and signs."""

from django import forms

from matching.enums import Opinion
from psf.documents.content import examine
from psf.documents.forms import UploadField
from psf.workflow.errors import Refused

MAGIC = b"%PDF-"


class OpinionForm(forms.Form):
    """The DPO's opinion, with the paper that carries it."""

    # Each field says its own.
    has_errors = False

    opinion = forms.ChoiceField(label="Avis", choices=Opinion, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Motif de l'avis", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    upload = UploadField(
        label="Avis signé (PDF)",
        accept=".pdf",
        help_text="Il reste joint à cette version. Aucun nom de jeune.",
    )

    def clean_upload(self):
        """Anything else is told so at once: the usual refusal lists all that a file may be elsewhere."""
        upload = self.cleaned_data["upload"]
        upload.seek(0)
        if upload.size and not upload.read(len(MAGIC)).startswith(MAGIC):
            raise Refused("Joignez l'avis en PDF.")
        self.accepted = examine(upload)
        return upload


class DecisionForm(forms.Form):
    """Deciding says that the opinion was read: it may be overruled, not overlooked."""

    has_errors = False

    read = forms.BooleanField(
        label="J'ai lu l'avis du DPO et je décide ces durées au nom du responsable de traitement.",
        error_messages={"required": "Cochez pour décider."},
    )


class SetAsideForm(forms.Form):
    """Not following a proposal, and why: whoever proposed it reads it."""

    has_errors = False

    because = forms.CharField(
        label="Pourquoi ?",
        max_length=200,
        help_text="Qui a proposé ces durées le lit. Aucun nom de jeune.",
        error_messages={"required": "Dites pourquoi vous écartez cette proposition."},
    )
