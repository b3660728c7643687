"""What a buyer says of the clause, and the words it becomes in the documents."""

from dataclasses import dataclass, field
from decimal import Decimal

from psf.french import volumes
from psf.french.days import full_date
from psf.french.names import Article, Named, named
from psf.french.numbers import counted, euros, grouped, plural
from resources.calibre.figures import Figures
from resources.calibre.reckoning import cost_of
from resources.enums import MarketKind

YES = "oui"


@dataclass(frozen=True, slots=True)
class Penalties:
    """Amounts in euros that the buyer chose; None: none."""

    missed_meeting: Decimal | None = None
    missing_hour: Decimal | None = None
    late_day: Decimal | None = None

    def __bool__(self):
        return any((self.missed_meeting, self.missing_hour, self.late_day))


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers of the five steps. `hours` is the sum of `lots` (hours each) when there are some."""

    buyer: str
    subject: str
    kind: str  # MarketKind
    hours: int
    firm_months: int
    amount: Decimal | None = None  # only to check the calibre; in no document
    reference: str = ""
    lots: tuple[int, ...] = ()
    pooled: bool = False
    trigger: Decimal | None = None
    partnership: bool = False
    region: str = ""
    contact: str = ""
    granted: bool = False
    penalties: Penalties = field(default_factory=Penalties)
    document_days: int = 10
    tasks: tuple[str, ...] = ()
    article: Article | None = None  # before the buyer's name; None: deduced from it

    @property
    def one_company_hours(self) -> int:
        """Hours that one company owes: all of them unless lots stay apart."""
        return max(self.lots) if self.lots and not self.pooled else self.hours

    @property
    def volume(self) -> str:
        """« 450 heures (environ 65 jours, soit 13 semaines) »."""
        return f"{_hours(self.hours)} ({volumes.about(self.hours)})"

    @property
    def named(self) -> Named:
        """The buyer in a sentence."""
        return named(self.buyer, self.article)

    def values(self, figures: Figures) -> dict[str, str]:
        """Every variable of the templates (`resources.clause.variables`)."""
        penalties = self.penalties
        return {
            "acheteur": self.named.alone,
            "l_acheteur": self.named.the,
            "L_acheteur": self.named.The,
            "de_l_acheteur": self.named.of,
            "a_l_acheteur": self.named.to,
            "acheteur_pluriel": YES if self.named.is_plural else "",
            "objet": self.subject,
            "reference": self.reference,
            "nature": "" if self.kind == MarketKind.OTHER else MarketKind(self.kind).label,
            "pour_ce_marche": MarketKind(self.kind).in_a_sentence,
            "periode_ferme": str(self.firm_months),
            "heures": grouped(self.hours),
            "volume": self.volume,
            "lots": "\n".join(
                f"Lot {number}\u00a0: {_hours(hours)}" for number, hours in enumerate(self.lots, 1)
            ),
            "mutualisation": YES if self.lots and self.pooled else "",
            "declenchement": f"{euros(self.trigger)} HT" if self.trigger else "",
            "partenariat": YES if self.partnership else "",
            "region": self.region,
            "contact": self.contact,
            "gratification_accordee": YES if self.granted else "",
            "seuil_heures": str(figures.rate.threshold) if figures.rate else "308",
            "taux": _rate(figures),
            "cout": self._cost(figures),
            "penalites": YES if penalties else "",
            "penalite_reunion": _amount(penalties.missed_meeting),
            "penalite_heures": _amount(penalties.missing_hour),
            "penalite_retard": _amount(penalties.late_day),
            "delai_pieces": str(self.document_days),
            "delai_remise": counted(self.document_days, "jour ouvré", "jours ouvrés"),
            "taches": "\n".join(f"– {task}" for task in self.tasks),
            "date_du_jour": full_date(figures.day),
        }

    def _cost(self, figures: Figures) -> str:
        cost = cost_of(self.one_company_hours, figures, self.granted)
        one, done = cost.of_one.due, _hours(cost.longest)
        if one.amount is None:
            return ""
        if not one.due:
            return f"Rien n’est dû par la loi pour {done}."
        if len(cost.shares) > 1:
            return (
                f"Soit {euros(one.amount)} au moins pour un jeune qui ferait {done}, le plus long des"
                f" parcours, et {euros(cost.due.amount or 0)} pour les {len(cost.shares)} jeunes qui se"
                f" partageraient, l’un après l’autre, les {_hours(self.one_company_hours)}."
            )
        return f"Soit {euros(one.amount)} au moins si un seul jeune fait les {done}."


def _hours(number: int) -> str:
    """« 1 200 heures »."""
    return f"{grouped(number)}\u00a0{plural(number, 'heure')}"


def _amount(amount: Decimal | None) -> str:
    return euros(amount) if amount else ""


def _rate(figures: Figures) -> str:
    if figures.rate is None:
        return ""
    return f"{euros(figures.rate.hourly)} par heure, en vigueur depuis le {full_date(figures.rate.starts_on)}"


def sample(kind: str, tasks: tuple[str, ...] = ()) -> Draft:
    """An invented contract of that kind, on which a template is tried."""
    return Draft(
        buyer="Ville de Valfleury",
        subject=f"Marché d'essai : {MarketKind(kind).label}",
        kind=kind,
        hours=450,
        firm_months=24,
        reference="2027-014",
        partnership=True,
        region="Normandie",
        contact="Service des marchés, marches@valfleury.example",
        penalties=Penalties(Decimal(500), Decimal(40), Decimal(50)),
        tasks=tasks,
    )
