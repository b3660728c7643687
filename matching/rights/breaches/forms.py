"""What is filled in about a breach."""

from django import forms
from django.utils import timezone

from matching.enums import BreachKind, BreachRisk
from matching.models.breaches import NOTICE_LENGTH, TEXT_LENGTH
from matching.rights.breaches.evidence import knows
from matching.rights.forms import RightsForm
from psf.accounts.models import User
from psf.quantities import fields
from psf.workflow.forms import NO_SENSITIVE_DATA, DayField

BEFORE_IT_WAS_KNOWN = "C'est avant que la violation soit connue."


def long_text(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclareForm(RightsForm):
    """What happened, since when, which file or which account; `accounts` are those one may close."""

    kind = forms.ChoiceField(
        label="Que s'est-il passé ?", choices=BreachKind, widget=forms.RadioSelect
    )
    what = long_text("Racontez en deux phrases", f"Des codes, pas de noms. {NO_SENSITIVE_DATA}")
    happened_at = fields.MomentField(label="Depuis quand, au plus tôt")
    known_at = fields.MomentField(
        label="Vous le savez depuis", help_text="Les 72 heures comptent à partir de là."
    )
    about = forms.CharField(
        label="Code du dossier",
        required=False,
        max_length=20,
        help_text="Du jeune ou du parcours dont un lien ou un message est parti : J-2026-00042.",
    )
    account = forms.CharField(
        label="Compte",
        required=False,
        max_length=254,
        help_text="L'identifiant ou l'adresse de la personne dont l'appareil ou le compte est en cause.",
    )

    def __init__(self, *args, accounts, **kwargs):
        super().__init__(*args, **kwargs)
        self.accounts, self.service = accounts, None
        now = timezone.localtime()
        self.fields["known_at"].initial = now.replace(second=0, microsecond=0)

    def clean_about(self):
        code = self.cleaned_data["about"].strip().upper()
        if code:
            self.service = knows(code)
            if self.service is None:
                raise forms.ValidationError("Aucun dossier de ce code parmi ceux que vous suivez.")
        return code

    def clean_account(self):
        typed = self.cleaned_data["account"].strip()
        if not typed:
            return None
        found = self.accounts.filter(username__iexact=typed) | self.accounts.filter(
            email__iexact=typed
        )
        account: User | None = found.order_by("pk").first()
        if account is None:
            raise forms.ValidationError("Aucun compte de ce nom parmi ceux de vos services.")
        return account

    def clean(self):
        typed = super().clean()
        since, known = typed.get("happened_at"), typed.get("known_at")
        if known and known > timezone.now():
            self.add_error("known_at", "Ce moment est à venir.")
        if since and known and since > known:
            self.add_error("happened_at", "C'est après le moment où vous l'avez su.")
        if typed.get("about") and typed.get("account"):
            self.add_error(
                "account", "Un dossier ou un compte : notez deux violations s'il le faut."
            )
        return typed


class JudgeForm(RightsForm):
    """What it may do to people, and what is done about it: the items of article 33.3."""

    people = fields.WholeNumberField(label="Combien de personnes, environ ?", min_value=0)
    consequences = long_text(
        "Ce que cela peut leur faire", "Par exemple : être contacté par un inconnu."
    )
    measures = long_text("Ce qui est fait, et ce qui le sera", required=False)
    risk = forms.ChoiceField(
        label="Le risque pour elles", choices=BreachRisk, widget=forms.RadioSelect
    )


class NoticeForm(RightsForm):
    """What is sent, and when it was; `draft` keeps the text alone, before it leaves."""

    text = ""

    def __init__(self, *args, breach, draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.breach = breach
        if draft:
            self.fields = {self.text: self.fields[self.text]}


def notice_text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=NOTICE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14, "data-w-clipboard-target": "value"}),
    )


class CnilForm(NoticeForm):
    """The text, the day and the reference of the notice; why it came after 72 hours."""

    text = "cnil_text"

    cnil_text = notice_text(
        "Texte envoyé à la CNIL",
        "Proposé d'après ce qui est noté ci-dessus : corrigez-le, il est gardé tel que vous l'envoyez.",
    )
    cnil_told_at = fields.MomentField(label="Notifiée le")
    cnil_reference = forms.CharField(label="Référence donnée par la CNIL", max_length=60)
    late_reason = forms.CharField(label="Pourquoi après 72 heures", max_length=200, required=False)

    def clean(self):
        typed = super().clean()
        told = typed.get("cnil_told_at")
        if told and told > timezone.now():
            self.add_error("cnil_told_at", "Ce moment est à venir.")
        elif told and told < self.breach.known_at:
            self.add_error("cnil_told_at", BEFORE_IT_WAS_KNOWN)
        elif told and told > self.breach.notify_before and not typed.get("late_reason"):
            self.add_error("late_reason", "Après 72 heures, la notification dit pourquoi.")
        return typed


class PeopleForm(NoticeForm):
    """The text that each person received, the day, the way."""

    text = "people_text"

    people_text = notice_text(
        "Texte aux personnes",
        "Proposé : corrigez-le, sans code ni mot du métier ; il est gardé tel que vous l'envoyez.",
    )
    people_told_on = DayField(label="Prévenues le", initial=timezone.localdate)
    people_told_how = forms.CharField(label="Comment", max_length=200)

    def clean_people_told_on(self):
        day = self.cleaned_data["people_told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ce jour est à venir.")
        if day < timezone.localdate(self.breach.known_at):
            raise forms.ValidationError(BEFORE_IT_WAS_KNOWN)
        return day
