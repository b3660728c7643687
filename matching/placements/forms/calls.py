"""How a call ended: one tap for most, the right person or a day to call back for the others."""

from typing import Any

from django import forms

from offers.enums import ContactRole
from psf.words.models import Word
from psf.workflow.enums import CallOutcome
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField
from psf.workflow.kinds import Subject
from psf.workflow.words import word_for, words_for

NEW = "new_"
OWN = "own_"
# How buttons look, by what the word counts as; others stand with the boxes that they ask for.
ICONS: dict[str, str] = {
    CallOutcome.REACHED: "check",
    CallOutcome.NO_ANSWER: "cross",
    CallOutcome.MESSAGE_LEFT: "comment",
}
# The person called spoke for themselves.
SPOKEN = frozenset({CallOutcome.REACHED, CallOutcome.CALL_BACK})


class CallForm(forms.Form):
    """`contacts` are the people of the company still there, in the order in which to call.

    `subject` says whose words are offered for how it ended.
    """

    # Each field says its own.
    has_errors = False

    outcome = forms.ChoiceField(
        error_messages={
            "required": "Dites comment l'appel s'est terminé.",
            "invalid_choice": "Dites comment l'appel s'est terminé. Ce mot n'est plus proposé ici.",
        },
    )
    contact = forms.ModelChoiceField(
        None,
        label="Personne appelée",
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Ce contact n'est plus dans l'entreprise."},
    )
    text = forms.CharField(
        label="Ce qui s'est dit (facultatif)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
    )
    call_back_on = DayField(label="Rappeler le", required=False)
    new_name = forms.CharField(label="Nom de la bonne personne", max_length=120, required=False)
    new_role = forms.ChoiceField(
        label="Rôle", choices=ContactRole.choices, required=False, initial=ContactRole.TUTOR
    )
    new_phone = forms.CharField(
        label="Téléphone",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    new_email = forms.EmailField(label="Adresse électronique", required=False)

    own_phone = forms.CharField(
        label="Nouveau numéro",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    own_email = forms.EmailField(label="Nouvelle adresse électronique", required=False)

    def __init__(self, *args, contacts, subject: Subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.contacts, self.subject = contacts, subject
        self.words = words_for(subject, CallOutcome)
        outcome: Any = self.fields["outcome"]
        outcome.choices = [(word.key, word.label) for word in self.words]
        field: Any = self.fields["contact"]
        field.queryset = contacts
        if first := next(iter(contacts), None):
            field.initial = first.pk

    def clean_outcome(self) -> str:
        """The code that the word counts as; the word itself is in `key`."""
        self.key = self.cleaned_data["outcome"]
        word = word_for(self.subject, CallOutcome, self.key)
        return word.category if word else self.key

    def ends(self) -> list[tuple[Word, str]]:
        """(word, icon) of those that one tap says, in the order of the territory."""
        return [(word, ICONS[word.category]) for word in self.words if word.category in ICONS]

    def later(self) -> list[Word]:
        """Words that want a day."""
        return [word for word in self.words if word.category == CallOutcome.CALL_BACK]

    def wrong(self) -> list[Word]:
        """Words that may say who the right person is."""
        return [word for word in self.words if word.category == CallOutcome.WRONG_PERSON]

    @property
    def is_later(self) -> bool:
        """Whether a word that wants a day was tapped."""
        return self._is_one_of(self.later())

    @property
    def is_wrong(self) -> bool:
        return self._is_one_of(self.wrong())

    def _is_one_of(self, words: list[Word]) -> bool:
        return self["outcome"].value() in {word.key for word in words}

    def clean(self):
        data = super().clean()
        if data.get("outcome") == CallOutcome.WRONG_PERSON:
            if not data.get("contact") and "contact" not in self.errors:
                self.add_error("contact", "Dites qui vous avez appelé.")
            if self.new_contact() and not data.get("new_name"):
                self.add_error("new_name", "Indiquez le nom de la bonne personne.")
        elif data.get("outcome") and self.new_contact():
            self.add_error(
                "new_name",
                "Vous avez noté une autre personne : enregistrez par « Mauvais interlocuteur »,"
                " ou effacez-la.",
            )
        if self.new_address():
            self._clean_own(data)
        return data

    def _clean_own(self, data):
        if data.get("outcome") and data["outcome"] not in SPOKEN:
            self.add_error(
                "own_phone" if data.get("own_phone") else "own_email",
                "Personne n'a pu vous les donner : enregistrez par « Joint », ou effacez-les.",
            )
        elif not data.get("contact") and "contact" not in self.errors:
            self.add_error("contact", "Dites de qui vous notez les coordonnées.")

    @property
    def has_new_address(self) -> bool:
        """Whether something was typed there, read or not."""
        fields = (self[f"{OWN}{name}"] for name in ("phone", "email"))
        return any(field.value() or field.errors for field in fields)

    def new_address(self) -> dict | None:
        """What the person called says of their own address and number, or None."""
        data = self.cleaned_data
        said = {name: data.get(f"{OWN}{name}") for name in ("email", "phone")}
        return {name: value for name, value in said.items() if value} or None

    def new_contact(self) -> dict | None:
        """Fields of the right person, or None when the call did not say who it is."""
        data = self.cleaned_data
        if not (data.get("new_name") or data.get("new_phone") or data.get("new_email")):
            return None
        return {name: data.get(f"{NEW}{name}") or "" for name in ("name", "phone", "email")} | {
            "role": data.get("new_role") or ContactRole.OTHER
        }

    def values(self) -> dict:
        """What `matching.placements.calls.record_call` takes."""
        data = self.cleaned_data
        wrong = data["outcome"] == CallOutcome.WRONG_PERSON
        return {
            "outcome": self.key,
            "contact": data.get("contact"),
            "call_back_on": data.get("call_back_on"),
            "new_contact": self.new_contact() if wrong else None,
            "new_address": self.new_address(),
            "text": data.get("text", ""),
        }

    def refuse(self, refusal: forms.ValidationError) -> None:
        """Say what is wrong with the call or with the new contact beside its field."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal.messages)
            return
        for name, errors in refusal.error_dict.items():
            prefix = OWN if self.new_address() else NEW
            names = (name, f"{prefix}{name}")
            known = next((field for field in names if field in self.fields), None)
            self.add_error(known, errors)
