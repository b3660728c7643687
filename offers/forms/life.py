"""Which form each move on an offer asks for; the others need at most a reason and a word."""

from django import forms

from psf.workflow.forms import DayField, MoveForm


class VerifyForm(MoveForm):
    """Who confirmed the offer on the phone: that contact is verified today."""

    contact = forms.ModelChoiceField(
        None,
        label="Qui a confirmé l'offre ?",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="Place, tâches et durée se négocient toujours : corrigez la fiche si besoin.",
        error_messages={
            "required": "Dites qui a confirmé l'offre.",
            "invalid_choice": "Ce contact n'est plus dans l'entreprise.",
        },
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        contacts = subject.people_to_call()
        self.fields["contact"].queryset = contacts
        self.fields["contact"].initial = contacts.first()


class SuspendForm(MoveForm):
    refusal_field = "suspended_until"

    suspended_until = DayField(
        label="Reprendre le",
        error_messages={"required": "Indiquez une date de reprise à venir."},
    )


class PlanForm(MoveForm):
    refusal_field = "see_again_on"
    text_label = "Ce qui est convenu (facultatif)"

    see_again_on = DayField(
        label="À revoir le",
        help_text="Ce jour-là, l'offre revient dans le suivi ; rien ne la ferme d'ici là.",
        error_messages={"required": "Indiquez une date à venir."},
    )


FORMS: dict[str, type[MoveForm]] = {
    "verify": VerifyForm,
    "suspend": SuspendForm,
    "suspend_longer": SuspendForm,
    "plan_next": PlanForm,
}
