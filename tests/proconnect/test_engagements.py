"""« Mes engagements »: what services attached to the verified address, by the pages of its links, nothing else."""

import pytest
from django.test import Client

from matching.models import Placement
from offers.models import BuyerContact
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.factories.links import link_to, say
from tests.factories.offers import BuyerContactFactory, ContractFactory

pytestmark = pytest.mark.django_db


def opens(person, contract):
    return person.client.post(f"/mes-engagements/marche/{contract.pk}/")


def test_all_contracts_of_the_address_whoever_the_buyer(person, followed):
    one, two = followed(title="Espaces verts"), followed(title="Fournitures")
    person.signs_in()
    page = person.sees()
    assert "Espaces verts" in page and "Fournitures" in page
    for contract in (one, two):
        answer = opens(person, contract)
        assert answer.status_code == 302
        text = person.client.get(answer.url).content.decode()
        assert f"Marché {contract.reference}" in text
        assert "Mes engagements" in text


def test_the_case_of_the_address_does_not_matter(person, followed):
    followed(email="Camille.Achat@Exemple.fr", title="Espaces verts")
    person.signs_in()
    assert "Espaces verts" in person.sees()


def test_never_the_other_contracts_of_the_buyer(person, followed):
    mine = followed(title="Espaces verts")
    theirs = followed(email="autre@exemple.fr", title="Gardiennage secret", buyer=mine.buyer)
    nobody_s = ContractFactory(buyer=mine.buyer, title="Nettoyage secret")
    person.signs_in()
    assert "secret" not in person.sees()
    for contract in (theirs, nobody_s):
        assert opens(person, contract).status_code == 404
    text = person.client.get(opens(person, mine).url).content.decode()
    assert "secret" not in text


def test_a_link_of_another_address_does_not_open(person, followed):
    theirs = followed(email="autre@exemple.fr")
    link = link_to(LinkPurpose.BUYER, contract=theirs, buyer_contact=theirs.contact)
    person.signs_in()
    assert person.client.get(f"/lien/{link.key}/").status_code == 404


def test_a_link_about_a_young_person_opens_by_itself_alone(person, two_services):
    """A company answers by the link it was sent; so does a young person, whatever their address."""
    placement = journey(two_services.saint_denis, to="sent", by=two_services.tutor)
    contact = placement.host_slot.tutor
    say(contact, two_services.saint_denis.pk, email=person.provider.email)
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=contact)
    person.signs_in()
    assert person.client.get(f"/lien/{link.key}/").status_code == 404


def test_the_offers_of_a_company_for_whoever_follows_them(person, two_services):
    placement = journey(two_services.saint_denis, to="sent", by=two_services.tutor)
    contact = placement.host_slot.tutor
    say(contact, two_services.saint_denis.pk, email=person.provider.email)
    link_to(LinkPurpose.CLAUSE, offer=placement.offer, contact=contact)
    person.signs_in()
    assert placement.offer.code in person.sees()
    answer = person.client.post(f"/mes-engagements/offre/{placement.offer_id}/")
    assert "Où en est ma clause" in person.client.get(answer.url).content.decode()


def test_an_address_that_a_service_does_not_hold_shows_nothing(person, followed, two_services):
    """What another service heard waits until the one that follows the contract takes it."""
    contract = followed(email="autre@exemple.fr")
    say(contract.contact, two_services.nice.pk, email=person.provider.email)
    person.signs_in()
    assert opens(person, contract).status_code == 404


def test_whoever_left_sees_nothing_and_the_successor_everything(person, followed, two_services):
    contract = followed(email="parti@exemple.fr", title="Espaces verts")
    successor = BuyerContactFactory(buyer=contract.buyer)
    BuyerContact.objects.filter(pk=contract.contact_id).update(successor=successor)
    say(successor, two_services.saint_denis.pk, email=person.provider.email)
    person.signs_in()
    answer = opens(person, contract)
    assert "Espaces verts" in person.sees()
    assert person.client.get(answer.url).status_code == 200


def test_a_link_that_was_withdrawn_stays_so(person, followed, two_services):
    contract = followed(title="Espaces verts")
    link = link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contract.contact)
    Link.objects.filter(pk=link.pk).revoke(by=two_services.coordinator)
    person.signs_in()
    assert "Espaces verts" not in person.sees()
    assert opens(person, contract).status_code == 404
    assert person.client.get(f"/lien/{link.key}/").status_code == 410


def test_somebody_known_nowhere_is_told_whom_to_write_to(person):
    person.signs_in()
    assert "Rien n’est rattaché à cette adresse" in person.sees()


def test_leaving_ends_both_sessions(person, followed):
    contract = followed()
    person.signs_in()
    address = opens(person, contract).url
    assert person.client.get(address).status_code == 200
    page = person.client.post("/proconnect/quitter/")
    back = person.comes_back(page.context["address"])
    assert back.startswith("/proconnect/au-revoir/")
    assert person.provider.left[0]["id_token_hint"].count(".") == 2
    assert person.client.get(address).status_code == 404
    assert "S’identifier avec" in person.sees()


def test_a_stranger_s_form_signs_nobody_out(provider):
    client = Client(enforce_csrf_checks=True)
    for address in ("/proconnect/quitter/", "/proconnect/connexion/"):
        assert client.post(address).status_code == 403


def test_nothing_is_kept_by_a_cache_nor_found_by_a_search_engine(person):
    person.signs_in()
    page = person.client.get("/mes-engagements/")
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
