"""A procedure is compared with the European threshold by its whole value; what nobody said is asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from resources.calibre.figures import Row, Threshold
from resources.clause.draft import Draft
from resources.clause.thresholds import Reach, reach_of
from resources.enums import BuyerKind, MarketKind
from tests.resources.figures import FIGURES

ROW = Row(date(2026, 1, 1), None, "Seuils")
KNOWN = replace(
    FIGURES,
    thresholds=(
        Threshold("state", "État", Decimal(140_000), ROW),
        Threshold("other", "autres pouvoirs adjudicateurs", Decimal(216_000), ROW),
        Threshold("entity", "entités", Decimal(432_000), ROW),
        Threshold("works", "travaux", Decimal(5_404_000), ROW),
    ),
)


def of(**more):
    facts = {
        "buyer": "Ville de Valfleury",
        "subject": "Essai",
        "kind": MarketKind.CLEANING,
        "hours": 150,
        "firm_months": 12,
        "buyer_kind": BuyerKind.LOCAL,
    }
    return reach_of(Draft(**(facts | more)), KNOWN)


@pytest.mark.parametrize(
    ("facts", "reach"),
    [
        ({"amount": Decimal(180_000)}, Reach.BELOW),
        ({"amount": Decimal(215_999)}, Reach.BELOW),
        ({"amount": Decimal(216_000)}, Reach.ABOVE),
        ({"amount": Decimal(180_000), "renewals": 2}, Reach.ABOVE),
        ({"amount": Decimal(100_000), "renewals": 1}, Reach.BELOW),
        ({"amount": Decimal(100_000), "maximum": Decimal(2_000_000)}, Reach.ABOVE),
        ({"amount": Decimal(100_000), "maximum": Decimal(150_000)}, Reach.BELOW),
        # Nobody says whether the maximum holds for one period or for all.
        ({"amount": Decimal(50_000), "maximum": Decimal(150_000), "renewals": 3}, Reach.UNKNOWN),
        ({"maximum": Decimal(120_000), "lots": (150, 150)}, Reach.ABOVE),
        ({"amount": Decimal(100_000), "no_minimum": True}, Reach.UNKNOWN),
        ({"amount": Decimal(100_000), "tranches": (150,)}, Reach.UNKNOWN),
        ({}, Reach.UNKNOWN),
        ({"amount": Decimal(150_000), "buyer_kind": BuyerKind.PUBLIC}, Reach.UNKNOWN),
        ({"amount": Decimal(100_000), "buyer_kind": BuyerKind.PUBLIC}, Reach.BELOW),
        ({"amount": Decimal(500_000), "buyer_kind": BuyerKind.PUBLIC}, Reach.ABOVE),
        ({"amount": Decimal(500_000), "kind": MarketKind.BUILDING}, Reach.BELOW),
        ({"amount": Decimal(500_000), "buyer_kind": BuyerKind.PRIVATE}, Reach.OUTSIDE),
    ],
)
def test_the_whole_procedure_is_compared(facts, reach):
    assert of(**facts) == reach
