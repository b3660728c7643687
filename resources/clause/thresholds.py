"""Whether a contract stands above the European threshold of who buys it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offers.models import EuropeanThreshold
from resources.calibre.figures import Figures, Threshold
from resources.enums import BuyerKind, MarketKind

if TYPE_CHECKING:
    from resources.clause.draft import Draft

Kind = EuropeanThreshold.Kind
OF_BUYER = {
    BuyerKind.STATE: Kind.STATE,
    BuyerKind.LOCAL: Kind.OTHER,
    BuyerKind.ENTITY: Kind.ENTITY,
}


def threshold_of(draft: Draft, figures: Figures) -> Threshold | None:
    """The one that applies; of a public buyer who said no more, the highest that may."""
    if draft.private:
        return None
    if MarketKind(draft.kind).is_works:
        return figures.threshold_of(Kind.WORKS)
    if kind := OF_BUYER.get(BuyerKind(draft.buyer_kind)):
        return figures.threshold_of(kind)
    known = filter(None, (figures.threshold_of(kind) for kind in OF_BUYER.values()))
    return max(known, key=lambda threshold: threshold.amount, default=None)


def is_above(draft: Draft, figures: Figures) -> bool:
    """By the amount of the firm period alone: renewals may only add to it."""
    threshold = threshold_of(draft, figures)
    return bool(threshold and draft.amount and draft.amount >= threshold.amount)
