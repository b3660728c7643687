"""The guard of locks names the line that locks more than it says, and no other."""

from offers.models import Offer
from tests.factories.offers import OfferFactory
from tests.guards import faults


def test_a_lock_that_joins_without_saying_of_what_is_named(db):
    offer = OfferFactory()
    with faults.expected() as found:
        Offer.objects.select_for_update().select_related("company").get(pk=offer.pk)
    assert len(found) == 1
    assert found[0].startswith("tests/guards/test_locks.py:")
    assert "select_for_update() of Offer also locks offers_company" in found[0]


def test_a_lock_on_one_table_or_that_says_of_what_is_no_fault(db):
    offer = OfferFactory()
    with faults.expected() as found:
        Offer.objects.select_for_update(of=("self",)).select_related("company").get(pk=offer.pk)
        Offer.objects.select_for_update().get(pk=offer.pk)
    assert found == []
