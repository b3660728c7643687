"""Instructions and points to tick stand on the action's card, in the file and in the chain."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from matching.enums import PlacementStage
from psf.perimeter.scope import perimeter
from psf.workflow.models import ChecklistTick, StagePolicy
from tests.factories.journey import carry

pytestmark = pytest.mark.django_db
ITEMS = ["Badge demandé", "Tenue prévue"]


@pytest.fixture
def guided(creteil):
    """Calling the company has instructions and two points to check in Créteil."""
    own = {"instructions": "Demandez qui accueillera.", "checklist": ITEMS}
    StagePolicy.objects.create(academy=creteil.academy, reason="Essai", steps={"call_company": own})
    return creteil


def tick(academy, item=ITEMS[0], ticked="1", client=None):
    client = client or academy.client
    address = f"/admin/etapes/actions/{academy.action().pk}/cocher/"
    file = f"/admin/suivi/{academy.placement.code}/"
    return client.post(address, {"item": item, "ticked": ticked, "next": file})


def ticks(academy):
    with perimeter([academy.service]):
        return list(ChecklistTick.objects.filter(action=academy.action()))


def text(answer):
    return " ".join(strip_tags(answer.content.decode()).split())


@pytest.mark.parametrize(
    "page", ["/admin/suivi/{code}/", "/admin/suivi/enchainer/?action={action}"]
)
def test_they_are_shown_where_the_action_is_done(guided, page):
    address = page.format(code=guided.placement.code, action=guided.action().pk)
    shown = text(guided.client.get(address))
    assert "Demandez qui accueillera." in shown
    assert "À vérifier : 0 sur 2" in shown
    assert all(item in shown for item in ITEMS)


def test_ticking_keeps_who_and_when_and_comes_back(guided):
    answer = tick(guided)
    assert answer.url == f"/admin/suivi/{guided.placement.code}/"
    (kept,) = ticks(guided)
    assert (kept.item, kept.by) == (ITEMS[0], guided.coordinator)
    shown = text(guided.client.get(answer.url))
    assert "À vérifier : 1 sur 2" in shown
    assert str(guided.coordinator) in shown


def test_twice_is_once_and_a_tick_comes_off(guided):
    tick(guided)
    tick(guided)
    assert len(ticks(guided)) == 1
    tick(guided, ticked="0")
    assert ticks(guided) == []


def test_what_is_not_in_the_list_cannot_be_ticked(guided):
    tick(guided, item="Autre chose")
    assert ticks(guided) == []


def test_nothing_ticked_blocks_nothing(guided):
    answer = guided.client.post(
        f"/admin/suivi/{guided.placement.code}/appel/", {"outcome": "reached"}
    )
    assert answer.status_code == 302
    with perimeter([guided.service]):
        assert not guided.placement.actions.open().filter(verb="call_company").exists()


def test_another_service_ticks_nothing(guided, nice):
    assert tick(guided, client=nice.client).status_code == 404
    assert ticks(guided) == []


def test_a_done_action_is_no_longer_ticked(guided):
    address = f"/admin/etapes/actions/{guided.action().pk}/cocher/"
    guided.client.post(f"/admin/suivi/{guided.placement.code}/appel/", {"outcome": "reached"})
    guided.client.post(address, {"item": ITEMS[0], "ticked": "1"})
    with perimeter([guided.service]):
        assert not ChecklistTick.objects.exists()


def test_another_academy_sees_none_of_it(guided, nice):
    assert "Badge" not in text(nice.client.get(f"/admin/suivi/{nice.placement.code}/"))


def test_what_a_company_must_do_has_its_instructions_too(creteil):
    own = {"instructions": "Rappelez la date de réponse."}
    StagePolicy.objects.create(academy=creteil.academy, reason="Essai", steps={"answer": own})
    carry(creteil.placement, to=PlacementStage.SENT)
    page = text(creteil.client.get(f"/admin/suivi/{creteil.placement.code}/"))
    assert "Rappelez la date de réponse." in page


def test_an_offer_is_read_by_all_and_ticked_by_its_service_alone(creteil, nice):
    own = {"checklist": ITEMS}
    StagePolicy.objects.create(reason="Essai", steps={"follow_up": own})
    address = reverse("offers:life", args=[creteil.placement.offer.code])
    assert "cocher" in creteil.client.get(address).content.decode()
    shown = nice.client.get(address)
    assert ITEMS[0] in text(shown)
    assert "cocher" not in shown.content.decode()
