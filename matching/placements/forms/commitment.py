"""The written rappel d'engagement: to whom it goes is read before it leaves."""

from django import forms

from matching.enums import SilenceReason
from matching.messages import recipients
from psf.french.phrases import listed
from psf.workflow.forms import MoveForm
from psf.workflow.words import choices_for


class CommitmentForm(MoveForm):
    text_label = ""
    refusal_field = "confirmed"

    silence = forms.ChoiceField(
        label="Pourquoi l'entreprise ne répond pas, d'après ce que l'on sait",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi l'entreprise ne répond pas."},
    )
    confirmed = forms.BooleanField(
        label="J'envoie ce rappel",
        error_messages={"required": "Cochez la case pour envoyer le rappel."},
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["silence"].choices = choices_for(subject, SilenceReason)
        self.fields["silence"].initial = subject.silence_word.key if subject.silence_word else None
        people = [
            contact.name
            for contact in recipients.company_contacts(subject)
            if recipients.reaches(contact.known)
        ]
        buyer = recipients.buyer_contact(subject.offer)
        copy = (
            f" Copie à l'acheteur : {buyer.name}." if buyer else " L'acheteur n'a pas de contact."
        )
        to = f"À {listed(people)}, {subject.host_slot.hosting_company}." if people else ""
        self.fields["confirmed"].help_text = f"{to}{copy} Rien n'y dit qui est le jeune."


class SilenceForm(MoveForm):
    """What one learnt of a silence, before the release or after it."""

    reason_label = "Pourquoi l'entreprise ne répond pas, d'après ce que l'on sait"
