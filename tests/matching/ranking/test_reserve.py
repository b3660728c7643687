"""Reserving from a list: told first, done once, refused clearly."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import Placement, Suggestion, Youth
from offers.models import OfferBudget
from psf.perimeter.scope import all_services, perimeter
from tests.factories.accounts import tutor
from tests.matching.ranking.conftest import cook, list_of, place, reservation_of
from tests.matching.ranking.test_pages import list_of_slot, text_of

pytestmark = pytest.mark.django_db
ASKED = {"champs": ["restauration"], "distance": "50", "duree": "150"}


@pytest.fixture
def slot(two_services):
    return place(two_services.saint_denis, "G1602", company="Cantine d’essai")


def typed(user, hours=150, **more):
    return {"tuteur": user.pk, "heures": hours, **more}


def placements():
    with all_services("test"):
        return list(Placement.objects.select_related("youth", "tutor", "offer__budget"))


def test_the_page_tells_what_will_happen(client, youth, slot, two_services):
    page = client.get(reservation_of(youth, slot), ASKED)
    text = text_of(page)
    until = timezone.localdate() + timedelta(days=45)
    for expected in (
        "Cantine d’essai",
        "4 semaines et 2 jours",
        f"jusqu'au {until:%d/%m/%Y}",
        "Votre premier geste : appeler l'entreprise",
        slot.tutor.phone,
        "Réserver 150 h",
    ):
        assert expected in text
    assert 'href="tel:0199005678"' in page.content.decode()
    assert placements() == []


def test_two_clicks_reserve_and_lead_to_the_file(client, youth, slot, two_services):
    page = client.get(list_of(youth), ASKED).content.decode()
    [url] = re.findall(r'href="(/admin/suivi/rapprocher/[^"]+/C-[^"]+)"', page)
    page = client.get(url.replace("&amp;", "&")).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = client.post(
        reservation_of(youth, slot), hidden | typed(two_services.tutor), follow=True
    )
    [placement] = placements()
    assert answer.redirect_chain == [(f"/admin/suivi/{placement.code}/", 302)]
    assert "Premier geste : appeler l'entreprise." in text_of(answer)
    assert (placement.youth, placement.tutor) == (youth, two_services.tutor)
    assert (placement.hours, placement.offer.budget.reserved) == (150, 150)


def test_what_was_shown_is_kept_with_the_file(client, youth, slot, two_services):
    client.post(reservation_of(youth, slot), ASKED | typed(two_services.tutor))
    with perimeter([two_services.saint_denis]):
        kept = Suggestion.objects.get()
    assert kept.shown_to == two_services.tutor
    assert sum(part["points"] for part in kept.contributions) == kept.score
    assert "pour 50 km souhaités" in kept.contributions[1]["sentence"]


def test_the_tutor_of_the_young_person_is_chosen_at_first(client, signed_in, slot, two_services):
    youth = cook(two_services.saint_denis, two_services.tutor)
    stranger = two_services.tutor_nice
    coordinator = signed_in(two_services.coordinator)
    page = coordinator.get(reservation_of(youth, slot)).content.decode()
    assert f'<option value="{two_services.tutor.pk}" selected>' in page
    assert f'<option value="{stranger.pk}"' not in page
    alone = cook(two_services.saint_denis)
    page = coordinator.get(reservation_of(alone, slot)).content.decode()
    assert f'<option value="{two_services.coordinator.pk}" selected>' in page


def test_another_tutor_of_the_service_can_be_chosen_but_no_stranger(
    client, youth, slot, two_services
):
    colleague = tutor(two_services.saint_denis)
    answer = client.post(reservation_of(youth, slot), typed(two_services.tutor_nice))
    assert answer.status_code == 200 and placements() == []
    client.post(reservation_of(youth, slot), typed(colleague))
    [placement] = placements()
    assert placement.tutor == colleague


def test_a_place_taken_meanwhile_is_refused_with_the_list(client, youth, slot, two_services):
    other = place(two_services.saint_denis, "G1602")
    page = client.get(list_of(youth))
    assert slot.code in text_of(page)
    slot.busy = True
    slot.save()
    answer = client.post(
        reservation_of(youth, slot), ASKED | typed(two_services.tutor), follow=True
    )
    text = text_of(answer)
    assert answer.redirect_chain[0][0].startswith(f"{list_of(youth)}?champs=restauration")
    assert "Rien n'est réservé. Cette place est prise" in answer.content.decode().replace(
        "&#x27;", "'"
    )
    assert other.code in text and slot.code not in text
    assert placements() == []


def test_reserving_twice_reserves_once(client, youth, slot, two_services):
    for _ in range(2):
        answer = client.post(reservation_of(youth, slot), typed(two_services.tutor), follow=True)
    assert len(placements()) == 1
    assert "a déjà un parcours en cours" in text_of(answer)


def test_hours_that_changed_are_shown_before_anything_is_reserved(client, youth, two_services):
    slot = place(two_services.saint_denis, "G1602", offer={"splittable": False})
    assert "Réserver 450 h" in text_of(client.get(reservation_of(youth, slot)))
    OfferBudget.objects.filter(offer=slot.offer).update(consumed=150)
    answer = client.post(reservation_of(youth, slot), typed(two_services.tutor, hours=450))
    assert "ce parcours ferait 300 h" in answer.content.decode()
    assert "Réserver 300 h" in text_of(answer)
    assert placements() == []


@pytest.mark.parametrize("hours", ["", "douze", "-5"])
def test_a_form_tampered_with_reserves_nothing(client, youth, slot, two_services, hours):
    answer = client.post(reservation_of(youth, slot), typed(two_services.tutor, hours=hours))
    assert answer.status_code == 200
    assert placements() == []


def test_an_impossible_pair_says_why_and_has_no_button(client, youth, two_services):
    slot = place(two_services.saint_denis, "G1602", adults_only=True)
    page = client.get(reservation_of(youth, slot))
    assert "L'entreprise demande 18 ans au début du parcours." in text_of(page)
    assert '<form method="post"' not in page.content.decode().split("<main")[-1]
    client.post(reservation_of(youth, slot), typed(two_services.tutor))
    assert placements() == []


def test_somebody_not_ready_is_not_reserved_for(client, slot, two_services):
    youth = cook(two_services.saint_denis, situation="supported")
    answer = client.post(reservation_of(youth, slot), typed(two_services.tutor), follow=True)
    assert "n'est pas prêt pour un parcours" in text_of(answer)
    assert placements() == []


def test_somebody_too_old_since_the_page_was_opened_is_not_reserved_for(
    client, youth, slot, two_services
):
    page = reservation_of(youth, slot)
    assert '<form method="post"' in client.get(page).content.decode().split("<main")[-1]
    born = timezone.localdate() - timedelta(days=26 * 366)
    with all_services("test"):
        assert Youth.objects.filter(pk=youth.pk).update(birth_date=born)
    answer = client.post(page, typed(two_services.tutor), follow=True)
    assert "Ce jeune a 26 ans : un parcours se termine avant 26 ans." in text_of(answer)
    assert placements() == []


def test_from_a_place_a_refusal_leads_back_to_the_place(client, youth, slot, two_services):
    page = client.get(list_of_slot(slot)).content.decode()
    assert f"{reservation_of(youth, slot)}?depuis=place" in page
    slot.offer.stage = "suspended"
    slot.offer.save()
    answer = client.post(
        reservation_of(youth, slot), typed(two_services.tutor, depuis="place"), follow=True
    )
    assert answer.redirect_chain == [(list_of_slot(slot), 302)]
    assert "n'est pas disponible (suspendue)" in text_of(answer)


def test_from_a_place_the_reservation_leads_to_the_file(client, youth, slot, two_services):
    client.post(reservation_of(youth, slot), typed(two_services.tutor, depuis="place"))
    [placement] = placements()
    assert placement.host_slot_id == slot.pk
