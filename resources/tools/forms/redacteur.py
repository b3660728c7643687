"""The five steps of the rédacteur de clause: one form each, all carried in the page."""

from django import forms
from django.utils import timezone

from offers.enums import Calibre
from offers.models.advice import FIRM_MONTHS_AT_LEAST
from psf.french.numbers import euros
from psf.french.numbers import hours as in_hours
from psf.quantities.fields import MonthsField
from psf.territories.models import AcademicRegion
from resources.calibre.figures import Figures
from resources.calibre.question import Question
from resources.calibre.reckoning import NoBracket, cost_of, reckon
from resources.calibre.rows import figures_of
from resources.clause.draft import Draft
from resources.enums import MarketKind
from resources.models import TaskExample
from resources.tools.forms.articles import ArticleField
from resources.tools.forms.calibreur import APART, GRANTED, LEGAL, NO, POOLED, YES
from resources.tools.forms.fields import AmountField, LotHoursField, OneOf, WordsField
from resources.tools.forms.folding import FoldingForm
from resources.tools.forms.penalties import PenaltiesStep

SINGLE = "unique"
MOST_LOTS = 30
MOST_TASKS = 12


class MarketStep(FoldingForm):
    title = "Votre marché"
    FOLD = "Préciser : référence du marché, article devant le nom de l'acheteur"
    MORE = ("reference", "article")

    acheteur = WordsField(
        label="Qui achète ?",
        help_text="Par exemple : Ville de Valfleury.",
        max_length=120,
        missing="Indiquez le nom de l'acheteur.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    objet = WordsField(
        label="Objet du marché",
        help_text="Par exemple : Nettoyage des écoles.",
        max_length=200,
        missing="Indiquez l'objet du marché.",
    )
    reference = WordsField(label="Référence", max_length=60, required=False)
    nature = OneOf(
        label="Nature du marché",
        help_text="Les tâches proposées en dépendent.",
        choices=[("", "Choisir"), *MarketKind.choices],
        missing="Choisissez la nature du marché.",
        widget=forms.Select,
    )
    article = ArticleField()


class HoursStep(FoldingForm):
    """Without a calibre the amount decides it; `reckoned` then says which, `bracket` by which bracket of
    amounts; else "".
    """

    reckoned = bracket = ""
    title = "Les heures"
    FOLD = "Préciser : autre calibre, lots, accord-cadre sans minimum"
    MORE = ("calibre", "decoupage", "lots", "declenchement")

    montant = AmountField(
        label="Montant prévisionnel hors taxes de la période ferme",
        help_text="Il donne le nombre d'heures et ne figure dans aucun document. Par exemple : 300 000 €.",
        required=False,
    )
    duree = MonthsField(
        label="Durée de la période ferme",
        help_text="Sans les reconductions. Par exemple : 24 mois, 2 ans ou 1 an + 2 reconductions.",
        missing="Indiquez la durée de la période ferme, en mois.",
    )
    calibre = forms.TypedChoiceField(
        label="Calibre",
        help_text="Un calibre plus court que celui du montant se choisit librement.",
        choices=[("", "Celui qu'indique le montant"), *Calibre.choices],
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Il n'y a que quatre calibres : choisissez-en un."},
    )
    decoupage = OneOf(
        label="Le marché est-il alloti ?",
        choices=[
            (SINGLE, "Non"),
            (APART, "Oui, un parcours par lot"),
            (POOLED, "Oui, heures mises en commun si une entreprise a plusieurs lots"),
        ],
        initial=SINGLE,
    )
    lots = LotHoursField(
        label="Calibre de chaque lot",
        help_text="Si le marché est alloti, au lieu du calibre ci-dessus : 150, 300, 450 ou 900, un par ligne, dans l'ordre des lots.",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    declenchement = AmountField(
        label="Accord-cadre sans minimum : montant de déclenchement",
        help_text="Le montant de commandes hors taxes à partir duquel les heures sont dues.",
        required=False,
    )

    def clean_duree(self):
        months = self.cleaned_data["duree"]
        if months < FIRM_MONTHS_AT_LEAST:
            raise forms.ValidationError(
                f"La clause demande une période ferme de {FIRM_MONTHS_AT_LEAST} mois au moins."
                " Allongez-la : les reconductions ne comptent pas."
            )
        return months

    def clean(self):
        data = super().clean()
        lots, shape = data.get("lots") or [], data.get("decoupage")
        if shape == SINGLE and not data.get("calibre") and not self.has_error("calibre"):
            self._reckon(data)
        if shape in (APART, POOLED) and not self.has_error("lots"):
            if len(lots) < 2:
                self.add_error("lots", "Indiquez le calibre de deux lots au moins, un par ligne.")
            elif len(lots) > MOST_LOTS:
                self.add_error(
                    "lots", f"Plus de {MOST_LOTS} lots : écrivez la clause en deux fois."
                )
        return data

    def _reckon(self, data) -> None:
        """The calibre that the amount indicates, and why; asked for when nothing indicates one."""
        amount, months = data.get("montant"), data.get("duree")
        if not amount and not self.has_error("montant"):
            self.add_error(
                "montant",
                "Indiquez le montant, qui donne le calibre, ou choisissez un calibre sous"
                " « Préciser ».",
            )
        if not amount or not months:
            return
        try:
            reckoning = reckon(Question(amount, months), figures_of(timezone.localdate()))
        except NoBracket as error:
            self.add_error("calibre", f"{error} Choisissez un calibre.")
            return
        data["calibre"] = reckoning.hours
        self.reckoned, self.bracket = in_hours(reckoning.hours), reckoning.parts[0].bracket

    @property
    def most_for_one(self) -> int:
        """Hours that one company may owe; of a valid form."""
        lots = self.cleaned_data["lots"] if self.cleaned_data["decoupage"] != SINGLE else None
        if not lots:
            return self.cleaned_data["calibre"]
        return sum(lots) if self.cleaned_data["decoupage"] == POOLED else max(lots)


class PeopleStep(FoldingForm):
    """What is most often right is chosen beforehand: no convention, the legal minimum."""

    title = "Éducation nationale et entreprise"
    FOLD = "Préciser : région académique, interlocuteur"
    MORE = ("region", "contact")

    partenariat = OneOf(
        label="Votre lien avec la MLDS",
        help_text="MLDS : mission de lutte contre le décrochage scolaire (Éducation nationale). Elle propose et suit le jeune.",
        choices=[
            (NO, "Pas de convention, ou je ne sais pas"),
            (YES, "Une convention de partenariat existe"),
        ],
        initial=NO,
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

    def explain(self, figures: Figures, hours: int | None) -> None:
        """Say where the two gratifications part, and what each costs for these hours."""
        if figures.rate is None:
            return
        field, threshold = self.fields["gratification"], figures.rate.threshold
        field.choices = [
            (LEGAL, f"Le minimum légal (au-delà de {in_hours(threshold)} seulement)"),
            (GRANTED, f"À tout jeune, même en dessous de {in_hours(threshold)}"),
        ]
        if not hours:
            return
        cost = cost_of(hours, figures, granted=False).of_one
        granted = f"{euros(cost.granted.amount)} au moins"
        if cost.legal.due:
            said = f"{granted} dans les deux cas"
        else:
            said = f"rien au minimum légal, {granted} si elle va à tout jeune"
        field.help_text = f"L'entreprise la verse. Pour {in_hours(cost.longest)} faites par un seul jeune : {said}."


class TasksStep(FoldingForm):
    """The first examples of the kind of marché are chosen beforehand."""

    title = "Les tâches"
    FOLD = "Ajouter d'autres tâches"
    MORE = ("autres",)

    taches = forms.MultipleChoiceField(
        label="Exemples à citer dans les annexes",
        help_text="Les premiers sont déjà cochés. Une présentation du secteur s'y ajoute toujours.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Cette tâche n'est plus proposée : choisissez à nouveau."
        },
    )
    autres = WordsField(
        label="D'autres tâches",
        help_text="Une par ligne.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = {
            str(pk): text
            for pk, text in TaskExample.objects.proposed(kind).values_list("pk", "text")
        }
        self.fields["taches"].choices = list(self.texts.items())

    @property
    def tasks(self) -> tuple[str, ...]:
        own = [line.strip(" \t–-•") for line in self.cleaned_data["autres"].splitlines()]
        chosen = [self.texts[pk] for pk in self.cleaned_data["taches"]]
        return tuple(dict.fromkeys(text for text in [*chosen, *own] if text))

    def clean(self):
        data = super().clean()
        if not self.errors:
            count = len(self.tasks)
            if not count:
                self.add_error("taches", "Choisissez une tâche au moins, ou écrivez-en une.")
            elif count > MOST_TASKS:
                self.add_error(
                    "taches",
                    f"{count} tâches : gardez-en {MOST_TASKS} au plus, les documents sont lus.",
                )
        return data


STEPS = (MarketStep, HoursStep, PeopleStep, PenaltiesStep, TasksStep)


def draft_of(market, hours, people, penalties, tasks) -> Draft:
    """The Draft of five valid forms, in the order of STEPS."""
    pooled = hours.cleaned_data["decoupage"] == POOLED
    lots = ()
    if hours.cleaned_data["decoupage"] != SINGLE:
        lots = tuple(hours.cleaned_data["lots"])
    region = people.cleaned_data["region"]
    return Draft(
        buyer=market.cleaned_data["acheteur"],
        article=market.cleaned_data["article"],
        subject=market.cleaned_data["objet"],
        reference=market.cleaned_data["reference"],
        kind=market.cleaned_data["nature"],
        hours=sum(lots) if lots else hours.cleaned_data["calibre"],
        firm_months=hours.cleaned_data["duree"],
        amount=hours.cleaned_data["montant"],
        lots=lots,
        pooled=pooled,
        trigger=hours.cleaned_data["declenchement"],
        partnership=people.cleaned_data["partenariat"] == YES,
        region=region.name if region else "",
        contact=people.cleaned_data["contact"],
        granted=people.cleaned_data["gratification"] == GRANTED,
        penalties=penalties.chosen,
        document_days=penalties.cleaned_data["delai"],
        tasks=tasks.tasks,
    )
