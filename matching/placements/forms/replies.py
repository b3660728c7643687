"""What people without an account answer; a tutor records the same « au nom de ».

`user` is None when the person answers by their own link.
"""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils import timezone

from matching.enums import CallMoment, FreeTime, SkillLevel
from matching.placements.replies import days
from matching.placements.replies.checks import MAX_DATES, MIN_DATES
from offers.models import CompanyContact
from psf.french.days import hour, weekday_date
from psf.french.moments import moment_in_words
from psf.quantities.fields import TimeField
from psf.workflow.enums import Actor
from psf.workflow.forms import DayField, MoveForm

OWN_DATES = range(1, MAX_DATES + 1)
NEW_SKILLS = range(1, 3)
TEXT_OF_GUEST = "Un mot à ajouter (facultatif)"


def phone(label="Téléphone", **kwargs) -> forms.CharField:
    attrs = {"type": "tel", "inputmode": "tel"}
    return forms.CharField(
        label=label, max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs
    )


class ReplyForm(MoveForm):
    """Says where a refusal goes, and speaks to the guest when there is no user."""

    # What a guest types about themself, and what browsers call it; staff type it for them.
    own: ClassVar[dict[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user is None:
            for name, purpose in self.own.items():
                self.fields[name].widget.attrs["autocomplete"] = purpose
        if self.user is None and self.text_label == MoveForm.text_label:
            self.fields["text"].label = TEXT_OF_GUEST


class ProposeDatesForm(ReplyForm):
    """Moments to tick, and three lines for others."""

    refusal_field = "moments"

    moments = forms.MultipleChoiceField(
        label="Dates possibles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Cette date n'est plus proposée : choisissez-en une autre."
        },
    )
    place = forms.CharField(label="Lieu", max_length=200, required=False)

    def __init__(self, *args, subject, **kwargs):
        slot = subject.host_slot
        address = ", ".join(part for part in (slot.site, slot.address, slot.commune.name) if part)
        kwargs["initial"] = {"place": address[:200]} | (kwargs.get("initial") or {})
        super().__init__(*args, subject=subject, **kwargs)
        self.days = days.suggested(slot.commune.department, timezone.localdate())
        self.fields["moments"].choices = [
            (at.isoformat(), moment_in_words(at))
            for moments in self.days.values()
            for at in moments
        ]
        for number in OWN_DATES:
            self.fields[f"day_{number}"] = DayField(label=f"Autre date {number}", required=False)
            self.fields[f"time_{number}"] = TimeField(label=f"Heure {number}", required=False)

    def by_day(self) -> list[tuple]:
        """(day in words, [(value, hour, ticked)]) for a page that lists them."""
        ticked = set(self["moments"].value() or [])
        return [
            (
                weekday_date(day),
                [(at.isoformat(), hour(at), at.isoformat() in ticked) for at in moments],
            )
            for day, moments in self.days.items()
        ]

    def own_dates(self) -> list[tuple]:
        """(day field, hour field) of each free line."""
        return [(self[f"day_{number}"], self[f"time_{number}"]) for number in OWN_DATES]

    def uses_own_dates(self) -> bool:
        return any(field.value() for pair in self.own_dates() for field in pair)

    def clean(self):
        data = super().clean()
        dates = {datetime.fromisoformat(value) for value in data.get("moments") or []}
        for number in OWN_DATES:
            day, hour = data.get(f"day_{number}"), data.get(f"time_{number}")
            names = f"day_{number}", f"time_{number}"
            if bool(day) != bool(hour) and not any(name in self.errors for name in names):
                self.add_error(names[bool(day)], "Indiquez le jour et l'heure.")
            elif day and hour:
                dates.add(timezone.make_aware(datetime.combine(day, hour)))
        if not self.errors and not MIN_DATES <= len(dates) <= MAX_DATES:
            chosen = f" Vous en avez choisi {len(dates)}." if dates else ""
            self.add_error("moments", f"Choisissez deux ou trois dates.{chosen}")
        data["dates"] = sorted(dates)
        return data

    def data_of_move(self):
        return {"dates": self.cleaned_data["dates"], "place": self.cleaned_data["place"]}


class RedirectForm(ReplyForm):
    """The right person: a name, and a way to reach them."""

    refusal_field = "phone"

    name = forms.CharField(
        label="Nom de la bonne personne",
        max_length=120,
        error_messages={"required": "Indiquez un nom."},
    )
    function = forms.CharField(label="Fonction (facultatif)", max_length=120, required=False)
    phone = phone(required=False)
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        error_messages={"invalid": "Adresse à écrire comme nom@exemple.fr."},
    )
    left = forms.BooleanField(label="Je ne suis plus dans cette entreprise", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user is not None:
            del self.fields["left"]

    def clean(self):
        data = super().clean()
        if not (data.get("phone") or data.get("email")) and not self.errors:
            self.add_error("phone", "Indiquez un téléphone ou une adresse électronique.")
        return data


class CallMeForm(ReplyForm):
    """When to call, at which number."""

    refusal_field = "day"
    own: ClassVar = {"phone": "tel"}

    day = forms.ChoiceField(
        label="Quel jour ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un jour."},
    )
    moment = forms.ChoiceField(
        label="À quel moment ?",
        choices=CallMoment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un moment."},
    )
    phone = phone("À quel numéro ?", required=False)

    def __init__(self, *args, subject, contact=None, **kwargs):
        kwargs["initial"] = {
            "phone": contact.address_for(subject.service_id).phone if contact else "",
            "moment": CallMoment.MORNING,
        } | (kwargs.get("initial") or {})
        super().__init__(*args, subject=subject, **kwargs)
        tomorrow = timezone.localdate() + timezone.timedelta(days=1)
        found = days.working_days(subject.service.department, tomorrow, 5)
        self.fields["day"].choices = [(day.isoformat(), days.named(day)) for day in found]
        self.initial.setdefault("day", found[0].isoformat())

    def clean_day(self):
        return datetime.fromisoformat(self.cleaned_data["day"]).date()


class ConfirmForm(ReplyForm):
    """Who says so, when a tutor records it."""

    text_label = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user is not None and len(self.others()) > 1:
            self.fields["on_behalf_of"] = forms.ChoiceField(
                label="Qui le dit ?",
                choices=[(actor, actor.label) for actor in Actor if actor in self.others()],
                widget=forms.RadioSelect,
                error_messages={"required": "Dites qui vous l'a dit."},
            )

    def data_of_move(self):
        data = super().data_of_move()
        if spoken_for := self.cleaned_data.get("on_behalf_of"):
            data["on_behalf_of"] = spoken_for
        return data


class AskCallForm(ConfirmForm):
    refusal_field = "on_behalf_of"
    text_label = "À quel sujet (facultatif)"


class CannotComeForm(ConfirmForm):
    text_label = "Précision (facultatif)"

    free = forms.MultipleChoiceField(
        label="Quand le jeune est-il libre ? (facultatif)",
        choices=FreeTime.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user is None:
            self.fields["free"].label = "Quand êtes-vous libre ? (facultatif)"


class BuyerCalledForm(ReplyForm):
    text_label = "Ce que l'entreprise a répondu (facultatif)"


class OpinionForm(ReplyForm):
    """The company's opinion of each skill of the bilan, and of three more it may name."""

    text_label = ""

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        review = getattr(subject, "review", None)
        self.known = list(review.lines.all()) if review else []
        levels = {"choices": SkillLevel.choices, "required": False, "widget": forms.RadioSelect}
        for line in self.known:
            field = forms.ChoiceField(label=line.skill, initial=line.by_company, **levels)
            self.fields[f"line_{line.pk}"] = field
        for number in NEW_SKILLS:
            self.fields[f"skill_{number}"] = forms.CharField(
                label="Autre compétence" if self.known else "Compétence",
                max_length=120,
                required=False,
                help_text="Par exemple : accueillir, ranger, préparer une commande.",
            )
            self.fields[f"level_{number}"] = forms.ChoiceField(
                label="Votre avis sur cette compétence", **levels
            )

    def clean(self):
        data = super().clean()
        for number in NEW_SKILLS:
            skill, level = data.get(f"skill_{number}"), data.get(f"level_{number}")
            if bool(skill) != bool(level):
                name = f"level_{number}" if skill else f"skill_{number}"
                self.add_error(name, "Nommez la compétence et donnez votre avis.")
        return data

    def data_of_move(self):
        data = self.cleaned_data
        opinions = {line.skill: data.get(f"line_{line.pk}", "") for line in self.known}
        for number in NEW_SKILLS:
            if data.get(f"skill_{number}"):
                opinions[data[f"skill_{number}"]] = data[f"level_{number}"]
        return {"opinions": opinions}


class OwnDetailsForm(forms.ModelForm):
    """A contact corrects their own telephone and address."""

    class Meta:
        model = CompanyContact
        fields = ["function", "phone", "email"]
        widgets = {
            "function": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "phone": forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
            ),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, data, *, instance, known):
        """`known`: the address by which the reader is known, shown to be corrected."""
        initial = {"phone": known.phone, "email": known.email}
        super().__init__(data, instance=instance, initial=initial)
