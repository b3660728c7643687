"""Why a company does not answer: asked of people, never of the clock, and always counted."""

from django.urls import reverse

from matching.enums import PlacementStage, SilenceReason
from matching.placements import clock
from matching.placements.workflow import PLACEMENTS
from tests.matching.workflow.test_life import perform, send


def silent(world, until):
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(until))
    placement.refresh_from_db()
    return placement


def test_a_release_that_nobody_explained_is_counted_as_such_then_explained(world, client):
    placement = silent(world, 40)
    assert placement.stage == PlacementStage.UNANSWERED
    assert placement.silence_reason == SilenceReason.NO_ANSWER
    client.force_login(world.coordinator)
    page = reverse("work:move", args=[placement.code, "say_silence"])
    asked = client.get(page).text
    assert "pris pour un stage ordinaire" in asked and "Pourquoi l&#x27;entreprise" in asked
    assert "Choisissez un motif." in client.post(page, {}).text
    client.post(page, {"reason": SilenceReason.ORDINARY_STAGE})
    placement.refresh_from_db()
    assert placement.silence_reason_label == "pris pour un stage ordinaire"
    assert "pris pour un stage ordinaire" in client.get(f"/admin/suivi/{placement.code}/").text


def test_what_was_said_before_the_release_stays(world):
    placement = silent(world, 20)
    perform(world, placement, "say_silence", 20, reason=SilenceReason.CONTACT_GONE)
    clock.run(now=world.day(40))
    placement.refresh_from_db()
    assert placement.stage == PlacementStage.UNANSWERED
    assert placement.silence_reason == SilenceReason.CONTACT_GONE


def test_nobody_explains_a_silence_that_is_none(world):
    placement = world.reserve()
    send(world, placement)
    refusal = PLACEMENTS.refusal(placement, "say_silence", world.tutor, now=world.day(3))
    assert refusal.startswith("L'entreprise a encore le temps de répondre")
    assert PLACEMENTS.refusal(placement, "say_silence", world.tutor, now=world.day(7)) is None
