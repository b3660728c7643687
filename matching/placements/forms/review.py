"""The bilan croisé, completed along the way by three people, and the way on."""

from django import forms

from matching.enums import SkillLevel, WayOn
from psf.french.folding import fold
from psf.workflow.forms import NO_SENSITIVE_DATA, MoveForm
from psf.workflow.words import choices_for

NEW_LINES = 3
MAX_LINES = 30


def opinion(label) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[("", "pas encore"), *SkillLevel.choices], required=False
    )


class SkillForm(forms.Form):
    skill = forms.CharField(
        label="Compétence",
        max_length=120,
        error_messages={"required": "Nommez la compétence."},
    )
    by_youth = opinion("Selon le jeune")
    by_company = opinion("Selon l'entreprise")
    by_tutor = opinion("Selon le tuteur pédagogique")


class SkillFormSet(
    forms.formset_factory(
        SkillForm, extra=NEW_LINES, max_num=MAX_LINES, absolute_max=MAX_LINES, validate_max=True
    )
):
    def clean(self):
        seen = set()
        for form in self.filled():
            skill = fold(form.cleaned_data.get("skill", ""))
            if skill in seen:
                form.add_error("skill", "Cette compétence est déjà dans le bilan.")
            seen.add(skill)

    def filled(self) -> list[SkillForm]:
        return [form for form in self.forms if form.has_changed() or form.initial]


class ReviewForm(MoveForm):
    lines_template = "matching/file/lines.html"
    text_label = ""

    def __init__(self, data=None, *args, subject, **kwargs):
        super().__init__(data, *args, subject=subject, **kwargs)
        review = getattr(subject, "review", None)
        known = [
            {name: getattr(line, name) for name in ("skill", "by_youth", "by_company", "by_tutor")}
            for line in (review.lines.all() if review else ())
        ]
        self.lines = SkillFormSet(_with_management(data, known), prefix="lines", initial=known)
        names = {line["skill"] for line in known}
        for form in self.lines.forms:
            # A skill keeps its name: the three opinions are about the same one.
            if form["skill"].value() in names:
                form.fields["skill"].widget.attrs["readonly"] = True
        self.lines.help_text = NO_SENSITIVE_DATA

    def is_valid(self):
        valid = super().is_valid()
        if not self.lines.is_valid():
            return False
        if valid and not self.lines.filled():
            self.add_error(None, "Ajoutez au moins une compétence.")
        return valid and not self.errors

    @property
    def has_errors(self):
        return self.is_bound and bool(
            self.errors or self.lines.total_error_count() or self.lines.non_form_errors()
        )

    def data_of_move(self):
        names = ("skill", "by_youth", "by_company", "by_tutor")
        return {
            "lines": [
                {name: form.cleaned_data[name] for name in names} for form in self.lines.filled()
            ]
        }


class GiveUpOpinionForm(MoveForm):
    """Whose opinion will never come; why is the move's reason."""

    refusal_field = "people"

    people = forms.MultipleChoiceField(
        label="Quel avis est impossible ?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Le bilan se clôt alors sans cet avis ; l'acheteur n'en lit pas le motif.",
        error_messages={
            "required": "Dites quel avis est impossible.",
            "invalid_choice": "Cet avis n'est plus attendu.",
        },
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        self.fields = {"people": self.fields.pop("people"), **self.fields}
        review = getattr(subject, "review", None)
        self.fields["people"].choices = list(review.awaited.items()) if review else []


class CloseForm(MoveForm):
    refusal_field = "way_on"

    way_on = forms.ChoiceField(
        label="Quelle suite pour le jeune ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Indiquez la suite du parcours."},
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        self.fields["way_on"].choices = choices_for(subject, WayOn)


def _with_management(data, known):
    """The posted data; a missing count of lines is the known ones, not an error of its own."""
    if data is None or "lines-TOTAL_FORMS" in data:
        return data
    data = data.copy()
    data.update({"lines-TOTAL_FORMS": str(len(known)), "lines-INITIAL_FORMS": str(len(known))})
    return data
