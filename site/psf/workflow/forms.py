"""What somebody fills in to move a subject: only what the move needs, each refusal beside it."""

from collections.abc import Container
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from psf.accounts.models import User
from psf.quantities import fields
from psf.workflow.actors import RECORDERS, actors_of, capacity
from psf.workflow.enums import WITHOUT_ACCOUNT, Actor
from psf.workflow.kinds import Subject
from psf.workflow.machine import Transition
from psf.workflow.models.event import TEXT_LIMIT
from psf.workflow.words import choices_for

NO_SENSITIVE_DATA = "Aucune donnée de santé, de famille ou de justice."
REACH_DAYS = 5 * 366


def asks_nothing(transition: Transition, forms: Container[str]) -> bool:
    """Whether a move needs no page of its own: `forms` names those that have a form."""
    return transition.name not in forms and transition.reasons is None


class DayField(fields.DayField):
    """A day near enough to be meant; `2062` is a slip of the finger."""

    default_error_messages = {
        "far": "Vérifiez l'année.",
    }

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and abs((day - timezone.localdate()).days) > REACH_DAYS:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day


class RefusedForm(forms.Form):
    """Says refusals of the workflow; `refusal_field` is where one of what was typed is said."""

    refusal_field: str | None = None

    def refuse(self, refusal: forms.ValidationError) -> None:
        """Say a refusal of the workflow beside the field concerned, else on top."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(self.refusal_field, refusal.messages)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else self.refusal_field, errors)


class MoveForm(RefusedForm):
    """The form of one transition of one subject for one user.

    Subclasses declare their fields; `data_of_move` gives what the workflow reads.
    """

    # A template that draws what is no plain field: lines to fill in.
    lines_template = ""
    text_label = "Précision (facultatif)"
    reason_label = "Motif"

    # The last move that the person had on screen.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, subject: Subject, transition: Transition, user: User, **kwargs: Any
    ) -> None:
        self.subject, self.transition, self.user = subject, transition, user
        super().__init__(*args, **kwargs)
        first = {}
        if transition.reasons:
            first["reason"] = forms.ChoiceField(
                label=self.reason_label,
                choices=choices_for(subject, transition.reasons),
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Choisissez un motif.",
                    # Retired while the form was open: what was typed stays.
                    "invalid_choice": "Ce mot n'est plus proposé : choisissez-en un autre.",
                },
            )
        if self.speaks_for_several():
            first["on_behalf_of"] = forms.ChoiceField(
                label="À la demande de",
                choices=[
                    ("", "notre service ou le jeune"),
                    *((actor, actor.label) for actor in Actor if actor in self.others()),
                ],
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields = {**first, **self.fields}
        if self.text_label:
            self.fields["text"] = forms.CharField(
                label=self.text_label,
                max_length=TEXT_LIMIT,
                required=False,
                strip=True,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=NO_SENSITIVE_DATA,
            )

    def others(self) -> AbstractSet[Actor]:
        """People without an account for whom the user may record this move."""
        return (
            self.transition.who & WITHOUT_ACCOUNT
            if actors_of(self.user) & RECORDERS
            else frozenset()
        )

    def speaks_for_several(self) -> bool:
        acting = capacity(self.user, self.transition.who)
        return bool(acting and not acting[1] and self.others())

    @property
    def spoken_for(self) -> str:
        """« entreprise » when the move is recorded for one person without an account alone."""
        if "on_behalf_of" in self.fields:
            return ""
        acting = capacity(self.user, self.transition.who)
        return Actor(acting[1]).label if acting and acting[1] else ""

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    def data_of_move(self) -> dict[str, Any]:
        own = set(self.base_fields) - {"seen"}
        return {name: value for name, value in self.cleaned_data.items() if name in own}


class UndoForm(RefusedForm):
    # The step that the person had on screen.
    step = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Pourquoi l'annuler ?",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
        error_messages={"required": "Dites pourquoi vous l'annulez."},
    )

    # Its one field says it.
    has_errors = False
