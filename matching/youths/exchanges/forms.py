"""Noting an exchange: how, with whom, what was said, and in one tap the day of the next one."""

from django import forms
from django.utils import timezone

from matching.enums import ExchangeWay, ExchangeWith
from matching.models import Youth
from matching.youths.exchanges.days import next_days
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField, RefusedForm
from psf.workflow.models.event import TEXT_LIMIT
from psf.workflow.policies.effective import policy_of

# What a button says besides the days offered.
ANOTHER_DAY, PARTNER, NONE = "day", "partner", "none"


class ExchangeForm(RefusedForm):
    """About one young person. The buttons that send it carry `following`: when comes the next one."""

    # Each field says its own.
    has_errors = False
    refusal_field = "following"

    way = forms.ChoiceField(
        label="Comment ?",
        choices=ExchangeWay.choices,
        initial=ExchangeWay.CALL_REACHED,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment l'échange a eu lieu."},
    )
    whom = forms.ChoiceField(
        label="Avec qui ?",
        choices=ExchangeWith.choices,
        initial=ExchangeWith.YOUTH,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites avec qui."},
    )
    text = forms.CharField(
        label="Ce qui s'est dit (facultatif)",
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_SENSITIVE_DATA,
    )
    day = DayField(label="Prochain point le", required=False)
    partner = forms.CharField(
        label="Suivi par", max_length=80, required=False, help_text="Mission locale, CIO, CFA…"
    )
    partner_day = DayField(label="Point avec ce partenaire le", required=False)
    following = forms.ChoiceField(
        error_messages={
            "required": "Choisissez quand aura lieu le prochain point.",
            "invalid_choice": "Choisissez quand aura lieu le prochain point.",
        }
    )

    def __init__(self, *args, youth: Youth, **kwargs):
        super().__init__(*args, **kwargs)
        self.youth = youth
        self.days = next_days(policy_of(youth), timezone.localdate())
        following = self.fields["following"]
        assert isinstance(following, forms.ChoiceField)
        following.choices = [
            *((day.value, day.label) for day in self.days),
            (ANOTHER_DAY, "Ce jour-là"),
            (PARTNER, "Suivi par un partenaire"),
            (NONE, "Sans changer la date"),
        ]

    def clean(self):
        data = super().clean()
        following = data.get("following")
        if following == ANOTHER_DAY and not data.get("day") and "day" not in self.errors:
            self.add_error("day", "Indiquez le jour du prochain point.")
        if following == PARTNER:
            if not data.get("partner"):
                self.add_error("partner", "Indiquez quel partenaire suit ce jeune.")
            if not data.get("partner_day") and "partner_day" not in self.errors:
                self.add_error("partner_day", "Indiquez le jour du point avec ce partenaire.")
        over = len(self._said(data)) - TEXT_LIMIT
        if over > 0 and "text" not in self.errors:
            self.add_error("text", f"Raccourcissez la note de {over} caractères.")
        return data

    def values(self) -> dict:
        """What `note_exchange` takes."""
        data = self.cleaned_data
        following = data["following"]
        offered = {day.value: day.day for day in self.days}
        chosen = {ANOTHER_DAY: data.get("day"), PARTNER: data.get("partner_day"), NONE: None}
        return {
            "way": data["way"],
            "whom": data["whom"],
            "text": self._said(data),
            "day": offered.get(following) or chosen.get(following),
            "by_partner": following == PARTNER,
        }

    def refuse(self, refusal: forms.ValidationError) -> None:
        """A day that can't be is said beside the field in which it was typed."""
        partner = self.cleaned_data.get("following") == PARTNER
        if partner and "day" in getattr(refusal, "error_dict", {}):
            self.add_error("partner_day", refusal.messages)
            return
        super().refuse(refusal)

    @staticmethod
    def _said(data) -> str:
        """The note, beginning with the partner who follows meanwhile, whichever button was pressed."""
        partner, text = data.get("partner", ""), data.get("text", "")
        return f"Suivi par : {partner}. {text}".strip() if partner else text

    @property
    def opens_another_day(self) -> bool:
        return bool(self.errors.get("day")) if self.is_bound else False

    @property
    def opens_partner(self) -> bool:
        typed = bool(self.is_bound and self.data.get("partner"))
        return typed or bool(
            self.is_bound and (self.errors.get("partner") or self.errors.get("partner_day"))
        )
