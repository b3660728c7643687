"""One screen, and the offer stands with its company, its people, its place, its marché and the call."""

import pytest
from django.utils import timezone

from offers.actions import PROPOSE_YOUTH, VERIFY_OFFER, declared_by
from offers.enums import ContactRole, OfferStage
from offers.models import Buyer, Company, CompanyContact, Contract, Offer
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome, EventKind
from psf.workflow.models import Action, Event
from tests.factories.offers import (
    CompanyContactFactory,
    CompanyFactory,
    ContractFactory,
    OfferFactory,
    siret,
)
from tests.factories.territories import commune
from tests.matching.after_call.conftest import URL, errors_of, market, offered, told

pytestmark = pytest.mark.django_db


def open_verbs(offer) -> list[str]:
    with perimeter([offer.service_id]):
        return list(Action.objects.open().filter(offer=offer).values_list("verb", flat=True))


def events(offer) -> list[Event]:
    with perimeter([offer.service_id]):
        return list(Event.objects.filter(offer=offer).order_by("pk"))


def test_a_call_that_confirmed_everything_makes_an_available_offer(coordinating, two_services):
    answer = coordinating.post(URL, told())
    offer = Offer.objects.select_related("company", "budget").get()
    assert answer.url == f"/admin/offres/{offer.code}/suivi/"
    assert offer.stage == OfferStage.AVAILABLE and offer.service == two_services.saint_denis
    assert (offer.calibre, offer.hours, offer.budget.total) == (300, 300, 300)
    assert (offer.company.name, offer.company.siret) == ("Ateliers du Port", siret(901))
    contact, slot = offer.company.contacts.get(), offer.slots.get()
    assert (contact.role, contact.phone) == (ContactRole.TUTOR, "01 99 00 55 66")
    assert contact.verified_on == timezone.localdate()
    assert (slot.site, slot.commune, slot.tutor) == (
        "Ateliers du Port",
        commune("93066"),
        contact,
    )
    assert [(event.name, event.call_outcome, event.on_behalf_of) for event in events(offer)] == [
        ("declare", "", Actor.COMPANY),
        ("take_charge", "", ""),
        ("call", CallOutcome.REACHED, ""),
        ("verify", "", ""),
    ]
    assert open_verbs(offer) == [PROPOSE_YOUTH.verb]
    page = coordinating.get(answer.url).content.decode()
    assert "Chercher un jeune" in page and "Appel : joint" in page


def test_a_call_that_verified_nothing_leaves_the_company_to_call_on_the_day_said(coordinating):
    day = timezone.localdate() + timezone.timedelta(days=4)
    typed = told(outcome="call_back", call_back_on=day.isoformat(), text="En réunion ce matin")
    coordinating.post(URL, typed)
    offer = Offer.objects.get()
    assert offer.stage == OfferStage.TO_CALL and open_verbs(offer) == [VERIFY_OFFER.verb]
    with perimeter([offer.service_id]):
        assert Action.objects.open().get().due == day
    call = events(offer)[-1]
    assert (call.kind, call.call_outcome) == (EventKind.CALL, CallOutcome.CALL_BACK)
    assert call.text == "En réunion ce matin"
    assert CompanyContact.objects.get().verified_on is None


@pytest.mark.parametrize("outcome", ["reached", "message_left", "no_answer"])
def test_each_other_end_of_a_call_stands_in_the_log(coordinating, outcome):
    coordinating.post(URL, told(outcome=outcome))
    offer = Offer.objects.get()
    assert offer.stage == OfferStage.TO_CALL and open_verbs(offer) == [VERIFY_OFFER.verb]
    assert events(offer)[-1].call_outcome == outcome
    # Nobody at the company's declared what nobody there has said.
    said = "Vous avez déclaré" in declared_by(offer)
    assert said == (outcome == "reached")


def test_a_call_of_the_buyer_is_no_call_to_the_company(coordinating):
    refused = coordinating.post(URL, told(outcome="buyer"))
    assert "outcome" in errors_of(refused)
    coordinating.post(URL, told(outcome="buyer", text="Notifié hier", **market()))
    offer = Offer.objects.select_related("contract__buyer", "contract__contact").get()
    assert offer.stage == OfferStage.TO_CALL
    assert [event.kind for event in events(offer)] == [EventKind.RECORD, EventKind.TRANSITION]
    assert events(offer)[0].text == "Notifié hier"
    assert declared_by(offer).startswith("Ville de Valfleury nous a déclaré")
    assert offer.contract.contact.email == "camille@valfleury.fr"


def test_a_marche_and_its_buyer_are_written_with_it_once(coordinating):
    coordinating.post(URL, told(**market()))
    again = told(company_name="", contact_name="Dominique Port", site="Dépôt", **market())
    coordinating.post(URL, again | {"buyer_kind": ""})
    assert Company.objects.count() == Buyer.objects.count() == Contract.objects.count() == 1
    assert CompanyContact.objects.count() == 1
    first, second = Offer.objects.order_by("pk").select_related("contract")
    assert first.contract == second.contract
    assert (first.contract.reference, first.contract.firm_months) == ("2026-014", 24)


def test_choosing_the_marche_says_the_company(coordinating):
    contract = ContractFactory()
    contact = CompanyContactFactory(company=contract.company)
    search = coordinating.post(
        URL,
        told(
            company_name="",
            company_siret="",
            contact_name="",
            reference=contract.reference,
            chercher="1",
        ),
    )
    assert offered(search, "contract")[0].startswith(contract.reference)
    search = coordinating.post(
        URL,
        told(
            company_name="", company_siret="", contact_name="", contract=contract.pk, chercher="1"
        ),
    )
    assert offered(search, "contact")[0].startswith(contact.name)
    typed = told(company_name="", company_siret="", contact_name="", contact_phone="")
    coordinating.post(URL, typed | {"contract": contract.pk, "contact": contact.pk})
    offer = Offer.objects.get()
    assert (offer.company, offer.contract) == (contract.company, contract)


def test_a_marche_of_another_company_is_refused_beside_it(coordinating):
    contract = ContractFactory()
    answer = coordinating.post(URL, told(contract=contract.pk))
    assert "titulaire" in errors_of(answer)["contract"][0]
    # The same, written again instead of chosen.
    known = market(
        reference=contract.reference, buyer_name="", buyer_siret="", buyer=contract.buyer_id
    )
    answer = coordinating.post(URL, told(**known))
    assert "confié à" in errors_of(answer)["__all__"][0]
    assert not Offer.objects.exists() and Company.objects.count() == 1


def test_what_the_marche_refuses_is_said_beside_its_box(coordinating):
    over = ContractFactory(
        notified_on=timezone.localdate() - timezone.timedelta(days=900), firm_months=24
    )
    typed = told(company_name="", company_siret="", contract=over.pk)
    assert "période ferme" in errors_of(coordinating.post(URL, typed))["contract"][0]
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    answer = coordinating.post(URL, told(**market(notified_on=tomorrow.isoformat())))
    assert "notified_on" in errors_of(answer)
    assert not Offer.objects.exists()


def test_a_tutor_who_hosts_there_already_is_said_beside_the_box(coordinating):
    coordinating.post(URL, told())
    contact = CompanyContact.objects.get()
    again = told(company_name="", contact_name="", contact_phone="", contact=contact.pk)
    assert "un jeune à la fois" in errors_of(coordinating.post(URL, again))["is_tutor"][0]
    assert coordinating.post(URL, again | {"site": "Dépôt de Bobigny"}).status_code == 302
    assert Offer.objects.count() == 2


def test_whoever_does_not_coordinate_has_no_such_screen(signed_in, two_services):
    for user, status in ((two_services.tutor, 302), (two_services.coordinator, 200)):
        client = signed_in(user)
        assert client.get(URL).status_code == status
        assert (URL in client.get("/admin/suivi/").content.decode()) == (status == 200)
        assert (URL in client.get("/admin/").content.decode()) == (status == 200)


def test_a_commune_of_another_service_is_said_beside_it(coordinating, two_services):
    commune("06088")
    answer = coordinating.post(URL, told(commune="Nice"))
    assert "hors de votre périmètre" in errors_of(answer)["commune"][0]


def test_a_marche_that_has_its_offer_says_so(coordinating):
    contract = ContractFactory()
    offer = OfferFactory(contract=contract, company=contract.company)
    search = coordinating.post(
        URL, told(company_name="", company_siret=contract.company.siret, chercher="1")
    )
    assert offer.code in offered(search, "contract")[0]


def test_an_existing_company_learns_its_siret(coordinating):
    company = CompanyFactory(name="Ateliers du Port", siret="")
    coordinating.post(URL, told(company=company.pk))
    company.refresh_from_db()
    assert company.siret == siret(901) and Company.objects.count() == 1
