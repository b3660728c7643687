"""The five steps of the rédacteur de clause: one form each, all carried in the page."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from offers.enums import Calibre
from offers.models.advice import FIRM_MONTHS_AT_LEAST
from psf.french.numbers import counted, euros
from psf.french.numbers import hours as in_hours
from psf.quantities.fields import LotsField, PeriodField, WholeField
from resources.calibre.question import Question
from resources.calibre.reckoning import NoBracket, reckon
from resources.calibre.rows import figures_of
from resources.clause.draft import Draft
from resources.enums import BuyerKind, Ccag, MarketKind, Shared
from resources.models import TaskExample
from resources.tools.forms.articles import ArticleField
from resources.tools.forms.calibreur import (
    APART,
    CLOSE_ENOUGH,
    GRANTED,
    NO,
    POOLED,
    YES,
    renewals_of,
)
from resources.tools.forms.fields import AmountField, OneOf, WordsField
from resources.tools.forms.folding import FoldingForm
from resources.tools.forms.parts import PartsField, TranchesField, indicated
from resources.tools.forms.penalties import PenaltiesStep
from resources.tools.forms.people import PeopleStep

SINGLE = "unique"
USUAL, NO_CCAG = "", "aucun"
MOST_LOTS = 30
MOST_TRANCHES = 10
MOST_TASKS = 12
MOST_MEMBERS = 500


class MarketStep(FoldingForm):
    title = "Votre marché"
    FOLD = "Préciser : référence, article devant votre nom, CCAG, groupement d'achat"
    MORE = ("reference", "article", "ccag", "groupement", "membres")

    acheteur = WordsField(
        label="Qui achète ?",
        help_text="Par exemple : Ville de Valfleury.",
        max_length=120,
        missing="Indiquez le nom de l'acheteur.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    statut = OneOf(
        label="Type d'acheteur",
        help_text="Un acheteur privé reçoit des textes sans le code de la commande publique.",
        choices=[(kind.value, capfirst(kind.label)) for kind in BuyerKind],
        initial=BuyerKind.PUBLIC.value,
        widget=forms.Select,
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
    ccag = OneOf(
        label="CCAG que vise le marché",
        help_text="Les dérogations du texte en dépendent.",
        choices=[
            (USUAL, "Celui de la nature du marché"),
            *((ccag.value, f"{ccag.label} ({ccag.subject})") for ccag in Ccag),
            (NO_CCAG, "Aucun"),
        ],
        initial=USUAL,
        required=False,
        widget=forms.Select,
    )
    groupement = OneOf(
        label="Achetez-vous pour un groupement d'acheteurs ?",
        choices=[(NO, "Non"), *Shared.choices],
        initial=NO,
    )
    membres = WholeField(
        label="Nombre de membres du groupement",
        help_text="Si les heures sont dues à chaque membre : il donne leur total. Vide : le total n'est pas dit.",
        required=False,
    )

    def clean_membres(self):
        members = self.cleaned_data["membres"]
        if members is not None and not 2 <= members <= MOST_MEMBERS:
            raise forms.ValidationError(f"Indiquez de 2 à {MOST_MEMBERS} membres.")
        return members or 0

    @property
    def chosen_ccag(self) -> tuple[Ccag | None, bool]:
        """(the CCAG or None, whether that is known); of a valid form."""
        data = self.cleaned_data
        if data["statut"] == BuyerKind.PRIVATE or data["ccag"] == NO_CCAG:
            return None, True
        if data["ccag"]:
            return Ccag(data["ccag"]), True
        usual = MarketKind(data["nature"]).usual_ccag
        return usual, usual is not None


class HoursStep(FoldingForm):
    """Without a calibre the amount decides it; `reckoned` then says which, `bracket` by which bracket of
    amounts; else "".
    """

    reckoned = bracket = ""
    title = "Les heures"
    FOLD = "Préciser : autre calibre, lots, tranches, accord-cadre sans minimum"
    MORE = (
        "calibre",
        "decoupage",
        "lots",
        "montants",
        "tranches",
        "reconductions",
        "sans_minimum",
        "declenchement",
        "maximum",
    )

    montant = AmountField(
        label="Montant prévisionnel hors taxes de la période ferme",
        help_text="Il donne le nombre d'heures et ne figure dans aucun document. Par exemple : 300 000 €.",
        required=False,
    )
    duree = PeriodField(
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
    lots = PartsField(
        label="Calibre de chaque lot",
        help_text="Si le marché est alloti : 150, 300, 450, 900 ou « sans clause », un par ligne, dans l'ordre des lots. Vide : celui qu'indique le montant du lot.",
        required=False,
    )
    montants = LotsField(
        label="Montant hors taxes de chaque lot",
        help_text="Prévu pour la période ferme, un par ligne, dans l'ordre des lots. Il ne figure dans aucun document.",
        required=False,
    )
    tranches = TranchesField(
        label="Tranches optionnelles : heures de chacune",
        help_text="Si le marché a des tranches : ce que chacune ajoute aux heures de la tranche ferme, 150, 300, 450, 900 ou « sans », une par ligne.",
        required=False,
    )
    reconductions = WholeField(
        label="Nombre de reconductions",
        help_text="Elles ne comptent pas dans les heures ; elles comptent dans la valeur à comparer au seuil européen.",
        required=False,
    )
    sans_minimum = forms.BooleanField(label="Accord-cadre sans minimum", required=False)
    declenchement = AmountField(
        label="Accord-cadre sans minimum : montant de déclenchement",
        help_text="Le montant de commandes hors taxes à partir duquel les heures sont dues ; de chaque lot, s'il y en a.",
        required=False,
    )
    maximum = AmountField(
        label="Accord-cadre sans minimum : montant maximum",
        help_text="Hors taxes ; de chaque lot, s'il y en a.",
        required=False,
    )

    def clean_duree(self):
        period = self.cleaned_data["duree"]
        if period.firm < FIRM_MONTHS_AT_LEAST:
            raise forms.ValidationError(
                f"La clause demande une période ferme de {FIRM_MONTHS_AT_LEAST} mois au moins."
                " Allongez-la : les reconductions ne comptent pas."
            )
        return period

    def clean_reconductions(self):
        return renewals_of(self)

    def clean(self):
        data = super().clean()
        shape = data.get("decoupage")
        if shape == SINGLE and not data.get("calibre") and not self.has_error("calibre"):
            self._reckon(data)
        if shape in (APART, POOLED):
            self._judge_lots(data)
        if len(data.get("tranches") or []) > MOST_TRANCHES:
            self.add_error("tranches", f"Plus de {MOST_TRANCHES} tranches : vérifiez.")
        return data

    def _judge_lots(self, data) -> None:
        """Each lot has its calibre, typed or indicated by its amount."""
        if data.get("tranches"):
            self.add_error(
                "tranches", "Des lots et des tranches : écrivez la clause un lot à la fois."
            )
        if self.has_error("lots") or self.has_error("montants"):
            return
        lots, amounts = data["lots"] or [], data["montants"] or []
        if amounts and not lots:
            if not data.get("duree"):
                return
            try:
                lots = indicated(amounts, data["duree"].firm, figures_of(timezone.localdate()))
            except NoBracket as error:
                self.add_error("lots", f"{error} Choisissez les calibres.")
                return
            data["lots"] = lots
            self.reckoned = ", ".join(f"lot {n}, {in_hours(h)}" for n, h in enumerate(lots, 1))
        if len(lots) < 2:
            self.add_error("lots", "Indiquez le calibre de deux lots au moins, un par ligne.")
        elif len(lots) > MOST_LOTS:
            self.add_error("lots", f"Plus de {MOST_LOTS} lots : écrivez la clause en deux fois.")
        elif not any(lots):
            self.add_error("lots", "Aucun lot ne porte la clause : donnez des heures à l'un d'eux.")
        elif amounts and len(amounts) != len(lots):
            self.add_error(
                "montants",
                f"{counted(len(amounts), 'montant')} pour {len(lots)} lots : un par ligne, dans l'ordre"
                " des lots.",
            )
        elif amounts and data.get("montant") and abs(sum(amounts) - data["montant"]) > CLOSE_ENOUGH:
            self.add_error(
                "montants",
                f"Les lots font {euros(sum(amounts))} en tout, le montant indiqué"
                f" {euros(data['montant'])} : corrigez l'un ou l'autre.",
            )

    def _reckon(self, data) -> None:
        """The calibre that the amount indicates, and why; asked for when nothing indicates one."""
        amount, period = data.get("montant"), data.get("duree")
        if not amount and not self.has_error("montant"):
            self.add_error(
                "montant",
                "Indiquez le montant, qui donne le calibre, ou choisissez un calibre sous"
                " « Préciser ».",
            )
        if not amount or not period:
            return
        try:
            reckoning = reckon(Question(amount, period.firm), figures_of(timezone.localdate()))
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
            return self.cleaned_data["calibre"] + sum(self.cleaned_data["tranches"] or [])
        return sum(lots) if self.cleaned_data["decoupage"] == POOLED else max(lots)


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
    about, counted, who = market.cleaned_data, hours.cleaned_data, people.cleaned_data
    lots = () if counted["decoupage"] == SINGLE else tuple(counted["lots"])
    lot_amounts = tuple(counted["montants"] or ()) if lots else ()
    ccag, ccag_known = market.chosen_ccag
    return Draft(
        buyer=about["acheteur"],
        article=about["article"],
        subject=about["objet"],
        reference=about["reference"],
        kind=about["nature"],
        buyer_kind=about["statut"],
        ccag=ccag,
        ccag_known=ccag_known,
        shared="" if about["groupement"] == NO else about["groupement"],
        members=about["membres"] if about["groupement"] == Shared.EACH else 0,
        hours=sum(lots) if lots else counted["calibre"],
        firm_months=counted["duree"].firm,
        firm_days=counted["duree"].days,
        renewals=counted["reconductions"],
        amount=sum(lot_amounts) if lot_amounts else counted["montant"],
        lots=lots,
        lot_amounts=lot_amounts,
        pooled=counted["decoupage"] == POOLED,
        tranches=() if lots else tuple(counted["tranches"] or ()),
        no_minimum=counted["sans_minimum"],
        trigger=counted["declenchement"],
        maximum=counted["maximum"],
        partnership=who["partenariat"] == YES,
        consulted_on=who["consultation"],
        answered_on=who["reponse"],
        region=who["region"].name if who["region"] else "",
        contact=who["contact"],
        granted=who["gratification"] == GRANTED,
        penalties=penalties.chosen,
        document_days=penalties.cleaned_data["delai"],
        tasks=tasks.tasks,
    )
