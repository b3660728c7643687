"""Writing the next version of a message's text."""

from django import forms

from psf.french.moments import numeric_moment
from psf.messaging.kinds import SMS_LIMIT
from psf.messaging.models import MessageTemplate


class TextForm(forms.ModelForm):
    """The three texts and the reason; `seen` is the version that was on screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Motif du changement",
        max_length=200,
        required=False,
        help_text="Obligatoire pour enregistrer ; inutile pour un aperçu ou un essai.",
    )

    class Meta:
        model = MessageTemplate
        fields = ["subject", "body", "sms"]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14}),
            "sms": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "subject": "Une ligne, sans nom ni lien : un code suffit.",
            "body": "Une ligne vide sépare deux paragraphes. {lien} devient un grand bouton.",
            "sms": f"Au plus {SMS_LIMIT} caractères. Vide : pas de SMS pour ce message.",
        }

    def __init__(self, *args, kind, level, by, saving=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.saving = saving
        self.instance.kind, self.instance.academy = kind.code, level.academy
        self.instance.created_by = by
        newest = MessageTemplate.objects.newest(kind.code, level.academy_id)
        self.newest_number = newest.number if newest else 0
        self.newest = newest
        self.fields["seen"].initial = self.newest_number
        if not kind.text.sms:
            del self.fields["sms"]

    def clean_body(self):
        return self.cleaned_data["body"].replace("\r\n", "\n")

    def clean_sms(self):
        return self.cleaned_data["sms"].replace("\r\n", "\n")

    def clean(self):
        cleaned = super().clean()
        if not self.saving:
            return cleaned
        if not cleaned.get("reason", "").strip():
            self.add_error("reason", "Dites en quelques mots pourquoi le texte change.")
        if "seen" in cleaned and cleaned["seen"] != self.newest_number:
            self.tell_of_other_version()
        self.instance.reason = cleaned.get("reason", "")
        self.instance.number = self.newest_number + 1
        return cleaned

    def tell_of_other_version(self):
        """Somebody else wrote a version meanwhile; saving again replaces it knowingly."""
        who = when = ""
        if self.newest:
            who = str(self.newest.created_by or "Quelqu'un")
            when = f" le {numeric_moment(self.newest.created_at)}"
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(self.newest_number)
        self.add_error(
            None,
            f"{who or 'Quelqu’un'} a enregistré la version {self.newest_number}{when}, pendant que"
            " vous écriviez. Votre texte est gardé ci-dessous : vérifiez, puis enregistrez à"
            " nouveau pour qu'il remplace le sien.",
        )


class DefaultForm(forms.Form):
    reason = forms.CharField(label="Motif du retour au texte par défaut", max_length=200)
