"""The réunion de présentation: when and where."""

from datetime import datetime

from django import forms
from django.utils import timezone

from psf.french.moments import moment_in_words
from psf.quantities.fields import TimeField
from psf.workflow.forms import DayField, MoveForm

OTHER = ("", "une autre date")


class MeetingForm(MoveForm):
    refusal_field = "meeting_day"
    date_is_required = True

    meeting_day = DayField(
        label="Jour de la réunion", error_messages={"required": "Indiquez le jour de la réunion."}
    )
    meeting_time = TimeField(
        label="Heure",
        error_messages={
            "required": "Indiquez l'heure de la réunion.",
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
        self._offer_proposed_dates()
        if not self.date_is_required:
            for name, label in (("meeting_day", "Nouvelle date"), ("meeting_time", "Heure")):
                self.fields[name].required = False
                self.fields[name].label = f"{label} (facultatif)"

    def _offer_proposed_dates(self):
        """Dates that the company proposed come first; another one stays possible."""
        if self.transition.name != "plan_meeting":
            return
        rows = list(self.subject.meeting_dates.filter(at__gt=timezone.now()))
        if not rows:
            return
        self.fields = {
            "proposed": forms.ChoiceField(
                label="Dates proposées par l'entreprise",
                choices=[*((row.at.isoformat(), moment_in_words(row.at)) for row in rows), OTHER],
                required=False,
                widget=forms.RadioSelect,
                initial=rows[0].at.isoformat(),
            ),
            **self.fields,
        }
        if rows[0].place:
            self.initial["meeting_place"] = rows[0].place
        for name, label in (("meeting_day", "Autre date"), ("meeting_time", "Heure")):
            self.fields[name].required = False
            self.fields[name].label = f"{label} (si aucune ne convient)"

    def clean(self):
        data = super().clean()
        if chosen := data.get("proposed"):
            local = timezone.localtime(datetime.fromisoformat(chosen))
            data["meeting_day"], data["meeting_time"] = local.date(), local.time()
            return data
        if "proposed" in self.fields and not data.get("meeting_day") and not self.errors:
            self.add_error("meeting_day", "Indiquez le jour de la réunion.")
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

    def clean(self):
        data = super().clean()
        moved = data.get("meeting_place") and "meeting_place" in self.changed_data
        if moved and not data.get("meeting_day") and not self.errors:
            self.add_error(
                "meeting_day", "Indiquez la date de la réunion à ce lieu, ou laissez le lieu prévu."
            )
        return data
