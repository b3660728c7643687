"""Forty people at once, of two services, over HTTP: one wins, the others are told, nothing breaks."""

import threading
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.db import connections

from matching.models import Placement
from offers.models import OfferBudget
from psf.perimeter.scope import all_services
from tests.factories.accounts import tutor
from tests.factories.offers import HostSlotFactory
from tests.factories.territories import ServiceFactory, department
from tests.matching.ranking.conftest import cook, place, reservation_of
from tests.own_database import db  # noqa: F401

FORTY = 40


@pytest.fixture
def attempts(signed_in):
    """Forty young people, twenty in each of two services, each with a tutor's client."""
    services = [
        ServiceFactory(name="PSAD de Saint-Denis"),
        ServiceFactory(name="PSAD de Nice", department=department("06")),
    ]
    found = []
    for number in range(FORTY):
        service = services[number % 2]
        person = tutor(service)
        found.append((cook(service, person), person, signed_in(person)))
    return found


def all_at_once(attempts, slots):
    """Post every reservation at the same instant; return (response, what was said) of each."""
    start, answers, failures = threading.Barrier(FORTY), [], []

    def reserve(youth, person, client, slot):
        try:
            start.wait(timeout=60)
            answer = client.post(reservation_of(youth, slot), {"tuteur": person.pk, "heures": 150})
            said = [str(message) for message in get_messages(answer.wsgi_request)]
            answers.append((answer, unescape(" ".join(said))))
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=reserve, args=(*attempt, slot))
        for attempt, slot in zip(attempts, slots, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    return answers


def assert_one_winner(answers, offer, *refusals):
    assert [answer.status_code for answer, _ in answers] == [302] * FORTY
    won = [said for answer, said in answers if "/suivi/P-" in answer["Location"]]
    lost = [said for answer, said in answers if "/suivi/rapprocher/" in answer["Location"]]
    assert (len(won), len(lost)) == (1, FORTY - 1)
    assert won[0].startswith("Place réservée jusqu'au")
    for said in lost:
        assert any(refusal in said for refusal in refusals), said
    with all_services("test"):
        assert Placement.objects.count() == 1
    budget = OfferBudget.objects.get(offer=offer)
    assert (budget.reserved, budget.left) == (150, budget.total - 150)


def test_forty_attempts_to_reserve_one_place(attempts):
    slot = place(attempts[0][0].service, "G1602")
    answers = all_at_once(attempts, [slot] * FORTY)
    assert_one_winner(
        answers,
        slot.offer,
        "Cette place est prise",
        "La place est déjà prise par un autre parcours.",
        "Ce lieu d'accueil vient d'être réservé pour un autre jeune.",
    )


def test_forty_attempts_to_overbook_one_budget(attempts):
    first = place(attempts[0][0].service, "G1602", offer={"calibre": 150})
    slots = [first, *(another_place(first) for _ in range(FORTY - 1))]
    answers = all_at_once(attempts, slots)
    assert_one_winner(
        answers,
        first.offer,
        "Il ne reste plus d'heures sur cette offre.",
        "n'est pas disponible (soldée)",
    )


def another_place(first):
    slot = HostSlotFactory(offer=first.offer, commune=first.commune)
    slot.romes.set(first.romes.all())
    slot.save()
    return slot
