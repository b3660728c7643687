"""What is said of each stage of an offer to those who follow it by a link; one `Said` each."""

from dataclasses import dataclass

from offers.enums import ClosedReason, LostReason, OfferStage
from psf.french.days import full_date
from psf.workflow.words import label_of


@dataclass(frozen=True, slots=True)
class Said:
    """The same stage, to the company and to the buyer. `{motif}` and `{reprise}` are the offer's."""

    company: str
    buyer: str


STAGES = {
    OfferStage.DECLARED: Said(
        "Votre offre est déclarée. Nous allons vous appeler pour la vérifier.",
        "L’offre est déclarée. Nous la prenons en charge, puis nous appelons l’entreprise.",
    ),
    OfferStage.TO_CALL: Said(
        "Nous vous appelons pour vérifier votre offre avec vous.",
        "L’offre est prise en charge. Nous la vérifions avec l’entreprise.",
    ),
    OfferStage.AVAILABLE: Said(
        "Nous cherchons un jeune pour vous.",
        "L’offre est vérifiée avec l’entreprise. Nous cherchons un jeune.",
    ),
    OfferStage.SUSPENDED: Said(
        "Votre offre est suspendue{reprise}.",
        "L’accueil est suspendu{reprise}.",
    ),
    OfferStage.USED_UP: Said(
        "Toutes les heures sont consommées. Merci.",
        "Toutes les heures dues sont consommées. Vous trouvez ici ce qui le prouve.",
    ),
    OfferStage.CLOSED: Said("Votre offre est close. Merci.", "L’offre est close : {motif}."),
    OfferStage.LOST: Said("Votre offre est close.", "L’offre n’a pas de suite : {motif}."),
}
OVER = frozenset({OfferStage.USED_UP, OfferStage.CLOSED, OfferStage.LOST})


def said_of(offer) -> Said:
    """What is said of an offer at its stage, its own dates and reason filled in."""
    stage = OfferStage(offer.stage)
    until = offer.suspended_until
    words = {
        "reprise": f" jusqu’au {full_date(until)}" if until else "",
        "motif": _motive(stage, offer),
    }
    said = STAGES[stage]
    return Said(said.company.format(**words), said.buyer.format(**words))


def _motive(stage: OfferStage, offer) -> str:
    reasons = LostReason if stage == OfferStage.LOST else ClosedReason
    if stage not in OVER or offer.closed_reason not in reasons.values:
        return "appelez-nous"
    return label_of(offer.closed_word, offer.closed_reason, reasons)
