"""What a buyer says of the clause; the words it becomes stand in `resources.clause.wording`."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from psf.french import volumes
from psf.french.names import Article, Named, named
from psf.french.numbers import counted
from psf.quantities.periods import lasting
from resources.calibre.figures import Figures
from resources.clause.wording import values_of
from resources.enums import BuyerKind, Ccag, MarketKind, Shared


@dataclass(frozen=True, slots=True)
class Penalties:
    """Amounts in euros that the buyer chose; None: none.

    `cap` is a percentage of the amount excluding VAT: None for the one of the CCAG, 0 for no cap.
    `floor`: whether the CCAG's exoneration of small sums is kept. `observations`: days left to the
    company before any penalty; None for those of the CCAG.
    """

    missed_meeting: Decimal | None = None
    missing_hour: Decimal | None = None
    late_day: Decimal | None = None
    cap: Decimal | None = None
    floor: bool = False
    observations: int | None = None

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        return (self.missed_meeting, self.missing_hour, self.late_day)

    def __bool__(self):
        return any(self.amounts)


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers of the five steps.

    `lots` holds the hours of each lot, 0 for one without the clause, and `hours` is then their sum;
    `lot_amounts`, where known, the forecast of each. `tranches` holds the hours that each optional
    tranche adds to `hours`, those of the firm one. `trigger` and `maximum` belong to a framework
    agreement without minimum: euros of orders, of each lot where there are lots.
    """

    buyer: str
    subject: str
    kind: str  # MarketKind
    hours: int
    firm_months: int
    firm_days: int = 0  # beyond the whole months
    renewals: int = 0
    amount: Decimal | None = None  # only to check the calibre; in no document
    reference: str = ""
    buyer_kind: str = BuyerKind.PUBLIC
    ccag: Ccag | None = None
    ccag_known: bool = True  # False: nobody said whether there is one
    shared: str = ""  # Shared: bought for several; "" for one
    members: int = 0  # of the group that each is owed the hours; 0 where nobody said
    lots: tuple[int, ...] = ()
    lot_amounts: tuple[Decimal, ...] = ()
    pooled: bool = False
    tranches: tuple[int, ...] = ()
    no_minimum: bool = False
    trigger: Decimal | None = None
    maximum: Decimal | None = None
    partnership: bool = False
    consulted_on: date | None = None
    answered_on: date | None = None
    region: str = ""
    contact: str = ""
    granted: bool = False
    penalties: Penalties = field(default_factory=Penalties)
    document_days: int = 10
    tasks: tuple[str, ...] = ()
    article: Article | None = None  # before the buyer's name; None: deduced from it

    @property
    def firm_period(self) -> str:
        """« 24 mois », « 12 mois et 15 jours »."""
        return lasting(self.firm_months, self.firm_days)

    @property
    def whole_value(self) -> Decimal | None:
        """The least that the whole procedure is worth, as far as it was told; None where nothing was.

        Renewals and every lot count, and the maximum of a framework agreement (CCP, R2121-1, R2121-8).
        """
        firm = self.amount * (1 + self.renewals) if self.amount else None
        most = self.maximum * (len(self.lots) or 1) if self.maximum else None
        return max((value for value in (firm, most) if value), default=None)

    @property
    def may_be_worth_more(self) -> bool:
        """Whether something that counts was not told: options, or all that may be ordered.

        Nobody says whether a maximum holds for one period or for all of them.
        """
        unbounded = self.by_orders and not self.maximum
        return bool(self.tranches or unbounded or (self.maximum and self.renewals))

    @property
    def private(self) -> bool:
        """Outside the code de la commande publique."""
        return self.buyer_kind == BuyerKind.PRIVATE

    @property
    def by_orders(self) -> bool:
        """Nothing is promised by the contract itself: hours wait for orders."""
        return bool(self.no_minimum or self.trigger or self.maximum)

    @property
    def one_company_hours(self) -> int:
        """Most hours that one company may owe: of all lots where they add up, with every tranche."""
        apart = self.lots and not self.pooled
        most = max(self.lots) if apart else self.hours + sum(self.tranches)
        return most * self._times

    @property
    def _times(self) -> int:
        """To how many buyers the same hours are owed, as far as it was said."""
        return self.members or 1 if self.shared == Shared.EACH else 1

    @property
    def company_hours(self) -> list[int]:
        """The sums of hours that a company may owe, least first: of a lot, of all, of a tranche more."""
        found = {hours for hours in self.lots if hours}
        if not self.lots or self.pooled:
            found.add(self.hours)
        return sorted(found | {self.one_company_hours})

    @property
    def volume(self) -> str:
        """« 450 heures (environ 65 jours, soit 13 semaines) »."""
        return volumes.in_full(self.hours)

    @property
    def named(self) -> Named:
        """The buyer in a sentence."""
        return named(self.buyer, self.article)

    @property
    def summary(self) -> str:
        """The hours on one line: of the contract, or of each lot or tranche."""
        if self.lots:
            return " ; ".join(
                f"lot {number} : {counted(hours, 'heure') if hours else 'sans clause'}"
                for number, hours in enumerate(self.lots, 1)
            )
        if self.tranches:
            return f"{self.volume} dans la tranche ferme"
        return self.volume

    def values(self, figures: Figures) -> dict[str, str]:
        """Every variable of the templates (`resources.clause.variables`)."""
        return values_of(self, figures)


def sample(kind: str, tasks: tuple[str, ...] = ()) -> Draft:
    """An invented contract of that kind, on which a template is tried."""
    return Draft(
        buyer="Ville de Valfleury",
        subject=f"Marché d'essai : {MarketKind(kind).label}",
        kind=kind,
        hours=450,
        firm_months=24,
        reference="2027-014",
        buyer_kind=BuyerKind.LOCAL,
        ccag=MarketKind(kind).usual_ccag,
        partnership=True,
        region="Normandie",
        contact="Service des marchés, marches@valfleury.example",
        penalties=Penalties(Decimal(500), Decimal(40), Decimal(50)),
        tasks=tasks,
    )
