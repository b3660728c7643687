"""Whether a procedure reaches the European threshold of who buys: its whole value, renewals counted."""

from __future__ import annotations

from enum import Enum
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


class Reach(Enum):
    ABOVE = "above"
    BELOW = "below"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"  # no buyer of the code, or no threshold in force


def thresholds_of(draft: Draft, figures: Figures) -> list[Threshold]:
    """Those that may apply, the lowest first: one, or all of them where a public buyer said no more."""
    if draft.private:
        return []
    if MarketKind(draft.kind).is_works:
        kinds = [Kind.WORKS]
    elif kind := OF_BUYER.get(BuyerKind(draft.buyer_kind)):
        kinds = [kind]
    else:
        kinds = list(OF_BUYER.values())
    known = filter(None, (figures.threshold_of(kind) for kind in kinds))
    return sorted(known, key=lambda threshold: threshold.amount)


def reach_of(draft: Draft, figures: Figures) -> Reach:
    """Below only where all that counts was told; nothing is said of what nobody knows."""
    thresholds = thresholds_of(draft, figures)
    if not thresholds:
        return Reach.OUTSIDE
    value = draft.whole_value
    if value is not None and value >= thresholds[-1].amount:
        return Reach.ABOVE
    if value is None or value >= thresholds[0].amount or draft.may_be_worth_more:
        return Reach.UNKNOWN
    return Reach.BELOW
