"""What is filled in along a request: one small form for each step."""

from django import forms
from django.utils import timezone

from matching.enums import (
    HiddenReason,
    IdentityCheck,
    Right,
    RightsHandOver,
    RightsRefusal,
    RightsWay,
)
from matching.models.rights import WORDING_LIMIT
from matching.rights.handling import TO_A_STRANGER
from matching.rights.identity import SEE_IT_FIRST, number_of, ways_for
from psf.quantities import fields
from psf.workflow.enums import Actor
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField, RefusedForm

# What the page of a link offers is no way in for somebody at their desk.
WAYS_IN = [(way.value, way.label) for way in RightsWay if way != RightsWay.LINK]
BY_HAND = [(how.value, how.label) for how in RightsHandOver if how != RightsHandOver.LINK]
REFUSALS = {
    Right.ACCESS: (
        RightsRefusal.NOT_IDENTIFIED,
        RightsRefusal.NOT_ENTITLED,
        RightsRefusal.MINORS_INTEREST,
        RightsRefusal.EXCESSIVE,
    ),
    Right.RECTIFICATION: (
        RightsRefusal.CORRECT,
        RightsRefusal.NOT_IDENTIFIED,
        RightsRefusal.NOT_ENTITLED,
        RightsRefusal.EXCESSIVE,
    ),
    Right.OPPOSITION: (
        RightsRefusal.COMPELLING,
        RightsRefusal.NOT_IDENTIFIED,
        RightsRefusal.NOT_ENTITLED,
        RightsRefusal.MINORS_INTEREST,
        RightsRefusal.EXCESSIVE,
    ),
    Right.ERASURE: (
        RightsRefusal.PUBLIC_TASK,
        RightsRefusal.LEGAL_DUTY,
        RightsRefusal.LEGAL_CLAIM,
        RightsRefusal.ARCHIVES,
        RightsRefusal.NOT_IDENTIFIED,
        RightsRefusal.NOT_ENTITLED,
        RightsRefusal.MINORS_INTEREST,
        RightsRefusal.EXCESSIVE,
    ),
}


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field its choices, known once the form is."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class RightsForm(RefusedForm):
    """Says above its fields that nothing is kept yet, when one of them is refused."""

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


class ReceiveForm(RightsForm):
    """A request that somebody heard or read; `guardians` are those of a young person."""

    right = forms.ChoiceField(
        label="Que demande la personne ?",
        choices=[
            (Right.ACCESS, "Voir toutes ses données (accès)"),
            (Right.RECTIFICATION, "Faire corriger ses données (rectification)"),
            (
                Right.OPPOSITION,
                "S'opposer à leur usage, ou le faire suspendre (opposition, limitation)",
            ),
            (Right.ERASURE, "Les faire effacer (effacement)"),
        ],
        widget=forms.RadioSelect,
    )
    asker = forms.ChoiceField(label="Qui demande ?", widget=forms.RadioSelect)
    way = forms.ChoiceField(label="Comment ?", choices=WAYS_IN, widget=forms.RadioSelect)
    received_on = DayField(label="Reçue le", initial=timezone.localdate)
    wording = forms.CharField(
        label="Ce qui est demandé",
        required=False,
        max_length=WORDING_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Avec ses mots. {NO_SENSITIVE_DATA}",
    )

    def __init__(self, *args, subject, guardians=(), actor: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.guardians = actor, {str(each.pk): each for each in guardians}
        person = "Le jeune" if actor == Actor.YOUTH else "La personne elle-même"
        choices = [
            ("self", person),
            *(
                (pk, f"{each.first_name} {each.last_name}, {each.get_link_display()}")
                for pk, each in self.guardians.items()
            ),
        ]
        offer(self, "asker", choices)
        self.fields["asker"].initial = "self"

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Cette date est à venir.")
        return day

    def facts(self) -> dict:
        """What `handling.receive` takes."""
        typed = self.cleaned_data
        guardian = self.guardians.get(typed["asker"])
        return {
            "right": typed["right"],
            "way": typed["way"],
            "asked_by": Actor.GUARDIAN if guardian else self.actor,
            "guardian": guardian,
            "wording": typed["wording"],
            "received_on": typed["received_on"],
        }


class FindForm(RightsForm):
    """Who writes, as the letter says: one of three ways; never in an address."""

    code = forms.CharField(
        label="Code du dossier ou du parcours",
        max_length=20,
        required=False,
        help_text="J-2026-00042 ou P-2026-00042.",
    )
    last_name = forms.CharField(label="Ou nom d'un jeune", max_length=80, required=False)
    first_name = forms.CharField(label="Prénom", max_length=80, required=False)
    birth_date = fields.DayField(label="Date de naissance", required=False)
    contact = forms.CharField(
        label="Ou nom ou courriel d'un contact d'entreprise ou d'acheteur",
        max_length=254,
        required=False,
    )

    def clean(self):
        typed = super().clean()
        of_a_youth = [typed.get(name) for name in ("last_name", "first_name", "birth_date")]
        if any(of_a_youth) and not all(of_a_youth) and not self.errors:
            raise forms.ValidationError("D'un jeune, donnez le nom, le prénom et la naissance.")
        if not any((typed.get("code"), typed.get("contact"), *of_a_youth)) and not self.errors:
            raise forms.ValidationError("Donnez un code, un jeune ou un contact.")
        return typed


class StepForm(RightsForm):
    """One step of a request, which it may read."""

    def __init__(self, *args, request, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.rights, self.by = request, by


class VerifyForm(StepForm):
    how = forms.ChoiceField(
        label="Comment savez-vous qui demande ?",
        widget=forms.RadioSelect,
        help_text="Un lien reçu ne suffit pas. Aucune copie de pièce d'identité n'est gardée.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ways = ways_for(self.rights, self.by)
        if IdentityCheck.CALL_BACK not in ways and number_of(self.rights):
            self.fields["how"].help_text += f" {SEE_IT_FIRST}"
        offer(self, "how", [(way.value, way.label) for way in ways])


class InterestForm(StepForm):
    read = forms.BooleanField(
        label="J'ai lu la copie : rien n'y met le jeune mineur en difficulté si son représentant la lit",
        help_text="Un doute ? Parlez-en au jeune, puis masquez le passage ou refusez.",
    )


class ExtendForm(StepForm):
    until = DayField(label="Répondre avant le (inclus)")
    reason = forms.CharField(
        label="Pourquoi, et comment la personne le sait",
        max_length=200,
        help_text="Demande complexe, ou demandes nombreuses (article 12.3). Dites-le-lui avant la fin du"
        " premier mois.",
    )


class RefuseForm(StepForm):
    reason = forms.ChoiceField(label="Motif", widget=forms.RadioSelect)
    facts = forms.CharField(
        label="Les faits, pour cette personne",
        max_length=WORDING_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Pourquoi ce motif vaut ici : gardé avec la demande, et dit dans la réponse. {NO_SENSITIVE_DATA}",
    )
    how = forms.ChoiceField(label="Dit à la personne", choices=BY_HAND, widget=forms.RadioSelect)
    told = forms.BooleanField(
        label="Elle connaît le motif et ses recours : le délégué à la protection des données, la CNIL"
        " (cnil.fr/plaintes), le juge"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = [
            reason
            for reason in REFUSALS[Right(self.rights.right)]
            if self.rights.verified_on or reason in TO_A_STRANGER
        ]
        offer(self, "reason", [(reason.value, reason.label) for reason in reasons])


class WithdrawForm(StepForm):
    sure = forms.BooleanField(label="La personne a dit qu'elle ne demande plus rien")


class AnswerForm(StepForm):
    how = forms.ChoiceField(label="Réponse donnée", choices=BY_HAND, widget=forms.RadioSelect)


class RectifyForm(AnswerForm):
    changes = forms.CharField(
        label="Ce qui a été corrigé",
        max_length=WORDING_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le champ, pas la valeur : « adresse », « date de naissance ».",
    )
    others = forms.CharField(
        label="À qui la correction a été dite",
        max_length=200,
        required=False,
        help_text="Ceux à qui la donnée fausse avait été transmise : entreprise, établissement. Vide :"
        " elle ne l'avait pas été.",
    )
    field_order = ["changes", "others", "how"]


class EraseForm(AnswerForm):
    sure = forms.BooleanField(
        label="J'efface pour toujours : rien ne le défait, et je ne pourrai plus joindre la personne"
    )


class DeliverForm(StepForm):
    how = forms.ChoiceField(label="Remettre la copie", widget=forms.RadioSelect)

    def __init__(self, *args, by_link: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        ways = [RightsHandOver.IN_HAND, RightsHandOver.LETTER]
        if by_link:
            ways = [RightsHandOver.LINK, *ways]
        offer(self, "how", [(how.value, how.label) for how in ways])


class RereadForm(RightsForm):
    """The words to hide wherever they stand; sentences and files are boxes of the page itself.

    `hides`: whether a sentence or a file is kept from the person, which asks for a reason.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="Mots à masquer partout",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un par ligne : le nom d'un camarade, d'un proche, d'un soignant.",
    )
    because = forms.ChoiceField(
        label="Pourquoi masquer, ou ne pas joindre",
        choices=HiddenReason,
        widget=forms.RadioSelect,
        required=False,
        help_text="Dit dans la copie, si quelque chose est masqué.",
    )

    def __init__(self, *args, hides: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.hides = hides

    def clean(self):
        typed = super().clean()
        if (self.hides or typed.get("words")) and not typed.get("because"):
            self.add_error("because", "Dites pourquoi quelque chose est masqué.")
        return typed
