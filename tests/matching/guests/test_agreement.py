"""Before anything leaves, the young person reads what the company would, and says yes or no."""

import pytest

from matching.documents.attaching import attach
from matching.enums import PlacementStage, Said
from matching.models import Agreement, Placement
from matching.placements.workflow import PLACEMENTS
from psf.documents.content import accept
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.documents import samples
from tests.matching.workflow.test_matrix import file_at as file_in_state

pytestmark = pytest.mark.django_db
Stage = PlacementStage


@pytest.fixture
def ready(two_services):
    placement = file_in_state("R", two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        attach(placement, "cv", accept(samples.pdf("cv")), by=placement.tutor, masked=True)
    return placement


def shown(page) -> str:
    return page.split('name="shown" value="')[1].split('"')[0]


def test_the_question_comes_by_a_message_and_says_that_nothing_left(ready, two_services):
    with perimeter([two_services.saint_denis]):
        PLACEMENTS.perform(ready, "ask_agreement", by=ready.tutor)
        message = Message.objects.get(kind="youth_agreement")
        assert "Rien n'est parti" in message.body
        assert not Message.objects.filter(recipient="company").exists()


def test_yes_is_said_on_the_page_that_shows_what_would_leave(ready, visit, family_link, seen):
    visitor = visit(family_link(ready))
    page = visitor.text()
    assert "Découvrir un métier." in page
    assert "dire non ne change rien pour vous" in page
    assert visitor.page("document/1/").content == samples.pdf("cv")
    answer = visitor.answers("agree", {"shown": shown(page)})
    assert answer.status_code == 302
    with perimeter([ready.service_id]):
        agreement = Agreement.objects.get(placement=ready)
        assert (agreement.medium, agreement.said_to, agreement.recorded_by) == (
            Said.LINK,
            None,
            None,
        )
    assert "Vous êtes d’accord pour" in visitor.text()


def test_yes_to_something_else_than_what_was_read_is_not_taken(ready, visit, family_link):
    visitor = visit(family_link(ready))
    page = visitor.text()
    with perimeter([ready.service_id]):
        Placement.objects.filter(pk=ready.pk).update(goals="Autre chose.")
    assert visitor.answers("agree", {"shown": shown(page)}).status_code == 409
    with perimeter([ready.service_id]):
        assert not Agreement.objects.filter(placement=ready).exists()


def test_no_asks_for_no_reason_and_keeps_none(ready, visit, family_link, seen):
    visitor = visit(family_link(ready))
    form = visitor.text("decline/")
    assert "ne vous sera jamais reproché" in form
    assert "<textarea" not in form
    visitor.answers("decline", {"text": "Je ne veux pas.", "reason": "youth_declines"})
    found = seen(ready)
    assert (found.stage, found.sent_on) == (Stage.WITHDRAWN, None)
    assert (found.last.text, found.last.reason) == ("", "")


def test_the_guardian_decides_nothing_and_reads_no_profile(ready, visit, family_link):
    visitor = visit(family_link(ready, guardian=True))
    assert "Découvrir un métier." not in visitor.text()
    assert visitor.page("agree/").status_code == 404
    assert visitor.page("document/1/").status_code == 404


def test_what_was_sent_is_no_more_to_decide(file_at, visit, family_link):
    visitor = visit(family_link(file_at(Stage.SENT)))
    assert 'name="shown"' not in visitor.text()
    assert visitor.page("document/1/").status_code == 404
