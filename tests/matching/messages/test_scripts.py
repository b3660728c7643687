"""What is said on the telephone is true of the facts, and a whole sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.documents.reminder import answer_so_far
from matching.enums import PlacementStage
from matching.models import Placement
from offers.workflow import declare
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome, EventKind
from psf.workflow.kinds import kinds
from psf.workflow.models import Action, Event
from psf.workflow.scripts import script_of
from tests.factories.journey import carry, reserved
from tests.factories.offers import CompanyFactory, HostSlotFactory, OfferFactory
from tests.matching.messages.test_catalogue import find_holes, heard

pytestmark = pytest.mark.django_db
Stage = PlacementStage


def plain(script: str) -> str:
    return script.replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture(params=["contract", "no contract"])
def placement(request, two_services):
    service, slot = two_services.saint_denis, None
    if request.param == "no contract":
        offer = OfferFactory(contract=None, company=CompanyFactory(), service=service)
        slot = HostSlotFactory(offer=offer)
    found = carry(reserved(service, by=two_services.tutor, slot=slot), to=Stage.SENT)
    with perimeter([service]):
        yield Placement.objects.for_file().get(pk=found.pk)


def said(kind, subject, user) -> str:
    action = Action(
        verb=kind.verb,
        actor=kind.actor,
        due=timezone.localdate(),
        opened_at=timezone.now(),
        **subject.as_subject(),
    )
    return plain(script_of(action, user))


@pytest.mark.parametrize("is_heard", [False, True])
def test_each_script_is_whole_and_denies_no_call(placement, two_services, is_heard):
    if is_heard:
        heard(placement)
    for kind in kinds():
        subject = {"placement": placement, "offer": placement.offer, "youth": placement.youth}.get(
            kind.about
        )
        if subject is None or kind.script is None:
            continue
        if subject is placement and kind.when and not kind.when(placement):
            continue
        script = said(kind, subject, two_services.tutor)
        if script:
            assert find_holes(script) == [], (kind.verb, script)
            assert "…" not in script, (kind.verb, script)
            assert script.count("«") == script.count("»"), (kind.verb, script)
        if is_heard:
            for words in ("sans réponse", "ne répond pas", "n'a pas répondu", "pas encore votre"):
                assert words not in script, (kind.verb, script)


@pytest.mark.parametrize("guest", ["", Actor.COMPANY, Actor.BUYER])
def test_only_who_declared_an_offer_is_told_that_they_did(two_services, guest):
    offer = OfferFactory(service=two_services.saint_denis)
    event = declare(offer, by=None if guest else two_services.coordinator)
    if guest:
        Event.objects.create(
            kind=EventKind.RECORD,
            name="declare",
            label="Offre déclarée",
            at=event.at - timedelta(seconds=1),
            guest=guest,
            **offer.as_subject(),
        )
        offer.events.filter(pk=event.pk).update(name="declare_again")
    (kind,) = [kind for kind in kinds("offer") if kind.verb == "verify_offer"]
    script = said(kind, offer, two_services.tutor)
    assert ("Vous avez déclaré" in script) is (guest == Actor.COMPANY)
    if guest == Actor.BUYER:
        assert f"{offer.contract.buyer} nous a déclaré" in script
    if not guest:
        assert f"par {two_services.coordinator}" in script


def test_nobody_is_told_that_a_convention_is_ready_before_it_has_dates(two_services):
    placement = carry(
        reserved(two_services.saint_denis, by=two_services.tutor), to=Stage.CONVENTION
    )
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        for kind in kinds("placement"):
            if kind.verb.startswith(("sign_", "get_signatures")) and kind.script:
                assert "prête" not in said(kind, placement, two_services.tutor)


def test_a_refused_outcome_is_no_answer(placement, two_services):
    heard(placement, CallOutcome.NO_ANSWER)
    (kind,) = [kind for kind in kinds("placement") if kind.verb == "remind_company"]
    assert "pas encore votre réponse" in said(kind, placement, two_services.tutor)


def test_the_rappel_never_denies_a_call_that_reached_the_company(placement):
    assert "aucune réponse ne nous est parvenue" in answer_so_far(placement)
    heard(placement)
    told = answer_so_far(placement)
    assert "Au téléphone le" in told and "aucune réponse" not in told
    assert "Zyxtexte" not in told
