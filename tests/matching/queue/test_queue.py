"""The queue lists open actions and nothing else: whose, until when, what happened last."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.calls import record_call
from matching.enums import PlacementStage
from matching.models import Placement
from matching.queue.filters import KINDS
from matching.situations import start_following
from matching.verbs import PlacementVerb, YouthVerb
from offers.verbs import OfferVerb
from offers.workflow import declare
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.territories.enums import ServiceKind
from psf.territories.models import Service
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory, tutor
from tests.factories.journey import realistic_slot
from tests.factories.matching import YouthFactory
from tests.factories.offers import OfferFactory

from .conftest import keys_on, queue, verbs_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def test_a_row_says_what_who_when_for_whom_where_and_what_happened_last(client, file_at, make_late):
    placement = file_at(Stage.SENT)
    make_late(placement, 10, verb=PlacementVerb.CALL_COMPANY)
    page = client.get(queue(onglet="mon-equipe", etape="sent")).content.decode()
    assert "Appeler l&#x27;entreprise" in page
    assert "en retard de 7 jours" in page
    assert placement.youth.code in page and placement.youth.initials in page
    assert "Atelier du Canal" in page and "Saint-Denis" in page
    assert "transmis" in page
    assert "Profil transmis à l&#x27;entreprise" in page and "aujourd&#x27;hui" in page
    assert "tel:0199001122" in page
    assert f"/admin/suivi/{placement.code}/" in page


def test_no_name_of_a_young_person_is_on_the_queue(client, file_at):
    placement = file_at(Stage.SENT)
    page = client.get(queue(onglet="tout")).content.decode()
    assert placement.youth.code in page
    assert placement.youth.last_name not in page
    assert placement.youth.first_name not in page


def test_done_actions_are_not_listed(client, file_at, open_actions):
    placement = file_at(Stage.MEETING)
    response = client.get(queue(onglet="tout", etape="meeting"))
    assert keys_on(response) == [action.pk for action in open_actions(placement=placement)]
    assert PlacementVerb.ANSWER not in verbs_on(response)


def test_the_oldest_due_comes_first(client, file_at, make_late):
    recent, old = file_at(Stage.SENT), file_at(Stage.MEETING)
    make_late(old, 40)
    make_late(recent, 20)
    dues = [row.action.due for row in client.get(queue(onglet="tout")).context["rows"]]
    assert dues == sorted(dues)
    assert dues[0] < timezone.localdate() - timedelta(days=20)


def test_nice_sees_neither_rows_nor_numbers_of_saint_denis(
    signed_in, two_services, file_at, make_late
):
    make_late(file_at(Stage.SENT), 20)
    response = signed_in(two_services.coordinator_nice).get(queue(onglet="tout"))
    assert response.context["rows"] == []
    assert {number for _, number, _, _ in response.context["tabs"]} == {0}


def test_an_action_of_another_service_can_be_neither_taken_nor_shown(
    signed_in, two_services, file_at, open_actions
):
    action = open_actions(placement=file_at(Stage.SENT), actor=Actor.TUTOR)[0]
    nice = signed_in(two_services.coordinator_nice)
    nice.post("/admin/suivi/actions/", {"prendre": action.pk})
    nice.post("/admin/suivi/actions/", {"actions": [action.pk]})
    assert open_actions(pk=action.pk)[0].person_id == action.person_id
    assert nice.post(f"/admin/suivi/enchainer/?action={action.pk}").status_code == 404
    shown = nice.get(f"/admin/suivi/enchainer/?action={action.pk}")
    assert shown.template_name == "matching/queue/finished.html"


def test_an_offer_of_another_service_is_not_in_the_queue(client, two_services):
    offer = OfferFactory(service=two_services.nice, stage="declared")
    declare(offer)
    assert client.get(queue(onglet="tout")).context["rows"] == []


@pytest.mark.parametrize("role", [Role.WRITER, Role.DPO, Role.ADMINISTRATOR])
def test_who_follows_no_file_has_no_queue(signed_in, role):
    user = signed_in(UserFactory(roles=[role]))
    assert user.get(queue()).status_code == 302
    assert "Suivi des parcours" not in user.get("/admin/").content.decode()


def test_the_queue_is_first_in_the_menu_of_tutors_and_coordinators(client, tutor_client):
    for person in (client, tutor_client):
        page = person.get("/admin/").content.decode()
        assert page.index("Suivi des parcours") < page.index("Jeunes")


# Tabs


def test_mine_is_what_i_took_and_what_nobody_took_in_my_capacities(
    client, two_services, file_at, open_actions
):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.get(pk=placement.pk)
        mine = Action.objects.create(
            verb=PlacementVerb.ASK_BUYER,
            actor=Actor.COORDINATOR,
            due=timezone.localdate(),
            opened_at=timezone.now(),
            **placement.as_subject(),
        )
    assert keys_on(client.get(queue(etape="sent"))) == [mine.pk]


def test_a_tutor_finds_the_files_of_their_own_and_those_of_nobody(signed_in, two_services, file_at):
    own, somebody_else = two_services.tutor, tutor(two_services.saint_denis)
    youths = [
        YouthFactory(service=two_services.saint_denis, tutor=person)
        for person in (own, None, somebody_else)
    ]
    with perimeter([two_services.saint_denis]):
        for youth in youths:
            start_following(youth)
        Action.objects.update(person=None)
    response = signed_in(own).get(queue(etape="jeune"))
    assert [row.action.youth_id for row in response.context["rows"]] == [
        youth.pk for youth in youths[:2]
    ]


def test_my_team_leaves_out_what_others_owe(client, file_at):
    file_at(Stage.SENT)
    team = verbs_on(client.get(queue(onglet="mon-equipe", etape="sent")))
    everything = verbs_on(client.get(queue(onglet="tout", etape="sent")))
    assert team == [PlacementVerb.CALL_COMPANY]
    assert sorted(everything) == [PlacementVerb.ANSWER, PlacementVerb.CALL_COMPANY]


def test_companies_and_buyers_have_their_tabs(client, two_services, file_at):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        keys = Placement.objects.get(pk=placement.pk).as_subject()
        for verb in (PlacementVerb.ASK_BUYER, PlacementVerb.COMMITMENT_REMINDER):
            Action.objects.create(
                verb=verb,
                actor=Actor.COORDINATOR,
                due=timezone.localdate(),
                opened_at=timezone.now(),
                **keys,
            )
    declare(OfferFactory(service=two_services.saint_denis, stage="declared"))
    companies = verbs_on(client.get(queue(onglet="entreprises")))
    assert sorted(companies) == [PlacementVerb.ANSWER, PlacementVerb.CALL_COMPANY]
    buyers = verbs_on(client.get(queue(onglet="acheteurs")))
    assert sorted(buyers) == [PlacementVerb.ASK_BUYER, PlacementVerb.COMMITMENT_REMINDER]


def test_each_tab_says_how_many_it_holds(client, file_at):
    file_at(Stage.SENT)
    response = client.get(queue(onglet="tout"))
    for tab, number, url, _ in response.context["tabs"]:
        page = client.get(url).context["page"]
        assert page.paginator.count == number, tab.slug
    assert response.context["page"].paginator.count > 1


def test_the_national_team_sees_what_climbed_up_to_it_and_nobody_s_file(
    signed_in, two_services, file_at
):
    file_at(Stage.SENT)
    national, _ = Service.objects.get_or_create(
        kind=ServiceKind.NATIONAL, department=None, defaults={"name": "Équipe nationale"}
    )
    offer = OfferFactory(service=two_services.nice)
    climbed = Action.objects.create(
        verb=OfferVerb.ANSWER_OFFER,
        actor=Actor.NATIONAL,
        due=timezone.localdate(),
        opened_at=timezone.now(),
        offer=offer,
        service=national,
    )
    person = signed_in(UserFactory(roles=[Role.NATIONAL]))
    for tab in ("a-moi", "tout"):
        assert keys_on(person.get(queue(onglet=tab))) == [climbed.pk]
    sheet = person.get(f"/admin/suivi/enchainer/?action={climbed.pk}")
    assert sheet.context["sheet"].steps == []
    person.post(sheet.context["call_url"], {"fait": "1", "text": "Vu avec la région"})
    assert not Action.objects.open().filter(pk=climbed.pk).exists()


def test_the_next_thing_to_do_is_one_tap_away(client, two_services, file_at):
    placement = file_at(Stage.SENT)
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        start_following(youth)
    page = client.get(queue(onglet="tout")).content.decode()
    assert f"/admin/suivi/rapprocher/{youth.code}/" in page
    assert f"/admin/suivi/offres/{placement.offer.code}/rapprocher/" not in page
    assert "Noter l&#x27;appel" in page or "Noter l'appel" in page


# Filters and words


def test_filters_narrow_and_are_taken_off_by_the_same_link(client, file_at, make_late):
    sent, met = file_at(Stage.SENT), file_at(Stage.MEETING)
    make_late(sent, 10, verb=PlacementVerb.CALL_COMPANY)
    late = client.get(queue(onglet="tout", retard="1", etape="sent"))
    assert verbs_on(late) == [PlacementVerb.CALL_COMPANY]
    meeting = client.get(queue(onglet="tout", type="reunion"))
    assert {row.action.placement_id for row in meeting.context["rows"]} == {met.pk}
    on = [choice for choice in late.context["quick"] if choice.on]
    assert [choice.url for choice in on] == ["?onglet=tout&etape=sent"]


def test_a_filter_that_means_nothing_is_left_out(client, file_at):
    file_at(Stage.SENT)
    odd = {"onglet": "x", "etape": "x", "type": "x", "service": "1'", "veille": "x", "p": "zz"}
    assert client.get(queue(**odd)).status_code == 200


def test_an_empty_filter_says_so_and_leads_back(client, file_at):
    file_at(Stage.SENT)
    page = client.get(queue(onglet="tout", etape="review")).content.decode()
    assert "Aucune action ne répond à ce filtre" in page


def test_each_action_has_one_kind_in_the_filter():
    known = [*PlacementVerb, *YouthVerb, *OfferVerb]
    sorted_out = [verb for kind in KINDS.values() for verb in kind.verbs]
    assert sorted(known) == sorted(sorted_out)


def test_a_climbed_action_is_marked(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT))[0]
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk=action.pk).update(escalated_on=timezone.localdate())
    response = client.get(queue(onglet="tout", remontee="1"))
    assert keys_on(response) == [action.pk]
    assert "remontée aux coordonnateurs du service" in response.content.decode()


def test_today_is_said_in_words(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT))[0]
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk=action.pk).update(due=timezone.localdate())
    row = client.get(queue(onglet="tout")).context["rows"][0]
    assert (row.action.pk, row.card.due) == (action.pk, "aujourd'hui")


# Taking


def test_take_and_give_back_in_one_tap(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT), verb=PlacementVerb.CALL_COMPANY)[0]
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk=action.pk).update(person=None)
    here = queue(onglet="mon-equipe")
    response = client.post("/admin/suivi/actions/", {"prendre": action.pk, "next": here})
    assert response.headers["location"] == here
    assert open_actions(pk=action.pk)[0].person == two_services.coordinator
    assert "est à vous" in client.get(here).content.decode()
    client.post("/admin/suivi/actions/", {"rendre": action.pk, "next": here})
    assert open_actions(pk=action.pk)[0].person is None


def test_the_ticked_ones_are_taken_and_those_of_somebody_else_are_told(
    client, two_services, file_at, open_actions
):
    file_at(Stage.SENT), file_at(Stage.RESERVED)
    actions = open_actions(actor=Actor.TUTOR)
    with perimeter([two_services.saint_denis]):
        Action.objects.filter(pk__in=[a.pk for a in actions[1:]]).update(person=None)
    keys = [action.pk for action in actions]
    page = client.post("/admin/suivi/actions/", {"actions": keys}, follow=True).content.decode()
    assert f"{len(keys) - 1} actions sont à vous." in page
    assert "s&#x27;en occupe déjà" in page
    assert [a.person for a in open_actions(pk__in=keys[1:])] == [two_services.coordinator] * (
        len(keys) - 1
    )


def test_what_a_company_owes_cannot_be_taken(client, two_services, file_at, open_actions):
    action = open_actions(placement=file_at(Stage.SENT), verb=PlacementVerb.ANSWER)[0]
    client.post("/admin/suivi/actions/", {"actions": [action.pk]})
    assert open_actions(pk=action.pk)[0].person is None


def test_nothing_ticked_is_said(client):
    page = client.post("/admin/suivi/actions/", follow=True).content.decode()
    assert "Cochez d&#x27;abord" in page


def test_hands_lead_nowhere_else(client):
    response = client.post("/admin/suivi/actions/", {"next": "https://exemple.invalid/"})
    assert response.headers["location"] == queue()


# Queries


def queries_of(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def many_files(service, number):
    """Actions of three kinds of subjects, each kind with its own young people and companies."""
    with perimeter([service]):
        for _ in range(number):
            youth = YouthFactory(service=service)
            start_following(youth)
            slot = realistic_slot(service)
            declare(slot.offer)


def test_ten_or_a_hundred_rows_make_the_same_number_of_queries(
    client, two_services, file_at, monkeypatch
):
    monkeypatch.setattr("matching.views.queue.PER_PAGE", 100)
    file_at(Stage.SENT)
    many_files(two_services.saint_denis, 4)
    url = queue(onglet="tout")
    client.get(url)
    few = queries_of(client, url)
    rows = len(client.get(url).context["rows"])
    many_files(two_services.saint_denis, 40)
    for _ in range(3):
        file_at(Stage.SENT)
    assert queries_of(client, url) == few
    assert rows <= 12 and len(client.get(url).context["rows"]) >= 80
    assert few <= 30


def test_pages_hold_twenty_five(client, two_services):
    many_files(two_services.saint_denis, 14)
    first = client.get(queue(onglet="tout"))
    assert len(first.context["rows"]) == 25
    last = client.get(queue(onglet="tout", p="999"))
    assert len(last.context["rows"]) == 3
    assert not set(keys_on(first)) & set(keys_on(last))


def test_the_last_page_of_one_service_among_many_is_read_by_the_index(two_services):
    """The plan of the queue's page, on a table filled as a country fills it."""
    offer = OfferFactory(service=two_services.saint_denis)
    services = [
        Service(name=f"PSAD {n}", kind=ServiceKind.PSAD, department=offer.service.department)
        for n in range(40)
    ]
    Service.objects.bulk_create(services)
    now, today = timezone.now(), timezone.localdate()
    Action.objects.bulk_create(
        Action(
            verb=f"essai-{n}",
            actor=Actor.COORDINATOR,
            due=today + timedelta(days=n % 97),
            opened_at=now,
            offer=offer,
            service=services[n % 40],
        )
        for n in range(8000)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze workflow_action")
    page = Action.objects.open().in_services([services[0].pk]).oldest_first().values("pk")
    plan = page[175:200].explain()
    assert "Index" in plan
    assert "Seq Scan" not in plan


def test_a_call_moves_the_row_to_its_new_date(client, two_services, file_at, make_late):
    placement = file_at(Stage.SENT)
    make_late(placement, 10, verb=PlacementVerb.CALL_COMPANY)
    with perimeter([two_services.saint_denis]):
        record_call(
            Placement.objects.get(pk=placement.pk), by=two_services.tutor, outcome="message_left"
        )
    response = client.get(queue(onglet="mon-equipe", etape="sent"))
    row = response.context["rows"][0]
    assert row.card.due.startswith("dans 2 jours")
    assert row.last.label == "Appel : message laissé"
