"""Forms of perimeters: given or asked for, renewed, ended."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from psf.accounts.forms import ONE_LEVEL, PlaceFormMixin
from psf.accounts.models import User
from psf.accounts.second_person import in_the_same_hands
from psf.editing import OneEditorWins
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.models.grants import end_by_default


class GrantForm(PlaceFormMixin, WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = PerimeterGrant
        fields = [
            "user",
            "region",
            "academy",
            "department",
            "service",
            "starts_on",
            "ends_on",
            "reason",
        ]
        help_texts = {"service": ONE_LEVEL}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.active()
        if not self.instance.ends_on:
            self.initial.setdefault("ends_on", end_by_default())
        self.limit_places(self.for_user)

    def clean(self):
        data = super().clean()
        if self.chosen_place() is None:
            raise ValidationError(ONE_LEVEL)
        if user := data.get("user"):
            grant, by = self.instance, self.for_user
            # For oneself, or for who may be oneself: asked for, until another person confirms.
            alone = not in_the_same_hands(by, user)
            grant.granted_by, grant.asked_by = (by, None) if alone else (None, by)
        return data


class GrantEndForm(OneEditorWins, WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = PerimeterGrant
        fields = ["ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.former_end = self.instance.ends_on
        self.fields["ends_on"].required = True

    def clean_ends_on(self):
        end, yesterday = self.cleaned_data["ends_on"], timezone.localdate() - timedelta(days=1)
        if self.former_end < yesterday:
            raise ValidationError("Ce périmètre est terminé : accordez-en un nouveau.")
        if end < yesterday:
            raise ValidationError("La fin ne peut pas précéder hier : ce qui a été vu l’a été.")
        if end > self.former_end:
            raise ValidationError("Un périmètre ne s’allonge pas : renouvelez-le.")
        return end


class RenewalsForm(forms.Form):
    """Which of the perimeters shown go on for a school year."""

    renewals = forms.MultipleChoiceField(
        required=True, error_messages={"required": "Cochez au moins un périmètre."}
    )

    def __init__(self, *args, renewals, **kwargs):
        super().__init__(*args, **kwargs)
        self.open = {str(each.grant.pk): each for each in renewals if not each.refusal}
        self.fields["renewals"].choices = [(key, key) for key in self.open]

    def clean_renewals(self):
        return [self.open[key] for key in self.cleaned_data["renewals"]]
