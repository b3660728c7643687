"""The five steps of the rédacteur de clause: one form each, all carried in the page."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from offers.enums import Calibre
from offers.models.advice import FIRM_MONTHS_AT_LEAST
from offers.money import hours as in_hours
from psf.territories.models import AcademicRegion
from resources.calibre.amounts import Unreadable
from resources.calibre.question import Question
from resources.calibre.reckoning import NoBracket, NotACalibre, calibre_wished, reckon
from resources.calibre.rows import figures_of
from resources.clause.draft import Draft, Penalties
from resources.enums import MarketKind
from resources.models import TaskExample
from resources.tools.forms.calibreur import APART, GRANTED, LEGAL, NO, POOLED, YES
from resources.tools.forms.fields import (
    AmountField,
    MonthsField,
    OneOf,
    ReadField,
    WholeField,
    WordsField,
    read_whole,
)
from resources.tools.forms.folding import FoldingForm

SINGLE = "unique"
MOST_LOTS = 30
MOST_TASKS = 12
LONGEST_DELAY = 60
USUAL_DELAY = 10  # working days, kit of July 2020: the texts say one even without a penalty
LARGEST_PENALTY = 100_000


class MarketStep(FoldingForm):
    title = "Votre marché"

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
    reference = WordsField(label="Référence (facultatif)", max_length=60, required=False)
    nature = OneOf(
        label="Nature du marché",
        help_text="Les tâches proposées en dépendent.",
        choices=[("", "Choisir"), *MarketKind.choices],
        missing="Choisissez la nature du marché.",
        widget=forms.Select,
    )


def read_lot_hours(typed: str) -> list[int]:
    """« 150 » a line, each a calibre. Raises Unreadable."""
    hours = []
    lines = [line for line in typed.replace(";", "\n").splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            hours.append(calibre_wished(read_whole(line)))
        except (Unreadable, NotACalibre) as error:
            raise Unreadable(f"Lot {number} : {error}") from None
    return hours


class LotHoursField(ReadField):
    read = staticmethod(read_lot_hours)


class HoursStep(FoldingForm):
    """Without a calibre the amount decides it; `reckoned` then says which and why, else ""."""

    reckoned = ""
    title = "Les heures"
    FOLD = "Préciser : lots, accord-cadre sans minimum"
    MORE = ("decoupage", "lots", "declenchement")

    montant = AmountField(
        label="Montant prévisionnel hors taxes de la période ferme",
        help_text="Il indique le calibre et ne figure dans aucun document. Par exemple : 300 000 €.",
        required=False,
    )
    duree = MonthsField(
        label="Durée de la période ferme",
        help_text="En mois, sans les reconductions. Par exemple : 24.",
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
        label="Accord-cadre sans minimum : montant de déclenchement (facultatif)",
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
                "Indiquez le montant, qui donne le calibre, ou choisissez un calibre ci-dessous.",
            )
        if not amount or not months:
            return
        try:
            reckoning = reckon(Question(amount, months), figures_of(timezone.localdate()))
        except NoBracket as error:
            self.add_error("calibre", f"{error} Choisissez un calibre.")
            return
        data["calibre"] = reckoning.hours
        self.reckoned = f"{in_hours(reckoning.hours)}. {reckoning.parts[0].why}"


class PeopleStep(FoldingForm):
    title = "La MLDS et l'entreprise"

    partenariat = OneOf(
        label="Votre lien avec la MLDS",
        choices=[
            (YES, "Une convention de partenariat existe"),
            (
                NO,
                "Pas de convention, ou je ne sais pas : la MLDS est consultée avant la publication",
            ),
        ],
        missing="Dites si une convention de partenariat existe.",
    )
    region = forms.ModelChoiceField(
        AcademicRegion.objects.none(),
        to_field_name="code",
        label="Région académique (facultatif)",
        required=False,
        empty_label="Sans préciser",
        error_messages={"invalid_choice": "Cette région académique n'existe pas : choisissez."},
    )
    gratification = OneOf(
        label="Gratification du jeune",
        choices=[
            (LEGAL, "Le minimum légal"),
            (GRANTED, "Accordée dès la première heure, quelle que soit la durée"),
        ],
        missing="Choisissez ce que le marché accorde.",
    )
    contact = WordsField(
        label="Votre interlocuteur pour l'entreprise (facultatif)",
        help_text="Un service, un courriel, un téléphone : il figure dans les documents.",
        max_length=160,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = AcademicRegion.objects.order_by("sort_name")


class PenaltiesStep(FoldingForm):
    """Nothing is chosen beforehand: penalties are the buyer's to set."""

    title = "Les pénalités"

    CHOICES = [(YES, "Prévoir une pénalité"), (NO, "Ne pas en prévoir")]
    PAIRS = (
        ("reunion", "reunion_montant"),
        ("heures", "heures_montant"),
        ("retard", "retard_montant"),
    )
    MISSING = "Choisissez : prévoir une pénalité, ou ne pas en prévoir."

    reunion = OneOf(
        label="L'interlocuteur désigné manque la réunion de présentation",
        help_text="Exemple : 500 € (kit de juillet 2020).",
        choices=CHOICES,
        missing=MISSING,
    )
    reunion_montant = AmountField(
        label="Réunion manquée : montant de la pénalité, en euros", required=False
    )
    heures = OneOf(
        label="Des heures ne sont pas réalisées",
        help_text="Exemple : 40 € par heure non réalisée (kit de juillet 2020).",
        choices=CHOICES,
        missing=MISSING,
    )
    heures_montant = AmountField(
        label="Heures non réalisées : montant de la pénalité par heure, en euros", required=False
    )
    retard = OneOf(
        label="Des pièces sont remises en retard",
        help_text="Exemple : 50 € par jour ouvré (2018).",
        choices=CHOICES,
        missing=MISSING,
    )
    retard_montant = AmountField(
        label="Pièces en retard : montant de la pénalité par jour ouvré, en euros", required=False
    )
    delai = WholeField(
        label="Délai pour remettre les pièces, en jours ouvrés",
        help_text=(
            f"À partir de votre demande. Vide et sans pénalité de retard : {USUAL_DELAY} jours ouvrés,"
            " comme dans le kit de juillet 2020."
        ),
        required=False,
    )

    def clean_delai(self):
        days = self.cleaned_data["delai"]
        if days is not None and not 1 <= days <= LONGEST_DELAY:
            raise forms.ValidationError(f"Indiquez de 1 à {LONGEST_DELAY} jours ouvrés.")
        return days

    def clean(self):
        data = super().clean()
        for choice, name in self.PAIRS:
            amount = data.get(name)
            if data.get(choice) == YES and not amount and not self.has_error(name):
                self.add_error(name, "Indiquez le montant de cette pénalité.")
            elif amount and amount > LARGEST_PENALTY:
                self.add_error(name, "Ce montant paraît hors de proportion : vérifiez-le.")
        if data.get("delai") is None and not self.has_error("delai"):
            if data.get("retard") == YES:
                self.add_error(
                    "delai",
                    "Une pénalité de retard demande un délai : indiquez un nombre de jours ouvrés.",
                )
            data["delai"] = USUAL_DELAY
        return data

    def chosen(self, choice: str, name: str) -> Decimal | None:
        return self.cleaned_data[name] if self.cleaned_data[choice] == YES else None


class TasksStep(FoldingForm):
    title = "Les tâches"

    taches = forms.MultipleChoiceField(
        label="Exemples à citer dans les documents",
        help_text="Une présentation du secteur du marché est toujours prévue, en plus.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Cette tâche n'est plus proposée : choisissez à nouveau."
        },
    )
    autres = WordsField(
        label="D'autres tâches (facultatif)",
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
        penalties=Penalties(*(penalties.chosen(*pair) for pair in PenaltiesStep.PAIRS)),
        document_days=penalties.cleaned_data["delai"],
        tasks=tasks.tasks,
    )
