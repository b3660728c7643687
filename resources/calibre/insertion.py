"""The classic insertion clause beside the clause de formation, for comparison only."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from offers.models.advice import FIRM_MONTHS_AT_LEAST
from psf.french.numbers import euros
from psf.french.numbers import hours as in_hours
from psf.quantities.periods import lasting
from resources.calibre.figures import Figures
from resources.calibre.reckoning import NoBracket


@dataclass(frozen=True, slots=True)
class Work:
    """`labour` and `rate` are percentages; `hourly_cost` is loaded, in euros."""

    amount: Decimal
    labour: Decimal
    rate: Decimal
    hourly_cost: Decimal
    firm_months: int
    firm_days: int = 0

    @property
    def firm_period(self) -> str:
        """« 12 mois et 15 jours »."""
        return lasting(self.firm_months, self.firm_days)

    @property
    def hours(self) -> int:
        """amount × labour share × insertion rate ÷ loaded hourly cost, to the nearest hour."""
        exact = self.amount * self.labour * self.rate / 10_000 / self.hourly_cost
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two tests, and what they say together."""

    insertion_hours: int
    calibre: int
    time_passed: bool
    amount_passed: bool
    time: str
    amount: str
    conclusion: str


def compare(work: Work, figures: Figures) -> Comparison:
    """Time: the firm period lets a parcours happen. Amount: which clause opens more hours."""
    bracket = figures.bracket_of(work.amount)
    if bracket is None:
        raise NoBracket("Aucune tranche en vigueur ne donne le calibre de ce montant.")
    calibre, hours = bracket.calibre, work.hours
    in_time = work.firm_months >= FIRM_MONTHS_AT_LEAST
    formation_opens_more = calibre >= hours
    if in_time:
        time = (
            f"Oui : période ferme de {work.firm_period}, {FIRM_MONTHS_AT_LEAST} mois au moins. Un parcours a"
            " le temps de se préparer et de se dérouler."
        )
    else:
        time = (
            f"Non : période ferme de {work.firm_period}. La clause de formation demande"
            f" {FIRM_MONTHS_AT_LEAST} mois au moins."
        )
    if formation_opens_more:
        amount = (
            f"Oui : sur {euros(work.amount)}, la formule de l'insertion donne {in_hours(hours)}, le"
            f" calibre de la clause de formation {in_hours(calibre)}."
        )
    else:
        amount = (
            f"Non : sur {euros(work.amount)}, la formule de l'insertion donne {in_hours(hours)},"
            f" plus que le calibre de la clause de formation ({in_hours(calibre)})."
        )
    return Comparison(
        hours,
        calibre,
        in_time,
        formation_opens_more,
        time,
        amount,
        _conclusion(in_time, calibre, hours),
    )


def _conclusion(in_time: bool, calibre: int, insertion_hours: int) -> str:
    """Hours of work and hours of a parcours are not of one kind: their number decides nothing."""
    if not in_time:
        return (
            "La clause de formation ne convient pas à une période ferme aussi courte : allongez-la,"
            " ou étudiez une clause d'insertion."
        )
    if calibre == insertion_hours:
        more = "elles comptent autant d'heures"
    else:
        first = "la formation" if calibre > insertion_hours else "l'insertion"
        more = f"{first} compte plus d'heures"
    return (
        f"Les deux sont possibles : {more}, mais les unes sont un emploi, les autres un stage."
        " Choisissez d'après le public que vous visez."
    )
