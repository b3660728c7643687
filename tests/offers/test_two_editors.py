"""Two people on one record: the first save wins, the second person is told and loses nothing."""

import pytest

from offers.models import Buyer
from tests.factories.offers import BuyerFactory

pytestmark = pytest.mark.django_db


def test_the_second_person_is_told_and_may_save_again_knowingly(two_services, signed_in):
    buyer = BuyerFactory(name="Ville de Nulle-Part")
    client = signed_in(two_services.coordinator)
    url = f"/admin/snippets/offers/buyer/edit/{buyer.pk}/"
    page = client.get(url)
    version = page.context["form"]["version"].value()
    typed = {
        "name": "Ville de Partout",
        "kind": buyer.kind,
        "version": version,
        "contacts-TOTAL_FORMS": 0,
        "contacts-INITIAL_FORMS": 0,
    }
    Buyer.objects.get(pk=buyer.pk).save()

    told = client.post(url, typed)
    assert told.status_code == 200
    text = told.content.decode()
    assert "Quelqu&#x27;un a modifié cette fiche" in text
    assert "Ville de Partout" in text
    buyer.refresh_from_db()
    assert buyer.name == "Ville de Nulle-Part"

    again = {**typed, "version": told.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    buyer.refresh_from_db()
    assert buyer.name == "Ville de Partout"
