"""Fields of editors' forms that choose instead of asking for a code."""

from django import forms
from wagtail.admin.panels import FieldPanel


class StepSelect(forms.Select):
    """The steps of the frises, by their title; a code that no step bears any more is kept."""

    def optgroups(self, name, value, attrs=None):
        from resources.models import FriseStep

        titles = {}
        for step in FriseStep.objects.all():
            titles.setdefault(step.code, []).append(step)
        choices = [
            (code, f"{steps[0].title} ({', '.join(step.get_role_display() for step in steps)})")
            for code, steps in titles.items()
        ]
        known = {"", *titles}
        choices += [(code, code) for code in value if code not in known]
        self.choices = [("", "Aucune"), *choices]
        return super().optgroups(name, value, attrs)


def step_panel(**kwargs):
    """Where something is asked or used: its documents, questions and guides show at that step."""
    return FieldPanel(
        "step", widget=StepSelect, help_text="De la frise : il s’y affiche.", **kwargs
    )
