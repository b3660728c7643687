"""«Rapprocher» as people see it: reasons, numbers that add up, ways out, perimeter."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import Situation
from matching.models import MatchingPolicy
from psf.accounts.roles import Role
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import reserved
from tests.factories.matching import YouthFactory
from tests.factories.offers import HostSlotFactory
from tests.matching.ranking.conftest import FAR, cook, list_of, place, reservation_of
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db


def text_of(response):
    """What is read on the page: tags away, blanks joined."""
    body = response.content.decode().split("<main", 1)[-1]
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", body, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", body).replace("&#x27;", "'").replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", words)


def order_of(response, *slots):
    text = text_of(response)
    return sorted(slots, key=lambda slot: text.index(slot.code))


def list_of_slot(slot):
    return reverse("work:ranking_slot", args=[slot.code])


def numbers(cell):
    return int(re.sub(r"\D", "", re.sub(r"<[^>]+>", "", cell)))


def test_the_numbers_on_the_page_add_up(client, youth, two_services):
    place(two_services.saint_denis, "G1602")
    place(two_services.saint_denis, "H2901", window_from=timezone.localdate() + timedelta(days=30))
    page = client.get(list_of(youth)).content.decode()
    tables = re.findall(r'<table class="ranking-score">.*?</table>', page, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        *parts, score = [
            numbers(cell) for cell in re.findall(r'ranking-points">(.*?)</td>', table, re.DOTALL)
        ]
        assert len(parts) == 4 and sum(parts) == score > 0


def test_a_card_says_what_decides(client, youth, two_services):
    place(two_services.saint_denis, "G1602", company="Cantine d’essai")
    text = text_of(client.get(list_of(youth)))
    for expected in (
        "1 place possible",
        "Cantine d’essai",
        "4 semaines et 2 jours",
        "dans le domaine du 1er souhait",
        "À 3,1 km, pour 20 km souhaités",
        "150 h : la durée souhaitée",
        "Priorité : + 600 points",
        "a moins de 18 ans",
    ):
        assert expected in text


def test_the_page_says_that_a_program_took_part_with_which_weights(client, youth, two_services):
    place(two_services.saint_denis, "G1602")
    text = text_of(client.get(list_of(youth)))
    assert "Un programme a calculé ces propositions" in text
    assert "domaine 45, distance 25, délai 20, durée 10" in text


def test_what_is_left_out_is_said_with_its_reasons(client, youth, two_services):
    service = two_services.saint_denis
    place(service, "G1602")
    place(service, "G1602", busy=True)
    place(service, "G1602", busy=True)
    place(service, "G1602", adults_only=True)
    text = text_of(client.get(list_of(youth)))
    assert "3 places écartées : place déjà prise (2), âge demandé par l'entreprise (1)." in text


def test_weights_changed_in_the_admin_change_the_order(client, signed_in, youth, two_services):
    other = place(two_services.saint_denis, "H2901", at="93066")
    wished = place(two_services.saint_denis, "G1602")
    assert order_of(client.get(list_of(youth)), other, wished) == [wished, other]
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    answer = administrator.post(
        reverse("wagtailsnippets_matching_matchingpolicy:add"),
        {
            "valid_from": timezone.localdate().isoformat(),
            "reason": "Essai",
            "weight_field": "0",
            "weight_distance": "100",
            "weight_delay": "0",
            "weight_length": "0",
            "min_age": "16",
            "max_age": "25",
            "warn_age": "15",
            "far_km": "20",
        },
    )
    assert answer.status_code == 302, text_of(answer)
    assert MatchingPolicy.current().weight_distance == 100
    page = client.get(list_of(youth))
    assert order_of(page, other, wished) == [other, wished]
    assert "domaine 0, distance 100" in text_of(page)


def test_wishes_are_ticked_at_first_and_the_address_changes_them(client, youth, two_services):
    place(two_services.saint_denis, "G1602", company="Cantine")
    place(two_services.saint_denis, "N1105", company="Dépôt")
    first = client.get(list_of(youth))
    ticked = re.findall(r'<input[^>]*value="([\w-]+)"[^>]*checked', first.content.decode())
    assert {"accueil", "restauration", "20", "150"} <= set(ticked)
    text = text_of(first)
    assert text.index("Cantine") < text.index("Dépôt")
    asked = {"champs": "logistique", "distance": "50", "duree": "300"}
    text = text_of(client.get(list_of(youth), asked))
    assert text.index("Dépôt") < text.index("Cantine")
    assert "pour 50 km souhaités" in text and "300 h : la durée souhaitée" in text
    only = text_of(client.get(list_of(youth), asked | {"seulement": "on"}))
    assert "1 place possible" in only and "hors des domaines souhaités (1)" in only


def test_wishes_come_in_the_young_persons_order(client, youth, two_services):
    hall = place(two_services.saint_denis, "M1601")
    kitchen = place(two_services.saint_denis, "G1602")
    asked = {"champs": ["accueil", "restauration"], "distance": "20", "duree": "150"}
    page = client.get(list_of(youth), asked)
    assert order_of(page, hall, kitchen) == [kitchen, hall]


@pytest.mark.parametrize(
    "asked", [{"distance": "abc"}, {"distance": "0"}, {"distance": "20", "duree": "7"}]
)
def test_an_address_typed_wrong_shows_the_wishes_and_what_is_wrong(
    client, youth, two_services, asked
):
    place(two_services.saint_denis, "G1602")
    page = client.get(list_of(youth), asked)
    assert page.status_code == 200
    assert "1 place possible" in text_of(page)
    assert "error-message" in page.content.decode()


def test_an_empty_list_offers_the_change_that_opens_one(client, youth, two_services):
    place(two_services.saint_denis, "G1602")
    page = client.get(list_of(youth), {"champs": ["restauration"], "distance": "1", "duree": "150"})
    text = text_of(page)
    assert "Aucune place possible" in text
    assert "En acceptant 10 km de plus : 1 place." in text
    [query] = re.findall(r'href="\?([^"]+)"[^>]*>Chercher ainsi', page.content.decode())
    opened = client.get(f"{list_of(youth)}?{query.replace('&amp;', '&')}")
    assert "1 place possible" in text_of(opened)
    assert "pour 11 km souhaités" in text_of(opened)


def test_a_change_of_the_record_is_not_a_button_of_the_search(client, youth, two_services):
    place(
        two_services.saint_denis, "G1602", window_until=timezone.localdate() + timedelta(days=400)
    )
    with perimeter([two_services.saint_denis]):
        youth.available_until = timezone.localdate() + timedelta(days=7)
        youth.save()
    page = client.get(list_of(youth))
    assert "En restant disponible 4 semaines de plus : 1 place." in text_of(page)
    assert "Chercher ainsi" not in page.content.decode()
    assert "modifier sa fiche" in text_of(page)


def test_nothing_around_is_said(client, youth):
    assert "Aucune place n'est connue dans ce secteur." in text_of(client.get(list_of(youth)))


def test_past_308_hours_the_gratification_is_announced(client, youth, two_services):
    offer = {"calibre": 450, "splittable": False}
    slot = place(two_services.saint_denis, "G1602", offer=offer)
    assert "Plus de 308 h" in text_of(client.get(list_of(youth)))
    assert "Seuil de 308 h dépassé" in text_of(client.get(reservation_of(youth, slot)))


@pytest.mark.parametrize(
    ("situation", "advice"),
    [
        (Situation.SUPPORTED, "changez sa situation dans sa fiche"),
        (Situation.LEFT_AGE, "changez sa situation dans sa fiche"),
    ],
)
def test_somebody_not_ready_gets_no_list_but_what_to_do(client, two_services, situation, advice):
    youth = YouthFactory(service=two_services.saint_denis, situation=situation)
    slot = place(two_services.saint_denis, "G1602")
    text = text_of(client.get(list_of(youth)))
    assert "n'est pas prêt pour un parcours" in text and advice in text
    assert slot.code not in text


def test_somebody_already_placed_is_sent_to_the_file(client, two_services):
    placement = reserved(two_services.saint_denis, by=two_services.tutor)
    page = client.get(list_of(placement.youth))
    assert "Ce jeune a déjà un parcours en cours (réservé)" in text_of(page)
    assert reverse("work:file", args=[placement.code]) in page.content.decode()


def test_a_slot_lists_young_people_without_their_names(client, youth, two_services):
    slot = place(two_services.saint_denis, "G1602")
    page = client.get(list_of_slot(slot))
    text = text_of(page)
    for expected in (
        youth.code,
        youth.initials,
        "16–17 ans",
        "Saint-Denis",
        "restauration, cuisine · accueil",
    ):
        assert expected in text
    assert youth.last_name not in page.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"busy": True}, "Cette place est prise"),
        ({"offer": {"stage": "to_call"}}, "n'est pas disponible (à appeler)"),
        ({"active": False}, "Ce lieu d'accueil est fermé"),
    ],
)
def test_a_place_that_cannot_be_filled_says_why(client, youth, two_services, change, sentence):
    slot = place(two_services.saint_denis, "G1602", **change)
    text = text_of(client.get(list_of_slot(slot)))
    assert sentence in text and youth.code not in text


def test_an_offer_leads_to_its_only_place_or_lets_one_choose(client, two_services):
    slot = place(two_services.saint_denis, "G1602")
    url = reverse("work:ranking_offer", args=[slot.offer.code])
    assert client.get(url)["Location"] == list_of_slot(slot)
    second = HostSlotFactory(offer=slot.offer, busy=True)
    page = client.get(url)
    assert list_of_slot(slot) in page.content.decode()
    assert list_of_slot(second) not in page.content.decode()


def test_nobody_exists_beyond_the_perimeter(client, youth, two_services):
    stranger = cook(two_services.nice)
    slot = place(two_services.saint_denis, "G1602", at=FAR)
    assert client.get(list_of(stranger)).status_code == 404
    assert client.get(reservation_of(stranger, slot)).status_code == 404
    assert client.post(reservation_of(stranger, slot)).status_code == 404
    assert stranger.code not in text_of(client.get(list_of_slot(slot)))


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.WRITER, Role.DPO, Role.ADMINISTRATOR])
def test_only_those_who_follow_young_people_enter(signed_in, youth, two_services, role):
    slot = place(two_services.saint_denis, "G1602")
    client = signed_in(UserFactory(roles=[role], place=two_services.saint_denis))
    for url in (list_of(youth), list_of_slot(slot), reservation_of(youth, slot)):
        answer = client.get(url)
        assert_refused(answer, Refusal.BACK_HOME, url)
        assert youth.code not in answer.content.decode()


def test_every_list_shown_is_logged(client, youth, two_services):
    slot = place(two_services.saint_denis, "G1602")
    cook(two_services.saint_denis)
    client.get(list_of(youth))
    client.get(list_of_slot(slot))
    logged = AccessLog.objects.by(two_services.tutor).filter(door=AccessLog.Door.SUGGESTION)
    with perimeter([two_services.saint_denis]):
        assert list(logged.order_by("pk").values_list("code", "count")) == [
            (youth.code, 1),
            ("", 2),
        ]


def test_the_pages_cost_the_same_queries_for_10_and_100(client, youth, two_services):
    service = two_services.saint_denis
    slot = place(service, "G1602")
    costs = []
    for number in (9, 90):
        for _ in range(number):
            place(service, "G1602")
            cook(service)
        for url in (list_of(youth), list_of_slot(slot)):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            costs.append(len(captured))
    assert costs[:2] == costs[2:]
