"""A visitor writes: it reaches the right people, once; a wrong entry is said beside its field."""

import pytest

from offers.actions import ANSWER_INTEREST
from offers.models import HostSlot, Offer
from psf.accounts.roles import Role
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.territories.models import AcademicRegion, Department
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.factories.territories import ServiceFactory, commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(loaded):
    service = ServiceFactory(email="psad@exemple.fr", phone="01 99 00 11 22")
    offer = OfferFactory(service=service, stage="available")
    HostSlotFactory(offer=offer)
    return offer


def interest(**changed):
    return {"who": "un jeune", "name": "Camille Essai", "phone": "01 99 00 00 01", **changed}


def test_the_list_shows_available_offers_and_nobody(offer, client):
    hidden = OfferFactory(service=offer.service, stage="declared")
    HostSlotFactory(offer=hidden)
    text = client.get("/offres/").content.decode()
    assert f"/parcours/{offer.code}/interet/" in text and hidden.code not in text
    slot = HostSlot.objects.get(offer=offer)
    assert slot.commune.name in text
    for secret in (offer.company.name, slot.tutor and slot.tutor.name, offer.service.name):
        assert not secret or secret not in text
    assert "1 offre de parcours disponible" in " ".join(text.split())


def test_the_list_is_narrowed_by_region_field_and_length(offer, client):
    slot = HostSlot.objects.get(offer=offer)
    region = slot.commune.department.academy.region.code
    other = AcademicRegion.objects.exclude(code=region).first().code
    assert offer.code in client.get(f"/offres/?region={region}").content.decode()
    assert offer.code not in client.get(f"/offres/?region={other}").content.decode()
    length = 900 if offer.calibre != 900 else 150
    assert offer.code not in client.get(f"/offres/?duree={length}").content.decode()
    for odd in ("?region=99&champ=rien&duree=abc&page=zz", "?page=-3", "?region=%00"):
        assert client.get(f"/offres/{odd}").status_code == 200


def test_the_list_is_narrowed_to_a_commune_or_a_departement_in_plain_words(offer, client):
    town = HostSlot.objects.get(offer=offer).commune
    department = town.department
    elsewhere = Department.objects.exclude(pk=department.pk).first()
    for place in (town.name.upper(), town.postal_codes[0], department.code, department.name):
        text = client.get("/offres/", {"lieu": place}).content.decode()
        assert offer.code in text and f"dans : {department}" in " ".join(text.split()), place
    assert offer.code not in client.get("/offres/", {"lieu": elsewhere.name}).content.decode()
    text = client.get("/offres/", {"lieu": '<b>Trifouillis"'}).content.decode()
    assert "Aucune commune ni aucun département" in text and "<b>" not in text
    assert client.get("/offres/", {"lieu": "a\x00\ud7ff"}).status_code == 200


def test_a_closed_place_does_not_bring_its_offer_into_a_region(offer, client):
    slot = HostSlot.objects.get(offer=offer)
    other = commune("06088")
    HostSlotFactory(offer=offer, commune=other, active=False)
    assert offer.code in client.get("/offres/", {"lieu": slot.commune.name}).content.decode()
    assert offer.code not in client.get("/offres/", {"lieu": other.name}).content.decode()


def test_interest_opens_an_action_and_writes_to_the_service_once(offer, client):
    address = f"/parcours/{offer.code}/interet/"
    assert offer.code in client.get(address).content.decode()
    for _ in range(2):
        answer = client.post(address, interest(), follow=True)
        assert "Message envoyé" in answer.content.decode()
    with perimeter([offer.service]):
        [message] = Message.objects.filter(kind="public_interest")
        assert message.address == "psad@exemple.fr" and message.offer == offer
        assert "Camille Essai" in message.body and "01 99 00 00 01" in message.body
        assert "Camille" not in message.subject_line
        [action] = Action.objects.filter(verb=ANSWER_INTEREST.verb)
        assert (action.offer, action.done_at) == (offer, None)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"phone": ""}, "Indiquez une adresse électronique ou un téléphone"),
        ({"name": ""}, "Indiquez vos nom et prénom"),
        ({"who": "un robot"}, "Sélectionnez un choix valide"),
        ({"phone": "", "email": "camille"}, "Écrivez une adresse complète"),
    ],
)
def test_a_wrong_entry_is_said_and_what_was_typed_stays(offer, client, changed, said):
    text = client.post(f"/parcours/{offer.code}/interet/", interest(**changed)).content.decode()
    assert "À corriger" in text and said in text.replace("&#x27;", "’")
    assert "Camille Essai" in text or changed.get("name") == ""
    assert not Message.objects.filter(kind="public_interest").exists()


def test_an_offer_that_is_not_available_cannot_be_asked_for(offer, client):
    Offer.objects.update(stage="closed")
    assert client.get(f"/parcours/{offer.code}/interet/").status_code == 404
    assert client.post(f"/parcours/{offer.code}/interet/", interest()).status_code == 404
    assert client.get("/parcours/rien/interet/").status_code == 404


def buyer(region, **changed):
    return {
        "region": region.pk,
        "subject": "Consultation avant publication",
        "organisation": "Ville d’Essai",
        "name": "Claude Achat",
        "email": "achats@exemple.fr",
        "text": "Nettoyage, 24 mois fermes.",
        **changed,
    }


def test_a_buyer_reaches_the_region_s_charge_de_mission(loaded, client):
    region, other = AcademicRegion.objects.all()[:2]
    UserFactory(roles=[Role.REGIONAL], place=other)
    wanted = UserFactory(roles=[Role.REGIONAL], place=region)
    for _ in range(2):
        answer = client.post("/contact/mlds/", buyer(region), follow=True)
        assert "Message envoyé" in answer.content.decode()
    [message] = Message.objects.filter(kind="public_mlds")
    assert message.user == wanted and message.address == wanted.email
    assert "Ville d’Essai" in message.body and "Nettoyage" in message.body
    assert "Claude Achat" not in message.subject_line


def test_who_declares_an_offer_reads_what_to_write_and_what_follows(loaded, client):
    text = client.get("/contact/mlds/").content.decode().replace("\xa0", " ")
    assert "Pour déclarer une offre : titulaire, référence, date de notification" in text
    assert 'type="file"' not in text and "vous demandera la fiche entreprise en réponse" in text
    client.post("/contact/mlds/", buyer(AcademicRegion.objects.first(), subject="Offre à déclarer"))
    assert "demandez-lui la fiche" in Message.objects.get(kind="public_mlds").body
    sent = client.get("/contact/mlds/?etat=envoye").content.decode()
    assert "ni copie ni accusé de réception" in sent


def test_without_anybody_in_the_region_the_national_team_reads_it(loaded, client):
    national = UserFactory(roles=[Role.NATIONAL])
    client.post("/contact/mlds/", buyer(AcademicRegion.objects.first()))
    assert Message.objects.get(kind="public_mlds").user == national


def test_too_many_messages_are_refused_without_losing_a_word(loaded, client):
    UserFactory(roles=[Role.NATIONAL])
    region = AcademicRegion.objects.first()
    for number in range(10):
        client.post("/contact/mlds/", buyer(region, text=f"Marché {number}"))
    text = client.post("/contact/mlds/", buyer(region, text="Onzième")).content.decode()
    assert "plusieurs fois depuis une heure" in text and "Onzième" in text
    assert Message.objects.filter(kind="public_mlds").count() == 10


def test_a_commune_leads_to_its_service(offer, client):
    town = HostSlot.objects.get(offer=offer).commune
    service = ServiceFactory(department=town.department, phone="01 99 00 33 44")
    mlds = ServiceFactory(department=town.department, name="MLDS d’essai", kind="MLDS")
    text = client.get("/contact/service/", {"commune": town.name}).content.decode()
    assert service.name in text and "tel:0199003344" in text
    # Which of them to call, and what the letters mean.
    school, left = "encore inscrit dans un établissement", "a quitté l’école"
    order = [school, mlds.name, left, service.name]
    assert sorted(order, key=text.index) == order
    assert text.count(left) == 1
    assert "mission de lutte contre le décrochage scolaire" in text
    wrong = client.get("/contact/service/", {"commune": "Trifouillis"}).content.decode()
    assert "Aucune commune ne s’appelle" in wrong.replace("&#x27;", "’") and "Trifouillis" in wrong
    assert client.get("/contact/service/", {"commune": "a\x00"}).status_code == 200
    assert "Écrivez le nom" in client.get("/contact/service/?commune=").content.decode()
