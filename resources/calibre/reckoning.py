"""From a contract to a calibre: hours, why, and what it costs the company."""

from dataclasses import dataclass, field
from decimal import Decimal

from offers.enums import Calibre
from offers.gratification import Gratification, gratification
from psf.french import volumes
from psf.french.numbers import euros, grouped
from psf.french.numbers import hours as in_hours
from resources.calibre.figures import Bracket, Figures
from resources.calibre.question import Question
from resources.calibre.school import Zone

CALIBRES = tuple(Calibre.values)
LONGEST = max(CALIBRES)


class NotACalibre(ValueError):
    """The hours wished are none of the four; the message says which are near."""


class NoBracket(ValueError):
    """No dated row says which calibre is indicated."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Hours as buyers think of them: « 13 semaines », « 65 jours »."""

    hours: int

    @property
    def weeks(self) -> str:
        return volumes.weeks(self.hours)

    @property
    def days(self) -> str:
        return volumes.days(self.hours)

    @property
    def about(self) -> str:
        return volumes.about(self.hours)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a company pays when the fewest young people share the hours, one after the other.

    `shares`: hours of each, within what one may do at one host in a school year, the longest first.
    """

    legal: Gratification
    granted: Gratification
    is_granted: bool
    shares: tuple[int, ...]
    figures: Figures = field(repr=False)

    @property
    def due(self) -> Gratification:
        return self.granted if self.is_granted else self.legal

    @property
    def of_one(self) -> "Cost":
        """Of the young person who does the most."""
        return cost_of(self.shares[0], self.figures, self.is_granted)

    @property
    def longest(self) -> int:
        return self.shares[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A contract, or one of its lots."""

    name: str  # "" for a contract without lots
    amount: Decimal
    indicated: int
    calibre: int
    bracket: str  # « tranche de 200 000 € à moins de 400 000 € »
    cost: Cost

    @property
    def why(self) -> str:
        return (
            f"{euros(self.amount)} : {self.bracket}, calibre indicatif {in_hours(self.indicated)}."
        )

    @property
    def volume(self) -> Volume:
        return Volume(self.calibre)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The answer to a Question, on one day's figures."""

    question: Question
    figures: Figures
    parts: tuple[Part, ...]
    warning: str  # a calibre longer than indicated; "" otherwise
    remark: str  # a shorter one

    @property
    def hours(self) -> int:
        return sum(part.calibre for part in self.parts)

    @property
    def volume(self) -> Volume:
        return Volume(self.hours)

    @property
    def longest_presence(self) -> int:
        """Hours one company owes within the firm period: all of them when lots are pooled."""
        if self.question.pooled:
            return self.hours
        return max(part.calibre for part in self.parts)

    @property
    def zones(self) -> tuple[Zone, ...]:
        """School calendars of the place of hosting, as far as it was told."""
        return self.figures.zones_of(self.question.zone)

    @property
    def whole_cost(self) -> Cost:
        """Of one company that owes all the hours."""
        return cost_of(self.hours, self.figures, self.question.granted)


def calibre_wished(hours: int) -> int:
    """`hours` when it is one of the four calibres; raises NotACalibre."""
    if hours in CALIBRES:
        return hours
    if hours > LONGEST:
        raise NotACalibre(
            f"{grouped(hours)} h dépasse le plus long des calibres : {LONGEST} h, soit six mois."
        )
    near = [c for c in CALIBRES if c < hours][-1:] + [c for c in CALIBRES if c > hours][:1]
    raise NotACalibre(
        f"{grouped(hours)} h n'est pas un calibre : la clause n'en connaît que quatre. Choisissez"
        f" {' ou '.join(f'{c} h' for c in near)}."
    )


def shares_of(hours: int, figures: Figures) -> tuple[int, ...]:
    """Hours of the fewest young people: none does more than six months, nor than the legal ceiling."""
    most = min(LONGEST, figures.rate.ceiling) if figures.rate else LONGEST
    people, rest = divmod(hours, most)
    return (most,) * people + ((rest,) if rest or not people else ())


def cost_of(hours: int, figures: Figures, granted: bool) -> Cost:
    shares = shares_of(hours, figures)
    return Cost(
        _together([gratification(share, figures.rate) for share in shares]),
        _together(
            [gratification(share, figures.rate, granted_from_first_hour=True) for share in shares]
        ),
        granted,
        shares,
        figures,
    )


def _together(each: list[Gratification]) -> Gratification:
    amounts = [one.amount for one in each if one.amount is not None]
    return Gratification(
        any(one.due for one in each),
        sum(amounts, Decimal(0)) if len(amounts) == len(each) else None,
        each[0].warning,
    )


def reckon(question: Question, figures: Figures) -> Reckoning:
    """Raises NoBracket when the dated rows leave an amount without a calibre."""
    amounts = question.lots or (question.amount,)
    names = [f"Lot {n}" for n in range(1, len(amounts) + 1)] if question.lots else [""]
    parts = tuple(
        _part(name, amount, question, figures) for name, amount in zip(names, amounts, strict=True)
    )
    return Reckoning(question, figures, parts, _too_long(parts[0]), _shorter(parts[0]))


def _part(name: str, amount: Decimal, question: Question, figures: Figures) -> Part:
    bracket = figures.bracket_of(amount)
    if bracket is None:
        raise NoBracket("Aucune tranche en vigueur ne donne le calibre de ce montant.")
    calibre = question.wished or bracket.calibre
    return Part(
        name,
        amount,
        bracket.calibre,
        calibre,
        _said(bracket, figures.floor_of(bracket)),
        cost_of(calibre, figures, question.granted),
    )


def _said(bracket: Bracket, floor: Decimal | None) -> str:
    if floor is None:
        return f"tranche de moins de {euros(bracket.below)}"
    if bracket.below is None:
        return f"tranche de {euros(floor)} et plus"
    return f"tranche de {euros(floor)} à moins de {euros(bracket.below)}"


def _too_long(part: Part) -> str:
    if part.calibre <= part.indicated:
        return ""
    return (
        f"{in_hours(part.calibre)} dépasse le calibre qu'indique le montant"
        f" ({in_hours(part.indicated)}). Un calibre plus long est fortement déconseillé : l'une des"
        " règles publiées de la clause l'exclut, et l'entreprise peut y voir une charge"
        f" disproportionnée. Revenez à {in_hours(part.indicated)}, ou parlez-en à la MLDS avant de"
        " publier."
    )


def _shorter(part: Part) -> str:
    if part.calibre >= part.indicated:
        return ""
    return (
        f"Le montant indique {in_hours(part.indicated)} ; un calibre plus court se choisit"
        " librement."
    )
