"""The link from the first day: each stage in words, what is done now and until when, the papers that prove."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from offers.enums import FilingKind, LostReason, OfferStage, SuspendedReason
from offers.models import Lot, Offer
from offers.trace import AFTER, BEFORE, Paper
from offers.workflow import OFFERS, declare
from psf.documents.enums import FileKind
from psf.documents.models import Blob, StoredFile
from psf.french.days import full_date
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action
from tests.factories.links import link_to, say
from tests.factories.offers import (
    BuyerContactFactory,
    ContractFactory,
    FilingFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db
OPEN_STAGES = [
    stage
    for stage in PlacementStage.values
    if stage in ("reserved", "sent", "meeting", "convention", "in_company", "review")
]


@pytest.fixture
def declared(two_services):
    """An offer just declared under a contract that a buyer's contact follows."""
    contract = ContractFactory()
    contract.contact = BuyerContactFactory(buyer=contract.buyer, email="camille.achat@exemple.fr")
    contract.save()
    offer = OfferFactory(
        contract=contract,
        service=two_services.saint_denis,
        stage=OfferStage.DECLARED,
        available_since=None,
    )
    HostSlotFactory(offer=offer)
    with perimeter([two_services.saint_denis]):
        declare(offer)
    return offer


@pytest.fixture
def of_buyer(visit):
    """`of_buyer(offer)`: the page of whoever follows its contract."""

    def open_page(offer):
        contract = offer.contract
        return visit(link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contract.contact))

    return open_page


@pytest.fixture
def move(two_services):
    def make(offer, name, **kwargs) -> Offer:
        with perimeter([two_services.saint_denis]):
            OFFERS.perform(offer, name, by=two_services.coordinator, **kwargs)
        return Offer.objects.get(pk=offer.pk)

    return make


def steps_of(page):
    return [(step.name, step.is_done) for step in page.context["page"].progress[0].steps]


def current_of(page):
    return [step.name for step in page.context["page"].progress[0].steps if step.is_current]


def test_each_stage_of_an_offer_is_said_with_what_is_done_and_until_when(declared, of_buyer, move):
    visitor = of_buyer(declared)
    offer = declared
    seen = []
    for name, data in (
        (None, {}),
        ("take_charge", {}),
        ("verify", {}),
        (
            "suspend",
            {
                "reason": SuspendedReason.SEASON,
                "data": {"suspended_until": timezone.localdate() + timedelta(days=40)},
            },
        ),
        ("resume", {}),
    ):
        if name:
            offer = move(offer, name, **data)
        action = Action.objects.open().filter(offer=offer).oldest_first().first()
        page = visitor.page()
        text = " ".join(page.content.decode().split())
        assert page.context["page"].state[0] in text
        assert kind_of(action.verb).told_to("l’entreprise") in text
        assert f"d’ici au {full_date(action.due)}" in text
        assert offer.service.phone in text
        seen.append((page.context["page"].state[0], tuple(steps_of(page))))
    assert len({state for state, _ in seen}) == 4
    assert [sum(done for _, done in steps) for _, steps in seen] == [1, 2, 3, 3, 3]


def test_the_day_of_each_step_is_said(declared, of_buyer, move):
    visitor = of_buyer(declared)
    move(move(declared, "take_charge"), "verify")
    steps = visitor.page().context["page"].progress[0].steps
    assert [step.day for step in steps[:3]] == [
        declared.declared_on,
        timezone.localdate(),
        timezone.localdate(),
    ]
    assert current_of(visitor.page()) == ["Un jeune proposé à l’entreprise"]


def test_what_was_undone_is_no_longer_a_step(declared, of_buyer, move, two_services):
    visitor = of_buyer(declared)
    offer = move(declared, "take_charge")
    with perimeter([two_services.saint_denis]):
        OFFERS.undo(offer, by=two_services.coordinator, text="Erreur")
    assert current_of(visitor.page()) == ["Prise en charge par la MLDS"]


def test_what_is_late_says_so(declared, of_buyer):
    Action.objects.filter(offer=declared).update(due=timezone.localdate() - timedelta(days=3))
    text = " ".join(of_buyer(declared).text().split())
    assert "en retard : c’était prévu pour le" in text


@pytest.mark.parametrize("stage", OPEN_STAGES)
def test_each_open_stage_of_a_parcours_says_what_is_done_until_when(
    visit, file_at, buyer_link, clause_link, stage
):
    placement = file_at(stage)
    with perimeter([placement.service_id]):
        waiting = list(Action.objects.open().filter(placement=placement))
    told = [action for action in waiting if kind_of(action.verb).told]
    assert told
    for link, company in ((buyer_link, "l’entreprise"), (clause_link, "votre entreprise")):
        page = visit(link(placement)).page()
        text = " ".join(page.content.decode().split())
        for action in told:
            assert kind_of(action.verb).told_to(company) in text
            assert full_date(action.due) in text
        with perimeter([placement.service_id]):
            assert placement.youth.first_name not in text


def test_the_end_says_what_proves_it(visit, file_at, buyer_link, move):
    placement = file_at(Stage.CLOSED)
    offer = Offer.objects.get(pk=placement.offer_id)
    link = buyer_link(placement)
    page = visit(link).page()
    found = {
        each.trace.paper: each.found
        for each in (*page.context["page"].traces.before, *page.context["page"].traces.after)
    }
    with perimeter([placement.service_id]):
        row = Placement.objects.select_related("review").get(pk=placement.pk)
        review_on = row.review.sent_to_buyer_on
    assert found[Paper.REVIEW] == (f"parcours 1 : remis le {full_date(review_on)}",)
    assert found[Paper.CONVENTION][0].startswith("parcours 1 : signée le ")
    assert found[Paper.DECLARATION] == (f"reçue le {full_date(offer.declared_on)}",)
    assert found[Paper.FICHE] == found[Paper.CONSULTATION] == ()
    assert page.context["page"].is_over is False
    move(offer, "close", reason="agreed")
    page = visit(link).page()
    assert page.context["page"].is_over is True
    text = page.content.decode()
    assert "L’offre est close : accord avec l&#x27;acheteur." in text
    assert "La fin, et ce qui la prouve" in text
    assert all(step.is_done for step in page.context["page"].progress[0].steps)


def test_a_lost_offer_says_why(declared, of_buyer, move):
    visitor = of_buyer(declared)
    move(declared, "lose", reason=LostReason.UNWILLING)
    page = visitor.page()
    assert page.context["page"].state == ("L’offre n’a pas de suite : l'entreprise ne veut pas.",)
    assert [step.name for step in page.context["page"].progress[0].steps] == ["Offre déclarée"]


def test_an_offer_lost_as_a_double_is_not_told_beside_the_other(
    declared, of_buyer, move, two_services
):
    double = OfferFactory(
        contract=declared.contract,
        service=two_services.saint_denis,
        stage=OfferStage.DECLARED,
        hours=declared.hours,
    )
    move(double, "lose", reason=LostReason.DUPLICATE)
    content = of_buyer(declared).page().context["page"]
    assert len(content.progress) == len(content.state) == 1
    assert content.hours[0].hours == declared.hours


def test_the_days_of_the_convention_and_of_the_fiche_stand_in_the_list(declared, of_buyer):
    declared.contract.buyer.convention_until = timezone.localdate() + timedelta(days=200)
    declared.contract.buyer.save()
    StoredFile.objects.create(
        offer=declared,
        service=declared.service,
        kind=FileKind.FICHE,
        blob=Blob.objects.create(name="0" * 32, size=1, content_type="application/pdf"),
        attached=True,
    )
    before = of_buyer(declared).page().context["page"].traces.before
    assert [bool(each.found) for each in before] == [True, True, True]
    assert before[1].found == (f"jointe le {full_date(timezone.localdate())}",)


def test_a_consultation_about_the_same_contract_stands_in_the_list(declared, of_buyer):
    contract, now = declared.contract, timezone.now()
    asked = {
        "kind": FilingKind.CONSULTATION,
        "service": declared.service,
        "organisation": contract.buyer.name,
        "siret": contract.buyer.siret,
        "confirmed_at": now - timedelta(days=40),
    }
    with perimeter([declared.service]):
        FilingFactory(reference=contract.reference.lower(), **asked)
        FilingFactory(reference="une autre", **asked)
    day = full_date(timezone.localdate(now - timedelta(days=40)))
    before = of_buyer(declared).page().context["page"].traces.before
    assert before[0].found == (f"reçue le {day}",)


def test_what_the_same_address_follows_at_another_buyer_s_opens_by_its_own_link(
    declared, of_buyer, two_services
):
    """Never what another address follows, nor what a service does not hold."""
    contract = ContractFactory(title="Nettoyage")
    contract.contact = BuyerContactFactory(buyer=contract.buyer)
    contract.save()
    OfferFactory(contract=contract, service=two_services.saint_denis)
    theirs = ContractFactory(title="Gardiennage secret")
    theirs.contact = BuyerContactFactory(buyer=theirs.buyer, email="autre@exemple.fr")
    theirs.save()
    OfferFactory(contract=theirs, service=two_services.saint_denis)
    visitor = of_buyer(declared)
    assert "Nettoyage" not in visitor.text()
    say(contract.contact, two_services.saint_denis.pk, email=declared.contract.contact.email)
    text = visitor.text()
    assert "Nettoyage" in text and "secret" not in text
    answer = visitor.client.post(f"{visitor.url}marche/{contract.pk}/")
    assert answer.status_code == 302
    assert f"Marché {contract.reference}" in visitor.client.get(answer.url).content.decode()
    assert visitor.client.post(f"{visitor.url}marche/{theirs.pk}/").status_code == 404


def test_lots_have_a_progress_each(declared, of_buyer, two_services):
    contract = declared.contract
    for number in ("1", "2"):
        Lot.objects.create(contract=contract, number=number)
    second = OfferFactory(
        contract=contract, service=two_services.saint_denis, stage=OfferStage.DECLARED
    )
    declared.lots.set([Lot.objects.get(contract=contract, number="1")])
    second.lots.set([Lot.objects.get(contract=contract, number="2")])
    names = [each.name for each in of_buyer(declared).page().context["page"].progress]
    assert names == ["Lot 1", "Lot 2"]


def test_every_paper_is_looked_for_once():
    from matching.guests.traces import FOUND

    assert set(FOUND) == set(Paper) == {trace.paper for trace in (*BEFORE, *AFTER)}
