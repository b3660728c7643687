"""A coordinator finds what was declared beside its fiche, and types nothing again."""

import pytest
from django.urls import reverse

from offers.actions import REVIEW_FILING, VERIFY_OFFER
from offers.enums import OfferStage
from offers.filings.doubles import is_known_at
from offers.models import Buyer, Company, Contract, Filing, Offer
from offers.stages import said_of
from offers.workflow import OFFERS
from psf.documents.models import StoredFile
from psf.french.days import full_date
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.models import Action, Event
from tests.documents import samples
from tests.factories.accounts import coordinator
from tests.factories.offers import (
    BuyerContactFactory,
    BuyerFactory,
    CompanyFactory,
    ContractFactory,
    OfferFactory,
    siret,
)
from tests.offers.filings.conftest import (
    COMPANY,
    Sender,
    again,
    declaration,
    mails_about,
    proposal,
)

pytestmark = pytest.mark.django_db


def url(filing, step=""):
    if step:
        return reverse("filings:step", args=[filing.code, step])
    return reverse("filings:page", args=[filing.code])


def take(client, filing, **data):
    """One tap: what the page had chosen, unless told otherwise."""
    form = client.get(url(filing)).context["take_form"]
    chosen = {name: field.initial for name, field in form.fields.items() if field.initial}
    return client.post(url(filing, "verser"), {**chosen, **data})


def test_one_tap_makes_buyer_marche_company_contacts_offer_place_and_fiche(
    buyer, declared, coordinating
):
    assert "Choisissez un fichier" not in buyer.page("fiche/")
    buyer.answers("fiche", {"upload": samples.sent(samples.pdf("Fiche"), "fiche.pdf")})
    page = coordinating.get(url(declared)).content.decode()
    for word in ("Ateliers du Port", "Dominique Port", "01 99 00 55 66", "Ouvrir la fiche"):
        assert word in page
    sheet = coordinating.get(
        reverse("filings:sheet", args=[declared.code, declared.parts.all()[0].pk])
    )
    assert sheet.content.startswith(b"%PDF") and "attachment" in sheet["Content-Disposition"]
    assert take(coordinating, declared).status_code == 302

    offer = Offer.objects.get()
    contract = offer.contract
    assert (offer.stage, offer.hours, offer.service) == (OfferStage.TO_CALL, 450, declared.service)
    assert (contract.reference, contract.title, contract.firm_months) == (
        "2026-014",
        "Nettoyage des écoles",
        24,
    )
    assert (contract.buyer.name, contract.contact.name) == ("Ville de Valfleury", "Camille Essai")
    assert (offer.company.name, offer.company.siret) == ("Ateliers du Port", siret(901))
    [person] = offer.people_to_call()
    known = person.address_for(declared.service)
    assert (person.name, known.phone) == ("Dominique Port", "01 99 00 55 66")
    [slot] = offer.slots.all()
    assert (slot.commune.code, slot.tasks) == ("93066", "Accueil et classement")
    fiche = StoredFile.objects.get()
    assert fiche.attached and fiche.offer == offer and fiche.original_name == "fiche.pdf"
    with perimeter([declared.service_id]):
        assert [each.verb for each in Action.objects.open()] == [VERIFY_OFFER.verb]
        event = Event.objects.get(offer=offer, name="declare")
    assert event.guest == "buyer"
    told = mails_about(declared)[-1]
    assert told.kind == "filing_taken" and offer.code in told.body
    assert "par la PSAD" in told.body


def test_one_act_is_one_mail_and_the_call_is_of_whoever_took_it(buyer, declared, coordinating):
    """With two lots of two companies too: the filing says it all, and the page its next step and day."""
    two = {**COMPANY, "lot": "2", "titulaire": "Autre Atelier", "siret": siret(902)}
    buyer.answers("corriger", declaration({**COMPANY, "lot": "1"}, two))
    with all_services("test"):
        before = Message.objects.count()
    take(coordinating, declared)
    with all_services("test"):
        [told] = Message.objects.order_by("pk")[before:]
        calls = Action.objects.open().of(VERIFY_OFFER)
        assert [each.person for each in calls] == [again(declared).taken_by] * 2
    assert told.kind == "filing_taken" and "Chaque entreprise est appelée" in told.body
    page = buyer.page()
    assert page.count("Nous appelons l’entreprise pour vérifier") == 2
    assert full_date(calls[0].due) in page


def test_it_is_then_verified_by_telephone_and_its_author_sees_it_move(
    buyer, declared, coordinating, here
):
    take(coordinating, declared)
    offer = Offer.objects.get()
    assert said_of(offer).buyer in buyer.page() and offer.code in buyer.page()
    with perimeter([here]):
        OFFERS.perform(offer, "verify", by=coordinator(here))
        offer.refresh_from_db()
    page = buyer.page()
    assert offer.stage == OfferStage.AVAILABLE and said_of(offer).buyer in page
    assert "Corriger la demande" not in page
    assert "vérifiée avec l" in buyer.page("corriger/")


def test_what_the_registries_know_is_recognised_and_never_made_twice(
    buyer, here, coordinating, client
):
    city = BuyerFactory(name="Grande Ville", siret=siret(77))
    BuyerContactFactory(buyer=city, email="marches@valfleury.fr")
    company = CompanyFactory(name="Ateliers du Port", siret=siret(901))
    contract = ContractFactory(buyer=city, company=company, reference="2026-014")
    offer = OfferFactory(contract=contract, company=company, service=here)
    filing = buyer.confirms(buyer.filed(declaration(siret=siret(77))))
    page = coordinating.get(url(filing)).content.decode()
    assert "même référence" in page and offer.code in page
    assert "un SIRET se recopie" not in page
    assert take(coordinating, filing).status_code == 302
    assert [Buyer.objects.count(), Company.objects.count(), Contract.objects.count()] == [1, 1, 1]
    assert Offer.objects.get() == offer and again(filing).parts.all()[0].offer == offer


def test_a_double_sent_twice_is_shown(buyer, declared, coordinating):
    second = buyer.confirms(buyer.filed(declaration(courriel="autre@valfleury.fr")))
    page = coordinating.get(url(second)).content.decode()
    assert declared.code in page and "même référence de marché" in page


def test_the_siret_of_a_big_city_attaches_nothing_without_a_warning_and_shows_nothing_of_it(
    buyer, here, coordinating
):
    """A stranger copies a public SIRET, the reference too: they see what they typed, and that alone."""
    city = BuyerFactory(name="Grande Ville", siret=siret(77))
    known = BuyerContactFactory(buyer=city, email="marches@grande-ville.fr", name="Alix Secret")
    other = ContractFactory(buyer=city, reference="SECRET-1", title="Marché confidentiel")
    other.contact = known
    other.save()
    OfferFactory(contract=other, service=here)
    filing = buyer.confirms(
        buyer.filed(declaration(siret=siret(77), courriel="pirate@ailleurs.fr"))
    )
    for path in ("", "corriger/", "fiche/"):
        assert not any(word in buyer.page(path) for word in ("SECRET-1", "confidentiel", "Alix"))
    page = coordinating.get(url(filing)).content.decode()
    assert "un SIRET se recopie" in page
    refused = coordinating.post(url(filing, "verser"), {})
    assert refused.status_code == 200 and "après avoir vérifié" in refused.content.decode()
    assert not again(filing).is_taken
    take(coordinating, filing, buyer=city.pk)
    # Attached or not, the link shows what this address declared.
    for path in ("", "corriger/"):
        assert not any(word in buyer.page(path) for word in ("SECRET-1", "confidentiel", "Alix"))
    # The contact of the city is as before: nobody's address was replaced.
    known.refresh_from_db()
    assert known.email == "marches@grande-ville.fr"
    assert Contract.objects.get(reference="2026-014").contact.email == "pirate@ailleurs.fr"


def test_a_stranger_of_a_known_siret_may_be_another_buyer(buyer, coordinating):
    BuyerFactory(name="Grande Ville", siret=siret(77))
    filing = buyer.confirms(buyer.filed(declaration(siret=siret(77), courriel="x@gmail.com")))
    take(coordinating, filing, buyer="nouveau")
    found = dict(Buyer.objects.values_list("name", "siret"))
    assert found == {"Grande Ville": siret(77), "Ville de Valfleury": ""}


def test_a_mailbox_that_anybody_opens_is_nobodys_domain():
    city = BuyerFactory()
    BuyerContactFactory(buyer=city, email="alix@gmail.com")
    BuyerContactFactory(buyer=city, email="achats@ville.fr")
    assert is_known_at(city, "alix@gmail.com") and is_known_at(city, "autre@ville.fr")
    assert not is_known_at(city, "pirate@gmail.com")


def test_each_titulaire_has_its_own_marche_and_lots_of_one_company_share_it(buyer, coordinating):
    one, two = {**COMPANY, "lot": "1"}, {**COMPANY, "lot": "2", "heures": "150"}
    three = {**COMPANY, "titulaire": "Ferme des Essais", "siret": "", "lot": "3", "heures": "300"}
    filing = buyer.confirms(buyer.filed(declaration(one, two, three)))
    assert take(coordinating, filing).status_code == 302
    found = sorted(Offer.objects.values_list("contract__reference", "company__name", "hours"))
    assert found == [
        ("2026-014 lot 1, 2", "Ateliers du Port", 150),
        ("2026-014 lot 1, 2", "Ateliers du Port", 450),
        ("2026-014 lot 3", "Ferme des Essais", 300),
    ]
    assert Company.objects.count() == 2
    assert sorted(Offer.objects.values_list("lots__number", flat=True)) == ["1", "2", "3"]


def test_amended_before_it_is_taken_it_is_what_is_taken(buyer, declared, coordinating):
    answer = buyer.answers(
        "corriger", declaration({**COMPANY, "heures": "300"}, objet="Espaces verts")
    )
    assert answer.status_code == 302
    take(coordinating, declared)
    offer = Offer.objects.get()
    assert (offer.hours, offer.contract.title) == (300, "Espaces verts")


def test_amended_after_it_waits_for_one_tap_that_writes_the_same_rows(
    buyer, declared, coordinating
):
    take(coordinating, declared)
    offer = Offer.objects.get()
    buyer.answers("corriger", declaration({**COMPANY, "heures": "300"}, objet="Espaces verts"))
    offer.refresh_from_db()
    assert offer.hours == 450
    # Its author is told so, and the coordinator what was corrected.
    assert "qui les reporte dans le suivi" in buyer.page()
    with perimeter([declared.service_id]):
        label = Event.objects.get(filing=declared, name="amend").label
    assert label == "Corrigée par son auteur : objet du marché et parcours demandés"
    with perimeter([declared.service_id]):
        assert REVIEW_FILING.verb in {each.verb for each in Action.objects.open()}
    assert "Reporter les corrections" in coordinating.get(url(declared)).content.decode()
    assert take(coordinating, declared).status_code == 302
    offer = Offer.objects.get()
    assert (offer.hours, offer.contract.title) == (300, "Espaces verts")
    assert "qui les reporte dans le suivi" not in buyer.page()
    with perimeter([declared.service_id]):
        assert REVIEW_FILING.verb not in {each.verb for each in Action.objects.open()}


def test_its_address_can_not_be_amended(buyer, declared):
    buyer.answers("corriger", declaration(courriel="autre@valfleury.fr"))
    assert again(declared).email == "camille@valfleury.fr"


def test_what_the_registry_refuses_is_said_and_nothing_is_written(buyer, coordinating):
    long_ago = "15/01/2020"
    filing = buyer.confirms(buyer.filed(declaration(notification=long_ago, duree="12")))
    answer = take(coordinating, filing)
    assert answer.status_code == 409
    assert "période ferme" in answer.content.decode()
    assert not Offer.objects.exists() and not Buyer.objects.exists()
    assert not again(filing).is_taken


def test_a_proposal_becomes_an_offer_without_marche(buyer, coordinating):
    filing = buyer.confirms(buyer.filed(proposal(), "/proposer/"))
    assert take(coordinating, filing).status_code == 302
    offer = Offer.objects.get()
    assert offer.contract is None and offer.stage == OfferStage.TO_CALL
    assert offer.company.name == "Boulangerie des Essais"
    assert [person.name for person in offer.people_to_call()] == ["Dominique Fournil"]
    assert said_of(offer).company in buyer.page()


def test_set_aside_its_author_hears_why_and_nothing_waits(buyer, declared, coordinating):
    answer = coordinating.post(url(declared, "ecarter"), {"reason": "known"})
    assert answer.status_code == 302
    filing = again(declared)
    assert (filing.state, filing.refusal) == ("écartée", "known")
    assert "déjà connue du service" in mails_about(filing)[-1].body
    with perimeter([filing.service_id]):
        assert not Action.objects.open().exists()
    assert not Offer.objects.exists()
    assert take_is_closed(coordinating, filing)


def take_is_closed(client, filing) -> bool:
    return client.get(url(filing)).context["take_form"] is None


def test_sent_to_the_service_that_it_concerns(buyer, declared, sign_in, here, elsewhere):
    mine = sign_in(coordinator(here))
    assert mine.post(url(declared, "transmettre"), {"service": elsewhere.pk}).status_code == 302
    assert mine.get(url(declared)).status_code == 404
    with perimeter([elsewhere]):
        filing = Filing.objects.get()
        assert [action.service for action in Action.objects.open()] == [elsewhere]
    theirs = sign_in(coordinator(elsewhere))
    assert "Transmise par" in theirs.get(url(declared)).content.decode()
    # Its author follows it as before, and may join the fiche.
    assert declared.code in buyer.page() and str(elsewhere) in buyer.page()
    upload = samples.sent(samples.pdf("Fiche"), "fiche.pdf")
    assert buyer.answers("fiche", {"upload": upload}).status_code == 302
    assert again(filing).parts.all()[0].blob_id


def test_withdrawn_by_its_author(buyer, declared, coordinating):
    assert buyer.answers("retirer").status_code == 302
    assert again(declared).refusal == "withdrawn" and take_is_closed(coordinating, declared)


def test_who_may_not(buyer, declared, sign_in, elsewhere, tutoring, here):
    """A tutor reads and decides nothing; another service finds nothing."""
    assert tutoring.get(url(declared)).status_code == 200
    assert tutoring.post(url(declared, "verser"), {}).status_code in (302, 403)
    assert not Offer.objects.exists()
    stranger = sign_in(coordinator(elsewhere))
    assert stranger.get(url(declared)).status_code == 404
    assert stranger.post(url(declared, "ecarter"), {"reason": "known"}).status_code == 404
    assert declared.code not in stranger.get(reverse("filings:list")).content.decode()


def test_the_list_and_the_queue_lead_to_it(buyer, declared, coordinating):
    assert declared.code in coordinating.get(reverse("filings:list")).content.decode()
    queue = coordinating.get(reverse("work:queue")).content.decode()
    assert "Prendre en charge une offre déclarée en ligne" in queue
    assert url(declared) in queue and "Ville de Valfleury" in queue


def test_an_unconfirmed_one_is_nowhere_in_the_admin(buyer, coordinating):
    buyer.filed(declaration())
    assert "Valfleury" not in coordinating.get(reverse("filings:list")).content.decode()
    with all_services("test"):
        assert Filing.objects.get().code is None


def test_two_authors_do_not_see_each_other(buyer, declared):
    other = Sender()
    other.confirms(other.filed(declaration(courriel="autre@ailleurs.fr", acheteur="Autre ville")))
    assert "Valfleury" not in other.page("corriger/").replace("valfleury.fr", "")
