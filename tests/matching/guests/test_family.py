"""The young person and the guardian, in plain words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Youth
from matching.placements.workflow import PLACEMENTS
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.matching import years_ago
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting_to_come(file_at, two_services):
    """A file whose meeting is in five days."""
    placement = file_at(Stage.MEETING)
    with perimeter([two_services.saint_denis]):
        later = timezone.now() + timedelta(days=5)
        PLACEMENTS.perform(
            placement,
            "postpone",
            by=placement.tutor,
            data={"meeting_at": later, "meeting_place": "Atelier, 3 rue du Canal"},
        )
    return placement


@pytest.mark.parametrize("guardian", [False, True])
@pytest.mark.parametrize("stage", PlacementStage.values)
def test_each_stage_has_a_page_with_somebody_to_call(visit, file_at, family_link, stage, guardian):
    page = visit(family_link(file_at(stage), guardian=guardian)).page()
    assert page.status_code == 200
    assert 'href="tel:0199001234"' in page.content.decode()


def test_the_meeting_says_where_when_and_whom_to_call(visit, meeting_to_come, family_link):
    text = visit(family_link(meeting_to_come)).text()
    assert "Atelier, 3 rue du Canal" in text
    assert "Je serai là" in text
    assert "Je ne peux pas venir" in text


def test_one_tap_confirms_and_a_second_one_changes_nothing(
    visit, meeting_to_come, family_link, seen
):
    visitor = visit(family_link(meeting_to_come))
    before = visitor.page().context["seen"]
    assert visitor.answers("confirm_meeting").status_code == 302
    assert seen(meeting_to_come).meeting_confirmed_on == timezone.localdate()
    events = seen(meeting_to_come).last.pk
    again = visitor.client.post(f"{visitor.url}confirm_meeting/", {"seen": before})
    assert again.status_code == 302
    assert seen(meeting_to_come).last.pk == events
    text = visitor.text()
    assert "Venue confirmée" in text
    assert "Je serai là" not in text


def test_a_new_date_asks_again(visit, meeting_to_come, family_link, seen, two_services):
    visit(family_link(meeting_to_come)).answers("confirm_meeting")
    with perimeter([two_services.saint_denis]):
        later = timezone.now() + timedelta(days=9)
        placement = seen(meeting_to_come)
        PLACEMENTS.perform(placement, "postpone", by=placement.tutor, data={"meeting_at": later})
    assert seen(meeting_to_come).meeting_confirmed_on is None


def test_who_cannot_come_opens_a_postponement_for_the_tutor(
    visit, meeting_to_come, family_link, seen
):
    visitor = visit(family_link(meeting_to_come))
    assert visitor.answers("cannot_come", {}).status_code == 200
    answer = visitor.answers(
        "cannot_come", {"reason": "transport", "free": ["mornings", "wednesdays"]}
    )
    assert answer.status_code == 302
    found = seen(meeting_to_come)
    action = found.verbs["move_meeting"]
    assert action.person == found.tutor
    assert action.due > timezone.localdate()
    assert "le matin, le mercredi" in found.last.text
    assert found.stage == Stage.MEETING


@pytest.mark.parametrize(
    ("guardian", "verb"), [(False, "call_back_youth"), (True, "call_back_guardian")]
)
def test_asking_to_be_called_opens_a_call_that_outlives_the_stage(
    visit, file_at, family_link, guardian, verb, two_services
):
    placement = file_at(Stage.SENT)
    assert visit(family_link(placement, guardian=guardian)).answers("ask_call").status_code == 302
    with perimeter([two_services.saint_denis]):
        PLACEMENTS.perform(placement, "withdraw", by=placement.tutor, reason="other_solution")
        action = Action.objects.open().get(verb=verb)
        assert (action.youth_id, action.placement_id) == (placement.youth_id, None)


def test_the_guardian_of_somebody_of_age_sees_nothing_any_more(
    visit, file_at, family_link, two_services
):
    placement = file_at(Stage.SENT)
    visitor = visit(family_link(placement, guardian=True))
    assert visitor.page().status_code == 200
    with perimeter([two_services.saint_denis]):
        Youth.objects.filter(pk=placement.youth_id).update(birth_date=years_ago(18))
        name = Youth.objects.get(pk=placement.youth_id).first_name
    page = visitor.page()
    assert page.status_code == 410
    assert name not in page.content.decode()
    assert visitor.client.post(f"{visitor.url}ask_call/", {}).status_code == 410


def test_the_first_day_says_route_clothes_meals_money_and_whom_to_warn(visit, file_at, family_link):
    placement = file_at(Stage.IN_COMPANY)
    offer = placement.offer
    offer.transport, offer.meals = "Bus 255, arrêt Canal", "Micro-ondes sur place"
    offer.save()
    text = visit(family_link(placement)).text()
    for words in ("Bus 255", "Micro-ondes", "Tenue", "Argent", "tel:0199001122", "Horaires"):
        assert words in text, words
