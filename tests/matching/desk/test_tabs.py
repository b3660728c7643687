"""Each tab of the queue holds what it says, and says how much."""

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import ANSWER, ASK_BUYER, COMMITMENT_REMINDER
from matching.youths.situations import start_following
from offers.actions import ANSWER_OFFER
from offers.workflow import declare
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.territories.enums import ServiceKind
from psf.territories.models import Service
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory, tutor
from tests.factories.matching import YouthFactory
from tests.factories.offers import OfferFactory

from .conftest import keys_on, queue, verbs_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def test_mine_is_what_i_took_and_what_nobody_took_in_my_capacities(
    client, two_services, file_at, open_actions
):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.get(pk=placement.pk)
        mine = Action.objects.create(
            verb=ASK_BUYER.verb,
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
    assert team == [CALL_COMPANY.verb]
    assert sorted(everything) == [ANSWER.verb, CALL_COMPANY.verb]


def test_companies_and_buyers_have_their_tabs(client, two_services, file_at):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        keys = Placement.objects.get(pk=placement.pk).as_subject()
        for verb in (ASK_BUYER.verb, COMMITMENT_REMINDER.verb):
            Action.objects.create(
                verb=verb,
                actor=Actor.COORDINATOR,
                due=timezone.localdate(),
                opened_at=timezone.now(),
                **keys,
            )
    declare(OfferFactory(service=two_services.saint_denis, stage="declared"))
    companies = verbs_on(client.get(queue(onglet="entreprises")))
    assert sorted(companies) == [ANSWER.verb, CALL_COMPANY.verb]
    buyers = verbs_on(client.get(queue(onglet="acheteurs")))
    assert sorted(buyers) == [ASK_BUYER.verb, COMMITMENT_REMINDER.verb]


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
        verb=ANSWER_OFFER.verb,
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
