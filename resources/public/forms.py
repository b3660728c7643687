"""What a visitor may write: who they are, how to reach them, what they ask."""

from django import forms

from psf.territories.models import AcademicRegion, Commune

CAREFUL = "Aucune donnée de santé, de famille ou de justice."
SHOWN_COMMUNES = 8


class ReachableForm(forms.Form):
    """A name and at least one way to answer."""

    name = forms.CharField(
        label="Vos nom et prénom",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Indiquez vos nom et prénom."},
    )
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Écrivez une adresse complète, comme prenom.nom@exemple.fr."},
    )
    phone = forms.CharField(
        label="Téléphone",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("email") or cleaned.get("phone") or "email" in self.errors):
            self.add_error("email", "Indiquez une adresse électronique ou un téléphone.")
        return cleaned

    @property
    def reach(self) -> str:
        kept = (self.cleaned_data["phone"], self.cleaned_data["email"])
        return ", ".join(part for part in kept if part)


class InterestForm(ReachableForm):
    WHO = (
        ("un jeune", "un jeune"),
        ("un parent ou un proche", "un parent ou un proche d’un jeune"),
        ("un professionnel qui suit un jeune", "un professionnel qui suit un jeune"),
    )
    who = forms.ChoiceField(
        label="Vous êtes",
        choices=WHO,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites qui vous êtes."},
    )

    field_order = ["who", "name", "phone", "email"]


class MldsForm(ReachableForm):
    SUBJECTS = (
        ("Consultation avant publication", "consulter la MLDS avant de publier un marché"),
        ("Convention de partenariat", "parler d’une convention de partenariat"),
        ("Offre à déclarer", "déclarer une offre"),
        ("Marché en cours", "poser une question sur un marché en cours"),
        ("Autre question", "poser une autre question"),
    )
    region = forms.ModelChoiceField(
        label="Région académique de l’acheteur",
        queryset=AcademicRegion.objects.all(),
        empty_label="Choisir",
        error_messages={"required": "Choisissez une région académique."},
    )
    organisation = forms.CharField(
        label="Votre organisme",
        max_length=150,
        error_messages={"required": "Indiquez votre organisme."},
    )
    subject = forms.ChoiceField(
        label="Vous voulez",
        choices=SUBJECTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous voulez faire."},
    )
    text = forms.CharField(
        label="Votre message",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=(
            "Avant de publier : objet du marché, montant, durée ferme, date de publication prévue."
            " Pour déclarer une offre : titulaire, référence, date de notification, fin de la période"
            f" ferme. {CAREFUL}"
        ),
        error_messages={"required": "Écrivez votre message."},
    )

    field_order = ["region", "subject", "organisation", "name", "email", "phone", "text"]


class ServiceForm(forms.Form):
    """A commune by its name or postal code; several of that name are shown to choose from."""

    commune = forms.CharField(
        label="Votre commune",
        max_length=80,
        help_text="Nom ou code postal : « Évry », « 93200 ».",
        error_messages={"required": "Écrivez le nom ou le code postal de votre commune."},
    )
    code = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        typed = cleaned.get("commune", "").replace("\x00", "")
        self.found = list(Commune.objects.search(typed)[:SHOWN_COMMUNES]) if typed else []
        if typed and not self.found:
            self.add_error(
                "commune",
                f"Aucune commune ne s’appelle « {typed} ». Vérifiez l’orthographe, ou écrivez le"
                " code postal.",
            )
        chosen = [c for c in self.found if c.code == cleaned.get("code")]
        if chosen:
            self.found = chosen
        return cleaned
