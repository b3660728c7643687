"""A new version, prefilled from the one in force; what is inherited shows where nothing is typed."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict

from psf.quantities.fields import WholeNumberField
from psf.quantities.widgets import TypedInput
from psf.territories.models import Academy
from psf.workflow.enums import Approver, Counting
from psf.workflow.kinds import ActionKind
from psf.workflow.models import StagePolicy
from psf.workflow.models.policy import INSTRUCTIONS_LIMIT, ITEM_LIMIT, MOST_DAYS, MOST_ITEMS
from psf.workflow.policies import catalog
from psf.workflow.policies.wording import days, inherited_by

RESERVATION = ("reservation_days",)
SILENCE = ("remind_days", "buyer_days", "third_contact_days", "commitment_days", "release_days")
CLIMBING = (
    "ready_days",
    "climb_department_days",
    "climb_region_days",
    "climb_national_days",
    "climb_again_days",
)
NEWER = "Une autre version vient d'être enregistrée : relisez-la, puis recommencez ici."
NO_PERSON = "Ne nommez aucun jeune."

# (step, its fields, whether it says something)
StepRow = tuple[ActionKind, list[forms.BoundField], bool]


class InheritedInput(TypedInput):
    """Shows the inherited number where nothing is typed."""

    def __init__(self, inherited: int) -> None:
        super().__init__("whole", {"placeholder": str(inherited), "inputmode": "numeric"})


class StagePolicyForm(forms.ModelForm):  # type: ignore[type-arg]  # It takes none at run time.
    """`policy_form(academy)`: fields of the whole, then four for each step (`days-<step>`…)."""

    # The version that was in force when the form was shown.
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = StagePolicy
        fields = (
            "reason",
            "counting",
            *RESERVATION,
            *SILENCE,
            *CLIMBING,
            "approval_send",
            "approval_start",
        )
        field_classes = dict.fromkeys((*RESERVATION, *SILENCE, *CLIMBING), WholeNumberField)

    def __init__(
        self, data: QueryDict | None = None, *, academy: Academy | None, **kwargs: Any
    ) -> None:
        self.academy = academy
        self.current = StagePolicy.objects.of(academy).first()
        self.inherited = inherited_by(academy)
        super().__init__(
            data,
            instance=StagePolicy(academy=academy),
            initial=self._start(),
            **kwargs,
        )
        self.fields["reason"].error_messages["required"] = "Dites pourquoi les délais changent."
        self.fields["reason"].help_text = NO_PERSON
        self._show_inherited()
        for step in catalog.steps().values():
            self._add_step(step)

    def _start(self) -> dict[str, Any]:
        """The values of the version in force in this scope; the rest stays inherited."""
        current = self.current
        start: dict[str, Any] = {"based_on": current.number if current else 0}
        if current is None:
            return start
        names = [name for name in self._meta.fields or () if name != "reason"]
        start |= {name: getattr(current, name) for name in names}
        for key, own in current.steps.items():
            for name, value in own.items():
                start[f"{name}-{key}"] = "\n".join(value) if name == "checklist" else value
        return start

    def _show_inherited(self) -> None:
        for name in catalog.DELAYS:
            self.fields[name].widget = InheritedInput(self.inherited.delay(name))
        self._offer("counting", self.inherited.counting.label, Counting)
        for move in catalog.approvals():
            actor = self.inherited.approver(move)
            label = Approver(actor.value if actor else "none").label
            self._offer(f"approval_{move}", label, Approver)

    def _offer(self, name: str, inherited: str, values: type[TextChoices]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", f"Comme hérité : {inherited}"), *values.choices]

    def _add_step(self, step: ActionKind) -> None:
        key, inherited = step.step, self.inherited
        if step.dated:
            self.fields[f"days-{key}"] = WholeNumberField(
                label="À faire sous (jours)",
                required=False,
                min_value=0,
                max_value=MOST_DAYS,
                widget=InheritedInput(inherited.days(step)),
            )
        self.fields[f"escalation-{key}"] = WholeNumberField(
            label="Remonte après (jours de retard)",
            required=False,
            min_value=1,
            max_value=catalog.ESCALATION_DAYS,
            widget=InheritedInput(inherited.escalation(key)),
            error_messages={
                "max_value": (
                    f"Au plus {days(catalog.ESCALATION_DAYS)} : un retard ne reste pas muet plus"
                    " longtemps."
                )
            },
        )
        self.fields[f"instructions-{key}"] = forms.CharField(
            label="Consigne affichée sur l'action",
            required=False,
            max_length=INSTRUCTIONS_LIMIT,
            widget=forms.Textarea(
                attrs={"rows": 2, "placeholder": inherited.instructions(key) or "Aucune"}
            ),
        )
        self.fields[f"required-{key}"] = forms.CharField(
            label="Points obligatoires, un par ligne",
            required=False,
            widget=forms.Textarea(
                attrs={"rows": 2, "placeholder": "\n".join(inherited.required(key)) or "Aucun"}
            ),
            help_text="Tant qu'ils ne sont pas cochés, l'action ne peut pas être faite.",
        )
        self.fields[f"checklist-{key}"] = forms.CharField(
            label="Points à vérifier, un par ligne",
            required=False,
            widget=forms.Textarea(
                attrs={"rows": 3, "placeholder": "\n".join(inherited.checklist(key)) or "Aucun"}
            ),
        )

    def headings(self) -> list[tuple[str, list[StepRow]]]:
        """(heading, [(step, its fields, whether it says something)]) for the page."""
        return [
            (heading, [self._row(step) for step in steps])
            for heading, steps in catalog.headings().items()
        ]

    def _row(self, step: ActionKind) -> StepRow:
        names = ("days", "escalation", "instructions", "required", "checklist")
        found = [
            self[f"{name}-{step.step}"] for name in names if f"{name}-{step.step}" in self.fields
        ]
        is_open = any(field.errors or field.value() not in (None, "") for field in found)
        return step, found, is_open

    @property
    def groups(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """(heading, explanation, fields) of what concerns the whole life of a file."""
        return [
            ("Réservation", "En jours.", [self[name] for name in RESERVATION]),
            (
                "Silence de l'entreprise",
                "En jours après l'envoi du profil ; chaque étape vient après la précédente.",
                [self[name] for name in SILENCE],
            ),
            ("Ce qui remonte", "En jours.", [self[name] for name in CLIMBING]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        steps = {}
        for key in catalog.steps():
            if own := self._cleaned_step(key, cleaned):
                steps[key] = own
        self.instance.steps = steps
        return cleaned

    def _cleaned_step(self, key: str, cleaned: dict[str, Any]) -> dict[str, Any]:
        own = {}
        for name in ("days", "escalation"):
            if cleaned.get(f"{name}-{key}") is not None:
                own[name] = cleaned[f"{name}-{key}"]
        if text := cleaned.get(f"instructions-{key}", "").strip():
            own["instructions"] = " ".join(text.split())
        for name in ("required", "checklist"):
            lines = [line.strip() for line in cleaned.get(f"{name}-{key}", "").splitlines()]
            items = list(dict.fromkeys(line for line in lines if line))
            if len(items) > MOST_ITEMS:
                self.add_error(f"{name}-{key}", f"Au plus {MOST_ITEMS} points.")
            elif any(len(item) > ITEM_LIMIT for item in items):
                self.add_error(f"{name}-{key}", f"Au plus {ITEM_LIMIT} caractères par point.")
            elif items:
                own[name] = items
        return own

    def is_outdated(self) -> bool:
        """Whether somebody saved another version since the form was shown."""
        newest = self.current.number if self.current else 0
        return (self.cleaned_data.get("based_on") or 0) != newest

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)
