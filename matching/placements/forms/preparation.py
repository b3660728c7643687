"""The file of a reserved young person: presentation, documents and notices."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from matching.models import Notice
from matching.models.placement import PRESENTATION_LIMIT
from matching.models.youth import NOTICES
from psf.french.days import numeric
from psf.workflow.forms import NO_SENSITIVE_DATA, MoveForm


def presentation(label, help_text) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=PRESENTATION_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"{help_text} {NO_SENSITIVE_DATA}",
    )


class PrepareForm(MoveForm):
    text_label = ""

    goals = presentation("Ses objectifs", "Écrits avec le jeune, lus par l'entreprise.")
    helps = presentation("Ce qui l'aide", "Consignes écrites, un même interlocuteur…")
    avoid = presentation("À éviter", "Longs trajets, travail en hauteur…")
    cv_ready_on = forms.BooleanField(label="Le CV est prêt", required=False)
    letter_ready_on = forms.BooleanField(label="La lettre est prête", required=False)
    notice_given_on = forms.BooleanField(
        label="La notice d'information est remise au jeune", required=False
    )
    guardian_notice_given_on = forms.BooleanField(
        label="La notice d'information est remise au représentant légal", required=False
    )

    def __init__(self, *args, subject, **kwargs):
        kwargs["initial"] = {
            name: getattr(subject, name)
            for name in ("goals", "helps", "avoid", "cv_ready_on", "letter_ready_on")
        } | {
            name: getattr(subject.youth, name)
            for name in ("notice_given_on", "guardian_notice_given_on")
        }
        super().__init__(*args, subject=subject, **kwargs)
        if not subject.youth.is_minor:
            del self.fields["guardian_notice_given_on"]
        for name in ("cv_ready_on", "letter_ready_on"):
            if ready := kwargs["initial"][name]:
                self.fields[name].help_text = f"Depuis le {numeric(ready)}."
        for day, version in NOTICES.items():
            if day in self.fields:
                self.fields[day].help_text = _which_notice(subject.youth, day, version)


def _which_notice(youth, day: str, version: str) -> str:
    """Which text is to be handed over, or was; both are read at the same address."""
    number = getattr(youth, version) or Notice.number_on(timezone.localdate())
    given = f" Depuis le {numeric(getattr(youth, day))}." if getattr(youth, day) else ""
    return format_html(
        'Version <a href="{}" target="_blank">{}<span class="w-sr-only"> (nouvel onglet)</span></a>.{}',
        reverse("notices:version", args=[number]),
        number,
        given,
    )
