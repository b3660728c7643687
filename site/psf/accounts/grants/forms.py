"""Forms of perimeters: granted, then ended."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from psf.accounts.forms import ONE_LEVEL, PlaceFormMixin
from psf.accounts.models import User
from psf.editing import OneEditorWins
from psf.perimeter.models import PerimeterGrant


class GrantForm(PlaceFormMixin, WagtailAdminModelForm):
    class Meta:
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
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}
        help_texts = {"service": ONE_LEVEL}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.granted_by = self.for_user
        self.fields["user"].queryset = User.objects.active()
        self.limit_places(self.for_user)

    def clean(self):
        data = super().clean()
        if self.chosen_place() is None:
            raise ValidationError(ONE_LEVEL)
        user = data.get("user")
        if user and user.is_administrator and not data.get("ends_on"):
            self.add_error("ends_on", "Un administrateur ne reçoit qu’un périmètre daté.")
        return data


class GrantEndForm(OneEditorWins, WagtailAdminModelForm):
    class Meta:
        model = PerimeterGrant
        fields = ["ends_on"]
        widgets = {"ends_on": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.former_end = self.instance.ends_on
        self.fields["ends_on"].required = True

    def clean_ends_on(self):
        end, yesterday = self.cleaned_data["ends_on"], timezone.localdate() - timedelta(days=1)
        if self.former_end and self.former_end < yesterday:
            raise ValidationError("Ce périmètre est terminé : accordez-en un nouveau.")
        if end < yesterday:
            raise ValidationError("La fin ne peut pas précéder hier : ce qui a été vu l’a été.")
        return end
