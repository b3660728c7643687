"""« Mes chiffres »: a page for a tutor or a coordinator, each figure with its list."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from matching.desk.agenda.forms import usual
from matching.desk.own_figures import OwnFigures, Period
from matching.desk.registry.views import VIEW
from psf.accounts.models import Whose
from psf.french.days import numeric
from psf.quantities.fields import DayField
from psf.territories.calendars import SchoolYear
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

TITLE = "Mes chiffres"


class PeriodForm(forms.Form):
    """From the address; what is missing is the school year so far."""

    de = forms.ChoiceField(label="De qui", choices=Whose.choices, required=False)
    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)

    def __init__(self, data, *, user):
        today = timezone.localdate()
        usually = {"de": usual(user), "du": numeric(school_year(today)), "au": numeric(today)}
        self.asked = {**usually, **{name: value for name, value in data.items() if value}}
        super().__init__(self.asked)

    def clean(self):
        first, last = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        for name, day in (("du", first), ("au", last)):
            if day:
                self.asked[name] = numeric(day)
        if first and last and last < first:
            self.add_error("au", "La fin précède le début.")
        return self.cleaned_data

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["du"], self.cleaned_data["au"])


def school_year(today: date) -> date:
    """Its first day."""
    return date(SchoolYear.of(today).first, SchoolYear.FIRST_MONTH, 1)


class OwnFiguresView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "matching/queue/own_figures.html"
    page_title = TITLE
    header_icon = "view"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = PeriodForm(self.request.GET, user=self.request.user)
        groups = []
        if form.is_valid():
            of = Whose(form.cleaned_data["de"])
            groups = OwnFigures(self.request, of, form.period).groups()
        return super().get_context_data(
            **kwargs,
            form=form,
            groups=groups,
            periods=self._periods(form),
            counted_at=timezone.now(),
            meetings=None,
        )

    def _periods(self, form) -> list[tuple[str, str]]:
        """(words, address) of the periods that people ask for most."""
        today = timezone.localdate()
        month = today.replace(day=1)
        eve = month - timedelta(days=1)
        asked = {
            "ce mois-ci": (month, today),
            "le mois dernier": (eve.replace(day=1), eve),
            "cette année scolaire": (school_year(today), today),
        }
        of = form.data["de"] if form.data["de"] in Whose.values else usual(self.request.user).value
        return [
            (words, f"?{urlencode({'de': of, 'du': first.isoformat(), 'au': last.isoformat()})}")
            for words, (first, last) in asked.items()
        ]

    def get_breadcrumbs_items(self):
        here = {"url": reverse("work:own_figures"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]
