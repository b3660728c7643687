"""What the buyer is warned of beside the documents: they are written all the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from psf.french import volumes
from psf.french.numbers import euros
from psf.french.numbers import hours as in_hours
from psf.quantities.amounts import read_amount
from psf.quantities.errors import Unreadable
from resources.calibre.calendar import fits_somewhen
from resources.calibre.figures import Figures
from resources.calibre.question import Question
from resources.calibre.reckoning import NoBracket, reckon
from resources.clause.draft import Draft
from resources.enums import LegalPoint


@dataclass(frozen=True, slots=True)
class Warned:
    title: str
    text: str


def warnings(draft: Draft, figures: Figures) -> list[Warned]:
    """The most serious first."""
    return [
        *_too_long(draft, figures),
        *_beyond_the_firm_period(draft, figures),
        *_trigger(draft),
        *_forgiven(draft, figures),
        *_without_cap(draft, figures),
    ]


def _too_long(draft: Draft, figures: Figures) -> Iterator[Warned]:
    """A calibre, of the contract or of one of its lots, beyond what the amount indicates."""
    if draft.lots:
        asked = zip(draft.lots, draft.lot_amounts, strict=False)
        parts = [(f"Lot {n} : ", *each) for n, each in enumerate(asked, start=1) if each[0]]
    else:
        parts = [("", draft.hours, draft.amount)] if draft.amount else []
    for name, hours, amount in parts:
        try:
            said = reckon(Question(amount, draft.firm_months, wished=hours), figures).warning
        except NoBracket:
            continue
        if said:
            yield Warned(f"{name}calibre trop long" if name else "Calibre trop long", name + said)


def _beyond_the_firm_period(draft: Draft, figures: Figures) -> Iterator[Warned]:
    """Young people follow each other: more weeks than the school calendar leaves in the firm period."""
    hours = draft.one_company_hours
    zones = figures.zones_of("")
    if fits_somewhen(figures.day, draft.firm_months, hours, zones, draft.firm_days):
        return
    if draft.pooled:
        who = "Une entreprise qui remporterait tous les lots"
        mend = "Gardez un parcours par lot, réduisez les calibres ou allongez la période ferme."
    else:
        who = "Le titulaire, toutes tranches affermies," if draft.tranches else "Le titulaire"
        mend = "Réduisez le calibre ou allongez la période ferme."
    yield Warned(
        "Heures qui ne tiennent pas dans la période ferme",
        f"{who} devrait {in_hours(hours)}, soit {volumes.weeks(hours)} à 35 h par semaine, un jeune"
        f" après l'autre et hors vacances scolaires ; la période ferme compte {draft.firm_period}."
        f" {mend}",
    )


def _trigger(draft: Draft) -> Iterator[Warned]:
    if not draft.by_orders:
        return
    trigger = draft.trigger
    if trigger is None:
        yield Warned(
            "Accord-cadre sans minimum : montant de déclenchement à fixer",
            "Sans minimum, aucune commande n'est certaine : les heures ne peuvent être dues qu'à"
            " partir d'un montant commandé. Les textes laissent ce montant en blanc.",
        )
        return
    if draft.maximum is not None and trigger > draft.maximum:
        yield Warned(
            "Montant de déclenchement impossible",
            f"{euros(trigger)} dépasse le maximum de l'accord-cadre ({euros(draft.maximum)}) : les"
            " heures ne seraient jamais dues. Baissez le montant de déclenchement.",
        )
        return
    amounts = draft.lot_amounts if draft.lots else (draft.amount,)
    owing = draft.lots or (draft.hours,)
    for number, (amount, hours) in enumerate(zip(amounts, owing, strict=False), start=1):
        if amount and hours and trigger > amount:
            name = f"du lot {number} " if draft.lots else ""
            yield Warned(
                "Montant de déclenchement hors d'atteinte",
                f"{euros(trigger)} dépasse le montant prévisionnel {name}({euros(amount)}) : les"
                " heures ne seraient sans doute jamais dues. Baissez le montant de déclenchement.",
            )


def _forgiven(draft: Draft, figures: Figures) -> Iterator[Warned]:
    """Penalties under the sum that the CCAG forgives, where its floor was kept."""
    note = figures.note(LegalPoint.FLOOR)
    if not draft.penalties or not draft.penalties.floor or note is None:
        return
    try:
        floor = read_amount(note.words)
    except Unreadable:
        return
    small = [amount for amount in draft.penalties.amounts if amount and amount <= floor]
    if small:
        yield Warned(
            "Pénalités qui peuvent ne jamais s'appliquer",
            f"Vous gardez l'exonération du CCAG : tant que leur total ne dépasse pas {euros(floor)},"
            f" rien n'est dû. Une seule pénalité de {euros(max(small))} ne s'appliquerait donc pas.",
        )


def _without_cap(draft: Draft, figures: Figures) -> Iterator[Warned]:
    """A judge reduces what is out of proportion, whatever the contract says."""
    cap = draft.penalties.cap
    if not draft.penalties or cap is None or cap:
        return
    point = LegalPoint.PENALTY_CLAUSE if draft.private else LegalPoint.MODERATION
    note = figures.note(point)
    said = f" {note.text} ({note.row.source})" if note else ""
    yield Warned(
        "Pénalités sans plafond",
        f"Rien ne limite leur total.{said} Fixez un plafond proportionné au montant.",
    )
