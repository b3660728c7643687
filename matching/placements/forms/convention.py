"""The convention: dates and schedule, signatures, more hours than the clause asks for."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone

from matching.engine.schedule import Period
from matching.enums import Party, PlacementStage
from matching.messages.signing import signatories
from matching.models import Placement, PlacementPeriod
from matching.models.convention import WEEKDAYS
from matching.placements.checks import link_signatures_in_words
from matching.ranking.calendar import periods_of, problems_of, proposed_period
from offers.enums import Calibre
from psf.quantities.fields import HoursField, MinutesField, TimeField
from psf.territories.models import School
from psf.workflow.forms import DayField, MoveForm

MAX_PERIODS = 4
PERIOD_FIELDS = ("starts_on", "ends_on", "days", "day_start", "day_end", "break_minutes")


class PeriodForm(forms.Form):
    starts_on = DayField(label="Du", error_messages={"required": "Premier jour ?"})
    ends_on = DayField(label="Au (inclus)", error_messages={"required": "Dernier jour ?"})
    days = forms.TypedMultipleChoiceField(
        label="Jours de présence",
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un jour."},
    )
    day_start = TimeField(label="Arrivée", error_messages={"required": "Heure d'arrivée ?"})
    day_end = TimeField(label="Départ", error_messages={"required": "Heure de départ ?"})
    break_minutes = MinutesField(
        label="Pause (minutes)",
        min_value=0,
        max_value=180,
        error_messages={"required": "Durée de la pause ?"},
    )

    def row(self) -> PlacementPeriod:
        """The period as an unsaved row."""
        return PlacementPeriod(**{name: self.cleaned_data[name] for name in PERIOD_FIELDS})


class PeriodFormSet(
    forms.formset_factory(
        PeriodForm,
        extra=0,
        max_num=MAX_PERIODS,
        absolute_max=MAX_PERIODS,
        validate_max=True,
    )
):
    """The first form counts even when it is left empty; the others may stay empty."""

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        return {**kwargs, "empty_permitted": index > 0, "use_required_attribute": False}

    def filled(self) -> list[PeriodForm]:
        return [form for form in self.forms if form.has_changed()]


class GivesUpSignatures(MoveForm):
    """Changes what was signed by link: says so, and asks before."""

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        warning = (
            link_signatures_in_words(subject) if subject.stage == PlacementStage.CONVENTION else ""
        )
        if warning:
            self.fields["void_signatures"] = forms.BooleanField(
                label="Je fais signer à nouveau",
                help_text=warning,
                error_messages={"required": f"{warning} Cochez la case pour le confirmer."},
            )

    def data_of_move(self):
        return {
            **super().data_of_move(),
            "void_signatures": self.cleaned_data.get("void_signatures", False),
        }


FORMERS_SHOWN = 5


class ScheduleForm(GivesUpSignatures):
    """One to four periods. Opens on what is planned, else on a proposal from the slot's rhythm.

    With `former`, a parcours of `akin_to`, on what its convention said: days, times, break of its longest
    period; and the school, which enrols one person, where it is the same young person's. Dates are
    counted anew for the hours of this one.
    """

    lines_template = "matching/file/periods.html"

    school = forms.ModelChoiceField(
        School.objects.none(),
        label="Établissement support",
        empty_label="à choisir",
        help_text="Il inscrit le jeune et signe la convention.",
        error_messages={"required": "Choisissez l'établissement qui signe la convention."},
    )

    def __init__(self, data=None, *args, subject, former=None, **kwargs):
        planned = periods_of(subject.periods.all())
        self.is_proposed = not planned and data is None
        self.former = former if self.is_proposed else None
        same = self.former is not None and self.former.youth_id == subject.youth_id
        school = subject.school_id or (self.former.school_id if same else None)
        kwargs["initial"] = {"school": school}
        super().__init__(data, *args, subject=subject, **kwargs)
        self.fields["school"].queryset = schools_near(subject)
        if not planned:
            rhythm = _longest(self.former) if self.former else None
            next_week = timezone.localdate() + timedelta(days=7)
            planned = [proposed_period(subject, next_week, rhythm)]
        self.periods = PeriodFormSet(
            None if data is None else _with_management(data),
            prefix="periods",
            initial=None if data is not None else [_initial(period) for period in planned],
        )
        if data is None:
            self.periods.extra = max(0, MAX_PERIODS - len(planned))

    @property
    def formers(self) -> list[Placement]:
        """Whose convention may be taken up instead of the proposal."""
        if not self.is_proposed or self.former:
            return []
        return list(Placement.objects.akin_to(self.subject).scheduled()[:FORMERS_SHOWN])

    @property
    def blank_periods(self) -> list[PeriodForm]:
        """The periods left empty, the first one excepted."""
        forms = self.periods.forms[1:]
        return [form for form in forms if not (form.initial or form.has_changed())]

    def is_valid(self):
        valid = super().is_valid()
        if not self.periods.is_valid():
            return False
        return valid and self._problems_are_none()

    @property
    def has_errors(self):
        return self.is_bound and bool(
            self.errors or self.periods.total_error_count() or self.periods.non_form_errors()
        )

    def _problems_are_none(self) -> bool:
        """Say each broken rule beside the period that breaks it."""
        filled = self.periods.filled()
        rows = [form.row() for form in filled]
        for problem in problems_of(self.subject, periods_of(rows)):
            form = self if problem.period is None else filled[problem.period]
            form.add_error(None, f"{problem.sentence}.")
        return not self.errors and all(form.is_valid() for form in filled)

    def data_of_move(self):
        return {
            **super().data_of_move(),
            "periods": [form.row() for form in self.periods.filled()],
            "school": self.cleaned_data["school"],
        }


class AskSignaturesForm(MoveForm):
    """Shows who receives what, before anything leaves."""

    lines_template = "matching/file/signatories.html"

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        self.signatories = signatories(subject)
        self.out_of_reach = [each for each in self.signatories if each.is_out_of_reach]
        self.leaves = any(each.to for each in self.signatories)


class SignForm(MoveForm):
    """Paper signatures: who, and on which day."""

    refusal_field = "parties"

    parties = forms.MultipleChoiceField(
        label="Qui a signé ?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez qui a signé."},
    )
    signed_on = DayField(
        label="Date de signature", error_messages={"required": "Indiquez la date de signature."}
    )

    def __init__(self, *args, subject, **kwargs):
        kwargs["initial"] = {"signed_on": timezone.localdate()}
        super().__init__(*args, subject=subject, **kwargs)
        # Every party may be posted: the workflow says who is not expected any more.
        shown = subject.missing_signatures
        field = self.fields["parties"]
        field.choices = [(party, Party(party).label) for party in (shown or Party)]
        if self.is_bound:
            field.choices = Party.choices


class ExceedForm(GivesUpSignatures):
    refusal_field = "hours"

    hours = HoursField(
        label="Heures en tout",
        min_value=1,
        max_value=2000,
        help_text=f"Plus que prévu, {Calibre.SIX_MONTHS} h au plus (6 mois).",
        error_messages={"required": "Indiquez le nombre d'heures en tout."},
    )

    def __init__(self, *args, subject, **kwargs):
        kwargs["initial"] = {"hours": subject.hours}
        super().__init__(*args, subject=subject, **kwargs)


def schools_near(placement):
    """Schools of the départements of the service, of the young person and of the site."""
    departments = {
        placement.service.department_id,
        placement.youth.commune.department_id,
        placement.host_slot.commune.department_id,
    }
    return School.objects.filter(
        Q(commune__department__in=departments) | Q(pk=placement.school_id)
    ).select_related("commune")


def _longest(former: Placement) -> Period | None:
    """The period that lasted most, or None."""
    periods = periods_of(former.periods.all())
    return max(periods, key=lambda period: period.end - period.start, default=None)


def _initial(period) -> dict:
    return {
        "starts_on": period.start,
        "ends_on": period.end,
        "days": list(period.days),
        "day_start": period.day_start,
        "day_end": period.day_end,
        "break_minutes": period.break_minutes,
    }


def _with_management(data):
    """The posted data; a missing count of forms is one form, not an error of its own."""
    if "periods-TOTAL_FORMS" in data:
        return data
    data = data.copy()
    data.update({"periods-TOTAL_FORMS": "1", "periods-INITIAL_FORMS": "0"})
    return data
