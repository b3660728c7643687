"""Suspending the reminders of a file: why, and until when."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from matching.enums import PauseReason
from matching.models import ReminderPause
from matching.models.pause import LONGEST_DAYS
from psf.french.days import numeric
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField, RefusedForm


class PauseForm(RefusedForm):
    reason = forms.ChoiceField(
        label="Motif",
        choices=PauseReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un motif."},
    )
    ends_on = DayField(
        label="Jusqu'au (inclus)", error_messages={"required": "Indiquez le dernier jour."}
    )
    text = forms.CharField(
        label="Précision (facultatif)",
        max_length=ReminderPause._meta.get_field("text").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = timezone.localdate() + timedelta(days=LONGEST_DAYS)
        self.fields["ends_on"].help_text = f"Au plus tard le {numeric(last)}."

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)
