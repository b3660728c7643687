"""The dossier answers: what next, who, until when, what happened last, why is this closed."""

import re
from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements import clock
from matching.placements.calls import record_call
from matching.placements.clock.rule import log_clock
from offers.enums import ContactRole
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.enums import EventKind
from psf.workflow.models import Event
from tests.factories.journey import move_into_the_past
from tests.factories.offers import CompanyContactFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_a_file_shows_at_every_stage(client, file_at, stage):
    placement = file_at(stage)
    answer = client.get(f"/admin/suivi/{placement.code}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert placement.code in page
    assert "À faire maintenant" in page and "Dernier événement" in page


def read(client, placement) -> str:
    return unescape(client.get(f"/admin/suivi/{placement.code}/").content.decode())


def block(client, placement, name) -> BeautifulSoup:
    """The part of the dossier of that id."""
    return BeautifulSoup(read(client, placement), "html.parser").find(id=name)


def words(part) -> str:
    return " ".join(part.get_text(" ").split())


def card(client, placement, label) -> str:
    """What the card of that action says."""
    cards = block(client, placement, "maintenant").select(".work-card")
    return next(words(each) for each in cards if each.h3.get_text() == label)


def test_it_says_what_next_who_until_when_and_why_a_button_is_closed(client, file_at):
    placement = file_at(PlacementStage.CONVENTION)
    page = read(client, placement)
    assert "Faire signer la convention" in page
    assert str(placement.tutor) in page
    assert "dans 14 jours" in page
    assert "Jeune accepté par l'entreprise" in page and "au nom de : entreprise" in page
    assert "Fermé : Emploi du temps" in page


def test_a_late_action_says_so_in_words(client, file_at, two_services):
    placement = file_at(PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 10)
    assert "en retard de 7 jours" in read(client, placement)


def test_consulting_it_is_logged_once_without_a_value(client, file_at, two_services):
    placement = file_at()
    read(client, placement)
    with perimeter([two_services.saint_denis]):
        trace = AccessLog.objects.get(user=two_services.coordinator)
    assert (trace.code, trace.door) == (placement.youth.code, AccessLog.Door.FILE)


def test_it_makes_as_many_queries_for_a_long_history_as_for_a_short_one(
    client, file_at, two_services
):
    placement = file_at(PlacementStage.IN_COMPANY)
    read(client, placement)
    with CaptureQueriesContext(connection) as short:
        read(client, placement)
    with perimeter([two_services.saint_denis]):
        for _ in range(40):
            record_call(placement, by=two_services.tutor, outcome="no_answer")
    with CaptureQueriesContext(connection) as long:
        read(client, placement)
    assert len(long) == len(short)
    assert len(short) <= 62


def test_an_ended_file_says_what_follows_for_the_young_person_and_the_offer(client, file_at):
    placement = file_at(PlacementStage.NOT_RETAINED)
    page = read(client, placement)
    assert "Proposer un parcours au jeune" in page and "dans 7 jours" in page
    assert re.search(r"/admin/suivi/rapprocher/J-\d{4}-\d+/", page)


def test_a_tutor_reads_that_an_action_is_theirs(signed_in, file_at, two_services):
    page = read(signed_in(two_services.tutor), file_at())
    assert re.search(r"<dd>\s*vous\s*</dd>", page)


def test_what_is_far_stands_under_later(client, file_at):
    text = words(block(client, file_at(PlacementStage.RESERVED), "maintenant"))
    now, later = text.split("Plus tard")
    assert "Appeler l'entreprise" in now and "Appeler l'entreprise" not in later
    assert "Préparer le dossier du jeune" in later


def test_the_only_thing_to_do_is_to_do_now_however_far(client, file_at, two_services):
    placement = file_at(PlacementStage.RESERVED)
    with perimeter([two_services.saint_denis]):
        record_call(placement, by=two_services.tutor, outcome="reached")
    text = words(block(client, placement, "maintenant"))
    assert "Préparer le dossier du jeune" in text and "Plus tard" not in text


def test_the_meeting_says_its_day_and_until_when_to_decide(client, file_at):
    placement = file_at(PlacementStage.MEETING)
    with all_services("test"):
        Placement.objects.update(meeting_at=timezone.now() + timedelta(hours=1))
    said = card(client, placement, "Tenir la réunion de présentation et décider")
    assert re.search(r"réunion le \d\d/\d\d à \d\d:\d\d, décision avant le \d\d/\d\d", said)


def test_missing_signatures_and_opinions_are_named(client, file_at):
    said = card(client, file_at(PlacementStage.CONVENTION), "Faire signer la convention")
    assert "Signatures attendues entreprise, établissement, jeune, tuteur entreprise" in said
    placement = file_at(PlacementStage.REVIEW)
    assert "aucun n'est saisi" in card(client, placement, "Terminer le bilan croisé")
    client.post(
        f"/admin/suivi/{placement.code}/review/",
        {
            "lines-TOTAL_FORMS": 1,
            "lines-INITIAL_FORMS": 0,
            "lines-0-skill": "Ranger",
            "lines-0-by_youth": "acquired",
        },
    )
    said = card(client, placement, "Terminer le bilan croisé")
    assert "Avis attendus entreprise, tuteur pédagogique" in said


def test_asking_the_buyer_shows_whom_and_under_which_contract(client, file_at, two_services):
    placement = file_at(PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 8)
        clock.run()
    part = block(client, placement, "maintenant")
    contract = placement.offer.contract
    assert part.find("a", href=f"tel:{contract.contact.phone.replace(' ', '')}")
    said = words(part)
    assert contract.contact.name in said and contract.reference in said


def test_a_climbed_action_says_to_whom_and_since_when(client, file_at, two_services):
    placement = file_at(PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        move_into_the_past(placement, 25)
        clock.run()
    said = words(block(client, placement, "maintenant"))
    assert re.search(r"remontée : retard signalé aux coordonnateurs du service le \d\d/\d\d", said)


def test_notices_of_lateness_in_a_row_are_one_line_that_opens(client, file_at, two_services):
    placement = file_at(PlacementStage.SENT)
    before = len(block(client, placement, "historique").select(".work-timeline > li"))
    with perimeter([two_services.saint_denis]):
        for number in range(3):
            Event.objects.create(
                kind=EventKind.CLOCK,
                name="escalate",
                label=f"En retard, signalé : {number}",
                at=placement.stage_since,
                **placement.as_subject(),
            )
    history = block(client, placement, "historique")
    assert len(history.select(".work-timeline > li")) == before + 1
    folded = history.find("details", class_="work-late")
    assert "3 retards signalés" in words(folded.summary)
    assert len(folded.select(".work-event")) == 3


def test_giving_up_a_move_leads_back_to_where_one_came_from(client, file_at):
    url = f"/admin/suivi/{file_at(PlacementStage.SENT).code}/not_retained/"

    def way_back(query=""):
        page = BeautifulSoup(client.get(url + query).content, "html.parser")
        return page.find("a", string="Revenir sans enregistrer")["href"]

    assert way_back() == url.removesuffix("not_retained/")
    assert way_back("?next=/admin/suivi/") == "/admin/suivi/"
    assert way_back("?next=/admin/suivi/&retour=/admin/") == "/admin/"
    assert way_back("?retour=https://ailleurs.invalid/") == url.removesuffix("not_retained/")


def test_a_meeting_that_is_past_asks_what_it_gave(client, file_at):
    placement = file_at(PlacementStage.MEETING)
    with all_services("test"):
        Placement.objects.update(meeting_at=timezone.now() - timedelta(days=3))
    said = card(client, placement, "Tenir la réunion de présentation et décider")
    assert "dites ce qu'elle a donné" in said
    assert "pas encore confirmée" not in read(client, placement)


def test_the_last_event_is_what_moved_not_what_the_clock_signals(client, file_at):
    placement = file_at(PlacementStage.SENT)
    with all_services("test"):
        log_clock(placement, "ladder_ask_buyer", "Sans réponse depuis 7 jours", timezone.now())
    text = words(block(client, placement, "dernier"))
    assert "Sans réponse depuis" not in text and "transmis" in text.lower()


def test_among_those_to_call_the_tutor_of_the_place_is_known(client, file_at):
    placement = file_at(PlacementStage.MEETING)
    slot = placement.host_slot
    CompanyContactFactory(company=placement.offer.company, role=ContactRole.TUTOR)
    said = words(block(client, placement, "appel"))
    assert f"{slot.tutor.name} tuteur entreprise de cette place" in said
    assert said.count("de cette place") == 1
