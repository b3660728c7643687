"""What an agenda is asked: how, around which day, whose, of which service."""

from django import forms
from django.utils import timezone

from matching.desk.agenda.spans import Layout
from psf.accounts.models import Whose
from psf.french.days import numeric
from psf.quantities.fields import DayField
from psf.territories.models import Service


def usual(user) -> Whose:
    """A tutor's own; who follows files by a service only sees the service's."""
    return Whose.MINE if user.is_tutor else Whose.SERVICES


class AgendaForm(forms.Form):
    """Read from the address; what is missing, or means nothing there, is the usual."""

    vue = forms.ChoiceField(choices=Layout.choices, required=False, widget=forms.HiddenInput)
    de = forms.ChoiceField(label="De qui", choices=Whose.choices, required=False)
    jour = DayField(label="Jour", required=False)
    service = forms.ModelChoiceField(
        label="Service", queryset=Service.objects.none(), required=False, empty_label="tous"
    )

    def __init__(self, data, *, user, services):
        usually = {"de": usual(user), "jour": numeric(timezone.localdate())}
        self.asked = {**usually, **{name: value for name, value in data.items() if value}}
        super().__init__(self.asked)
        self.user = user
        if len(services) > 1:
            self.fields["service"].queryset = Service.objects.filter(pk__in=services)
        else:
            del self.fields["service"]

    def read(self) -> dict:
        """{vue, de, jour, service}, whatever was asked; a day that cannot be read is today."""
        self.is_valid()
        asked = self.cleaned_data
        if day := asked.get("jour"):
            # Shown as people write it, however the address does.
            self.asked["jour"] = numeric(day)
        return {
            "vue": Layout(asked.get("vue") or Layout.WEEK),
            "de": Whose(asked.get("de") or usual(self.user)),
            "jour": day or timezone.localdate(),
            "service": asked.get("service"),
        }


class CalendarAddressForm(forms.Form):
    whose = forms.ChoiceField(
        label="Ce que votre calendrier lira", choices=Whose.choices, widget=forms.RadioSelect
    )
