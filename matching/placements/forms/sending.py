"""The young person's agreement, and all that is said before a profile leaves."""

from django import forms
from django.utils import timezone

from matching.enums import Said
from matching.placements import checks, profile
from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.messaging.enums import TOLD as WRITTEN
from psf.messaging.models import Message
from psf.workflow.forms import DayField, MoveForm
from psf.workflow.machine import Move

FOLLOWING = (Role.TUTOR, Role.BASIN, Role.DEPARTMENTAL, Role.ACADEMIC, Role.REGIONAL)
HEARD = [(way, way.label) for way in checks.HEARD]
TOLD = [(way, way.label) for way in checks.TOLD]
NOT_SHOWN = "Relisez d'abord ce que l'entreprise verra, puis confirmez."


def day(label: str) -> DayField:
    return DayField(label=label, required=False, initial=timezone.localdate)


class AgreementForm(MoveForm):
    """What was heard, by whom, on what day; `shown` is the imprint of the profile on screen."""

    text_label = ""
    # The check whose refusal is said beside each of these fields.
    beside = {"agreed_by": checks.youth_agrees}

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    agreed_by = forms.ChoiceField(
        label="Le jeune a dit oui", choices=HEARD, required=False, widget=forms.RadioSelect
    )
    agreed_on = day("Le")
    agreed_to = forms.ModelChoiceField(label="À", queryset=User.objects.none(), required=False)

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        self.initial["shown"] = profile.imprint(subject)
        if self.user is None or profile.agreement_of(subject):
            for name in ("agreed_by", "agreed_on", "agreed_to"):
                del self.fields[name]
            return
        people = User.objects.active().with_role(*FOLLOWING).seeing_any([subject.service_id])
        self.fields["agreed_to"].queryset = people.order_by("last_name", "first_name", "pk")
        self.initial["agreed_to"] = self.user.pk

    def clean(self):
        data = super().clean()
        for name, check in self.beside.items():
            if name in self.fields and name not in self.errors:
                move = Move(self.subject, self.user, timezone.now(), data=data)
                if refusal := check(move):
                    self.add_error(name, refusal)
        return data


class DeclineForm(MoveForm):
    """The young person chooses another company: nothing is asked, nothing is written."""

    text_label = ""


class SendForm(AgreementForm):
    """Nothing leaves before the page was seen, and each of these said."""

    guardian_told_by = forms.ChoiceField(
        label="Le représentant légal est informé de cet envoi",
        choices=TOLD,
        required=False,
        widget=forms.RadioSelect,
    )
    guardian_told_on = day("Informé le")
    cv_by_hand = forms.BooleanField(label="CV remis en main propre", required=False)
    letter_by_hand = forms.BooleanField(label="Lettre remise en main propre", required=False)

    beside = {
        **AgreementForm.beside,
        "guardian_told_by": checks.guardian_is_told,
    }

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["shown"].required = True
        self.fields["shown"].error_messages["required"] = NOT_SHOWN
        if not subject.youth.is_minor:
            del self.fields["guardian_told_by"], self.fields["guardian_told_on"]
        elif subject.guardian_told_on:
            self.initial["guardian_told_on"] = subject.guardian_told_on
            self.initial["guardian_told_by"] = subject.guardian_told_by
        elif written := self._written_to_guardian():
            self.initial["guardian_told_on"] = timezone.localdate(written.created_at)
            self.initial["guardian_told_by"] = Said.LINK
        lacking = profile.without_file(subject)
        for kind, name in profile.BY_HAND.items():
            if kind not in lacking:
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if "shown" in self.errors:
            self.add_error(None, NOT_SHOWN)
        elif refusal := checks.papers_are_there(
            Move(self.subject, self.user, timezone.now(), data=data)
        ):
            beside = next(name for name in profile.BY_HAND.values() if name in self.fields)
            self.add_error(beside, refusal)
        return data

    def _written_to_guardian(self) -> Message | None:
        """The message that told them of this company, once it left."""
        messages = Message.objects.filter(placement=self.subject, kind="guardian_agreement")
        return messages.filter(state__in=WRITTEN).order_by("created_at").first()

    @property
    def papers_by_hand(self) -> list:
        """The boxes of papers that have no file."""
        return [self[name] for name in profile.BY_HAND.values() if name in self.fields]
