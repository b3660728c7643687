"""What the registry's pages are given."""

import pytest
from django.urls import reverse

from tests.factories.territories import commune


@pytest.fixture
def page():
    """`page("inspect", youth)`: the address of a page of the registry."""

    def address(name, *subjects):
        ids = [subject.pk for subject in subjects]
        return reverse(f"wagtailsnippets_matching_youth:{name}", args=ids)

    return address


@pytest.fixture
def typed(two_services):
    """What somebody types to add a young person in Saint-Denis; keyword arguments change it."""

    def values(**changes):
        return {
            "service": two_services.saint_denis.pk,
            "last_name": "Marelle",
            "first_name": "Lou",
            "birth_date": "2009-03-14",
            "sex": "F",
            "commune": commune("93066").pk,
            "diploma": "none",
            "situation": "ready",
            "radius_km": "20",
            "wishes": ["accueil", "restauration"],
            "wishes-order": "restauration,accueil",
            "guardians-TOTAL_FORMS": "1",
            "guardians-INITIAL_FORMS": "0",
            "guardians-MIN_NUM_FORMS": "0",
            "guardians-MAX_NUM_FORMS": "4",
            "guardians-0-last_name": "Marelle",
            "guardians-0-first_name": "Dominique",
            "guardians-0-link": "parent",
            "guardians-0-phone": "06 39 98 22 22",
            "guardians-0-id": "",
            "guardians-0-DELETE": "",
            **changes,
        }

    return values
