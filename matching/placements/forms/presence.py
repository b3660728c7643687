"""In the company: weeks of presence, incidents, the last day."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from matching.engine.durations import consumed_hours
from matching.enums import TOLD_TO_BUYER, IncidentKind
from matching.ranking.calendar import weeks_begun_and_planned
from psf.french.days import numeric
from psf.quantities.fields import HoursField
from psf.territories.errors import UnknownSchoolCalendar
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField, MoveForm
from psf.workflow.words import words_for

LONGEST_WEEK = 39


def weeks_to_record(placement, today: date) -> list[date]:
    """Mondays of the weeks of presence not recorded yet, oldest first."""
    if not placement.started_on:
        return []
    known = {row.week for row in placement.attendances.all()}
    last = min(today, placement.presence_ended_on or today)
    monday = placement.started_on - timedelta(days=placement.started_on.weekday())
    weeks = []
    while monday <= last:
        if monday not in known:
            weeks.append(monday)
        monday += timedelta(days=7)
    return weeks


class PresenceForm(MoveForm):
    refusal_field = "week"
    text_label = ""

    week = forms.TypedChoiceField(
        label="Semaine",
        coerce=date.fromisoformat,
        error_messages={
            "required": "Choisissez la semaine.",
            "invalid_choice": "Cette semaine est déjà enregistrée, ou hors du parcours.",
        },
    )
    hours = HoursField(
        label="Heures de présence",
        min_value=0,
        max_value=LONGEST_WEEK,
        help_text="D'après la feuille de présence signée ; 0 si le jeune n'est pas venu.",
        error_messages={"required": "Indiquez les heures de présence."},
    )

    def __init__(self, *args, subject, **kwargs):
        kwargs["initial"] = {"hours": min(subject.host_slot.weekly_hours, 35)}
        super().__init__(*args, subject=subject, **kwargs)
        weeks = weeks_to_record(subject, timezone.localdate())
        self.fields["week"].choices = [
            (week.isoformat(), f"du lundi {numeric(week)}") for week in weeks
        ]
        if not weeks:
            self.fields["week"].help_text = "Toutes les semaines sont enregistrées."


def told(word) -> bool:
    return word.category in TOLD_TO_BUYER


class IncidentForm(MoveForm):
    refusal_field = "happened_on"
    text_label = ""

    kind = forms.ChoiceField(
        label="Nature",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la nature de l'incident."},
    )
    happened_on = DayField(label="Survenu le", error_messages={"required": "Indiquez la date."})
    text = forms.CharField(
        label="Précision (facultatif)",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_SENSITIVE_DATA,
    )

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"happened_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (word.key, f"{word} (l'acheteur est prévenu)" if told(word) else word.in_form)
            for word in words_for(self.subject, IncidentKind)
        ]


class LastDayForm(MoveForm):
    refusal_field = "last_day"

    last_day = DayField(
        label="Dernier jour de présence",
        error_messages={"required": "Indiquez le dernier jour de présence."},
    )

    def __init__(self, *args, subject, **kwargs):
        today = timezone.localdate()
        kwargs["initial"] = {"last_day": min(today, subject.ends_on or today)}
        super().__init__(*args, subject=subject, **kwargs)


class FinishForm(LastDayForm):
    """A parcours carried to its end."""


class InterruptForm(LastDayForm):
    """Before its end: every week begun is deducted."""

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        try:
            begun, planned = weeks_begun_and_planned(subject, self.initial["last_day"])
        except UnknownSchoolCalendar:
            return
        hours = consumed_hours(subject.hours, planned, begun)
        self.fields["last_day"].help_text = (
            "Toute semaine commencée est décomptée : à ce jour"
            f" {begun} sur {planned}, soit {hours} h sur {subject.hours} h."
        )
