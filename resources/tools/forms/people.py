"""Step three of the rédacteur: the MLDS, when it was asked, what the young person is paid."""

from django import forms
from django.utils import timezone

from psf.french.numbers import euros
from psf.french.numbers import hours as in_hours
from psf.territories.models import AcademicRegion
from resources.calibre.figures import Figures
from resources.calibre.reckoning import cost_of
from resources.tools.forms.calibreur import GRANTED, LEGAL, NO, YES
from resources.tools.forms.fields import DayField, OneOf, WordsField
from resources.tools.forms.folding import FoldingForm


class PeopleStep(FoldingForm):
    """What is most often right is chosen beforehand: no convention, the legal minimum."""

    title = "Éducation nationale et entreprise"
    FOLD = "Préciser : réponse de la MLDS, région académique, interlocuteur"
    MORE = ("reponse", "region", "contact")

    partenariat = OneOf(
        label="Votre lien avec la MLDS",
        help_text="MLDS : mission de lutte contre le décrochage scolaire (Éducation nationale). Elle propose et suit le jeune.",
        choices=[
            (NO, "Pas de convention, ou je ne sais pas"),
            (YES, "Une convention de partenariat existe"),
        ],
        initial=NO,
    )
    consultation = DayField(
        label="Sinon, date de la consultation de la MLDS",
        help_text="Format : jj/mm/aaaa. Vide : le règlement de la consultation laisse la date en blanc.",
        required=False,
    )
    reponse = DayField(
        label="Date de sa réponse",
        help_text="Format : jj/mm/aaaa. Vide : elle n'a pas répondu.",
        required=False,
    )
    region = forms.ModelChoiceField(
        AcademicRegion.objects.none(),
        to_field_name="code",
        label="Région académique",
        required=False,
        empty_label="Sans préciser",
        error_messages={"invalid_choice": "Cette région académique n'existe pas : choisissez."},
    )
    gratification = OneOf(
        label="Gratification du jeune",
        choices=[
            (LEGAL, "Le minimum légal"),
            (GRANTED, "À tout jeune, dès la première heure"),
        ],
        initial=LEGAL,
    )
    contact = WordsField(
        label="Votre interlocuteur pour l'entreprise",
        help_text="Un service, un courriel, un téléphone : il figure dans les documents.",
        max_length=160,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = AcademicRegion.objects.order_by("sort_name")

    def clean_consultation(self):
        return self._past("consultation")

    def clean_reponse(self):
        return self._past("reponse")

    def _past(self, name):
        day = self.cleaned_data[name]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                "Ce jour n'est pas encore passé : le texte ne peut pas dire que c'est fait."
            )
        return day

    def clean(self):
        data = super().clean()
        asked, answered = data.get("consultation"), data.get("reponse")
        if answered and not asked and not self.has_error("consultation"):
            self.add_error("consultation", "Indiquez aussi le jour de la consultation.")
        if answered and asked and answered < asked:
            self.add_error("reponse", "La réponse précède la consultation : vérifiez ces jours.")
        return data

    def explain(self, figures: Figures, hours: int | None) -> None:
        """Say where the two gratifications part, and what each costs for these hours."""
        if figures.rate is None:
            return
        field, threshold = self.fields["gratification"], figures.rate.threshold
        assert isinstance(field, OneOf)
        field.choices = [
            (LEGAL, f"Le minimum légal (au-delà de {in_hours(threshold)} seulement)"),
            (GRANTED, f"À tout jeune, même en dessous de {in_hours(threshold)}"),
        ]
        cost = cost_of(hours, figures, granted=False).of_one if hours else None
        if cost is None or cost.granted.amount is None:
            return
        granted = f"{euros(cost.granted.amount)} au moins"
        if cost.legal.due:
            said = f"{granted} dans les deux cas"
        else:
            said = f"rien au minimum légal, {granted} si elle va à tout jeune"
        field.help_text = f"L'entreprise la verse. Pour {in_hours(cost.longest)} faites par un seul jeune : {said}."
