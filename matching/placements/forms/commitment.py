"""The written rappel d'engagement: to whom it goes is read before it leaves."""

from django import forms

from matching.messages import recipients
from psf.french.phrases import listed
from psf.workflow.forms import MoveForm


class CommitmentForm(MoveForm):
    text_label = ""
    refusal_field = "confirmed"

    confirmed = forms.BooleanField(
        label="J'envoie ce rappel",
        error_messages={"required": "Cochez la case pour envoyer le rappel."},
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
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
