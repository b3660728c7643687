"""The réunion de présentation: when and where."""

from datetime import datetime

from django import forms
from django.utils import timezone

from psf.workflow.forms import DayField, MoveForm, TimeInput


class MeetingForm(MoveForm):
    refusal_field = "meeting_day"
    date_is_required = True

    meeting_day = DayField(
        label="Jour de la réunion", error_messages={"required": "Indiquez le jour de la réunion."}
    )
    meeting_time = forms.TimeField(
        label="Heure",
        widget=TimeInput,
        error_messages={
            "required": "Indiquez l'heure de la réunion.",
            "invalid": "Heure à écrire comme 14:30.",
        },
    )
    meeting_place = forms.CharField(
        label="Lieu",
        max_length=200,
        required=False,
        help_text="Dans l'entreprise, sauf accord contraire.",
    )

    def __init__(self, *args, subject, **kwargs):
        slot = subject.host_slot
        address = ", ".join(part for part in (slot.site, slot.address, slot.commune.name) if part)
        kwargs["initial"] = {"meeting_place": subject.meeting_place or address[:200]}
        if subject.meeting_at and self.date_is_required:
            kwargs["initial"]["meeting_time"] = timezone.localtime(subject.meeting_at).time()
        super().__init__(*args, subject=subject, **kwargs)
        if not self.date_is_required:
            for name, label in (("meeting_day", "Nouvelle date"), ("meeting_time", "Heure")):
                self.fields[name].required = False
                self.fields[name].label = f"{label} (facultatif)"

    def clean(self):
        data = super().clean()
        day, hour = data.get("meeting_day"), data.get("meeting_time")
        if bool(day) != bool(hour) and not self.errors:
            self.add_error("meeting_time" if day else "meeting_day", "Indiquez le jour et l'heure.")
        return data

    def data_of_move(self):
        day, hour = self.cleaned_data.get("meeting_day"), self.cleaned_data.get("meeting_time")
        if not day:
            return {}
        return {
            "meeting_at": timezone.make_aware(datetime.combine(day, hour)),
            "meeting_place": self.cleaned_data.get("meeting_place", ""),
        }


class MissedMeetingForm(MeetingForm):
    """A new date is welcome, not required: without one, an action asks for it."""

    date_is_required = False
