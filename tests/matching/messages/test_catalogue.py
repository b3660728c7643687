"""Each message of the catalogue, over varied facts: signed, answerable, true, without a hole, never cut."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from matching.enums import PlacementStage
from matching.messages import values
from matching.messages.recipients import youth as youth_recipient
from matching.models import Placement
from psf.links.models import Link
from psf.messaging import sms
from psf.messaging.kinds import KINDS, LINK, SIGNING_CODE, VARIABLE, MessageKind, fill
from psf.messaging.post import SIGNATURES, filled, longest_link
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome, EventKind
from psf.workflow.models import Event
from tests.factories.journey import carry, reserved

pytestmark = pytest.mark.django_db
Stage = PlacementStage
FAMILY = (Actor.YOUTH, Actor.GUARDIAN)
HOLES = (
    r"\bNone\b",
    r"  ",
    r" ,",
    r" \.",
    r", *[,.]",
    r"\( *\)",
    r"« *»",
    r"\b(?:le|au|du|avant|depuis|à) *[.,:;]",
    r"\b[01] (?:heures|jours|semaines)\b",
    r"\((?:e|s|ne)\)",
    r"\.\.(?!\.)",
    r"au (?:titre|sujet) d'accueil",
)


def find_holes(text: str) -> list[str]:
    return [hole for hole in HOLES if re.search(hole, text)]


@pytest.mark.parametrize(
    "text",
    ["avant le .", "Il reste 1 heures", "Dominique, .", "le None", "Bonjour  vous", "()", "fin.."],
)
def test_a_hole_is_seen(text):
    assert find_holes(text)


@pytest.fixture
def placement(two_services):
    """A profile sent under a contract, a week ago."""
    found = carry(reserved(two_services.saint_denis, by=two_services.tutor), to=Stage.SENT)
    with perimeter([two_services.saint_denis]):
        found = Placement.objects.for_file().get(pk=found.pk)
        # One service, so that a fact about it holds wherever it is read.
        found.offer.service = found.youth.service = found.service
        yield found


def nobody_to_call(placement) -> None:
    placement.tutor.phone = placement.service.phone = ""


def nobody_at_all(placement) -> None:
    nobody_to_call(placement)
    placement.tutor.email = placement.service.email = ""


def long_names(placement) -> None:
    placement.service.name = "Mission de lutte contre le décrochage scolaire du bassin " + "é" * 60
    placement.tutor.first_name, placement.tutor.last_name = "Marie-Clémentine", "Ô" * 60
    placement.meeting_place = "Salle des fêtes – «  Espace  » de l’Être, " + "ç" * 150
    placement.host_slot.site = "Établissement principal " + "ê" * 100
    placement.offer.contract.title = "Fournitures de bureau  et papier " * 4


def no_hour_left(placement) -> None:
    placement.offer.budget.total = placement.offer.budget.engaged


def one_hour_left(placement) -> None:
    placement.offer.budget.total = placement.offer.budget.engaged + 1


def all_consumed(placement) -> None:
    budget = placement.offer.budget
    budget.total = budget.consumed = 150
    budget.reserved = 0


def told_with_full_stops(placement) -> None:
    offer = placement.offer
    offer.transport, offer.meals = "Métro 13, Basilique.", "Réfectoire.\nMicro-ondes ."


def no_contract(placement) -> None:
    placement.offer.contract = None


def no_answer_owed(placement) -> None:
    placement.actions.filter(verb="answer").update(done_at=timezone.now(), outcome="x")


def late(placement) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    placement.actions.filter(verb="answer").update(due=yesterday)


def due_today(placement) -> None:
    placement.actions.filter(verb="answer").update(due=timezone.localdate())


def followed_by_a_service(placement) -> None:
    placement.youth.tutor = None
    placement.offer.company.interlocutor = None


def heard(placement, outcome=CallOutcome.REACHED) -> None:
    Event.objects.create(
        kind=EventKind.CALL,
        name="call",
        label="Appel",
        call_outcome=outcome,
        at=timezone.now(),
        by=placement.tutor,
        text="Zyxtexte libre",
        **placement.as_subject(),
    )


FACTS = {
    "plain": lambda placement: None,
    **{
        fact.__name__: fact
        for fact in (
            nobody_to_call,
            nobody_at_all,
            long_names,
            no_hour_left,
            one_hour_left,
            all_consumed,
            told_with_full_stops,
            no_contract,
            no_answer_owed,
            late,
            due_today,
            followed_by_a_service,
            heard,
        )
    },
}


def dated(placement) -> None:
    """What the moves that write about dates have set by then."""
    placement.meeting_at = timezone.now() + timedelta(days=1)
    placement.starts_on = timezone.localdate()
    placement.ends_on = timezone.localdate()


def told_of(kind: MessageKind, placement) -> dict[str, str]:
    """The values of a kind, as the product computes them; samples for what is not about a file."""
    offer, contact = placement.offer, placement.host_slot.tutor
    found = {}
    if kind.recipient == Actor.COMPANY:
        found = values.for_offer(offer, contact) | values.for_company(placement, contact)
        if "referent" in kind.variables:
            found |= values.for_offer(offer, contact)
    elif kind.recipient == Actor.BUYER:
        found = values.for_buyer(offer, contact, placement=placement)
    elif kind.recipient in FAMILY:
        name = youth_recipient(placement.youth).name
        found = values.for_family(placement, name)
        if not {"entreprise", "debut", "date_reunion"} & set(kind.variables):
            found |= values.for_youth(placement.youth, name)
    return kind.samples | {name: text for name, text in found.items() if name in kind.variables}


def is_told(kind, facts) -> bool:
    """A buyer has a contract."""
    return not (kind.recipient == Actor.BUYER and facts == "no_contract")


@pytest.mark.parametrize("facts", FACTS)
def test_each_message_is_signed_can_be_answered_and_has_no_hole(placement, facts):
    dated(placement)
    FACTS[facts](placement)
    link = "https://" + "x" * (longest_link() - len("https://"))
    for kind in KINDS:
        if not is_told(kind, facts):
            continue
        told = told_of(kind, placement)
        text = filled(kind, kind.text, told)
        places = {LINK: link, SIGNING_CODE: "123456"}
        for part in (text.subject, text.body, text.sms):
            shown = fill(part, places)
            assert VARIABLE.findall(shown) == [], kind.code
            assert find_holes(shown.replace("...", "")) == [], (kind.code, shown)
        ways = [told[way] for _, way in SIGNATURES if way in kind.variables]
        if ways:
            assert ways[0]
            assert ways[0] in text.body, kind.code
            assert told["service"] in text.body or "service" not in kind.variables, kind.code
        if text.sms:
            shown = fill(text.sms, places)
            assert shown.startswith("PSF"), kind.code
            assert any(way in shown for way in ways), kind.code
            assert told["service"] in shown or facts == "long_names", kind.code
            assert sms.parts(shown) <= sms.MOST_PARTS, (kind.code, shown)
            assert not kind.has_link or link in shown


def test_no_sms_is_written_without_somebody_to_answer():
    for kind in KINDS:
        if kind.text.sms and not kind.code.startswith("test_"):
            assert {"service"} <= set(kind.variables), kind.code
            assert any({who, way} <= set(kind.variables) for who, way in SIGNATURES), kind.code


def test_the_words_of_an_sms_are_those_that_phones_take_without_swelling():
    """One « ê » halves what a part holds: three parts become seven."""
    known = sms.GSM | sms.GSM_EXTENDED
    for kind in KINDS:
        assert set(sms.plain(kind.text.sms)) <= known, (kind.code, kind.text.sms)


def test_a_text_that_an_academie_wrote_is_signed_too(placement):
    kind = KINDS["company_proposal"]
    text = replace(kind.text, sms="Répondez : {lien}", body="Répondez : {lien}")
    shown = filled(kind, text, told_of(kind, placement))
    assert shown.sms.startswith(f"PSF, {placement.service.name}. Répondez")
    assert shown.sms.endswith(
        f"{placement.tutor}, {placement.tutor.phone or placement.service.phone}"
    )
    assert placement.service.name in shown.body


def test_a_link_has_the_length_that_an_sms_leaves_for_it(placement):
    link = Link(nonce="ab" * 16)
    assert len(link.url) == longest_link()
    assert link.url.startswith(settings.WAGTAILADMIN_BASE_URL)


@pytest.mark.parametrize("outcome", [CallOutcome.REACHED, CallOutcome.CALL_BACK])
def test_nobody_is_told_of_a_silence_that_a_call_broke(placement, outcome):
    silent = [filled(kind, kind.text, told_of(kind, placement)) for kind in KINDS]
    said = re.compile(r"sans réponse|n'a pas répondu|ne répond pas|aucune réponse", re.IGNORECASE)
    assert any(said.search(text.body) for text in silent)
    heard(placement, outcome)
    day = values.day_in_words(timezone.localdate())
    for code in ("buyer_asked", "buyer_formal", "buyer_released", "company_released"):
        kind = KINDS[code]
        text = filled(kind, kind.text, told_of(kind, placement))
        assert not said.search(f"{text.subject} {text.body}"), text.body
        assert f"Au téléphone le {day}" in text.body
        assert "Zyxtexte" not in text.body


def test_a_guardian_is_not_spoken_to_as_the_young_person(placement):
    for kind in KINDS:
        if kind.recipient == Actor.GUARDIAN and not kind.code.endswith(("sign_code", "resend")):
            text = kind.text
            assert not re.search(
                r"\b[Vv]otre (?:parcours|rendez-vous|premier|présentation)", text.subject
            ), kind.code
            assert "pour vous" not in text.sms, kind.code
            assert "Je viens" not in text.sms, kind.code


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("é" * 160, 1),
        ("€" * 81, 2),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("ê" * 134, 2),
        ("a" * 134 + "ê", 3),
    ],
)
def test_parts_are_counted_as_networks_do(text, parts):
    assert sms.parts(text) == parts
