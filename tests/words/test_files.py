"""What a file keeps of a choice: the category for the rules, the word as it stood for people."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.integrity import broken_promises
from matching.placements.workflow import PLACEMENTS
from psf.perimeter.scope import perimeter
from psf.words import changes
from psf.words.choosing import words_of
from psf.words.lists import LISTS
from psf.words.operations import MoveToWords
from psf.workflow.models import Event
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy(creteil):
    return creteil.academy


@pytest.fixture
def person():
    return UserFactory()


def add(name, academy, label, category, person):
    return changes.add(
        LISTS[name],
        academy,
        label=label,
        help="",
        category=category,
        since=timezone.localdate(),
        by=person,
    )


def again(placement):
    with perimeter([placement.service_id]):
        return Placement.objects.select_related("end_word").get(pk=placement.pk)


def move_page(placement, name):
    return reverse("work:move", args=[placement.code, name])


def test_the_word_of_the_academie_is_asked_kept_and_shown(creteil, nice, academy, person):
    word = add("withdrawn", academy, "parti en colonie", "youth_declines", person)
    page = move_page(creteil.placement, "withdraw")
    assert "parti en colonie" in creteil.client.get(page).text
    assert "parti en colonie" not in nice.client.get(move_page(nice.placement, "withdraw")).text
    creteil.client.post(page, {"reason": word.key})
    file = again(creteil.placement)
    assert (file.stage, file.end_reason) == (PlacementStage.WITHDRAWN, "youth_declines")
    assert file.end_reason_label == "parti en colonie"
    with perimeter([creteil.service]):
        event = Event.objects.get(placement=file, name="withdraw")
    assert (event.reason, event.reason_label, event.word) == (
        "youth_declines",
        "parti en colonie",
        word,
    )
    assert "parti en colonie" in creteil.client.get(reverse("work:file", args=[file.code])).text


def test_a_word_of_another_academie_is_refused(creteil, nice, person):
    word = add("withdrawn", nice.academy, "parti en mer", "youth_declines", person)
    answer = creteil.client.post(move_page(creteil.placement, "withdraw"), {"reason": word.key})
    assert answer.status_code == 200
    assert again(creteil.placement).stage == PlacementStage.RESERVED


def test_a_file_keeps_the_former_word_once_it_is_renamed(creteil, academy, person):
    creteil.client.post(move_page(creteil.placement, "withdraw"), {"reason": "youth_declines"})
    word = next(w for w in words_of(LISTS["withdrawn"], academy.pk) if w.key == "youth_declines")
    changes.rename(
        LISTS["withdrawn"],
        academy,
        word,
        label="le jeune préfère attendre",
        help="",
        since=timezone.localdate(),
        by=person,
    )
    assert again(creteil.placement).end_reason_label == "le jeune renonce"


def test_undone_the_file_keeps_no_word(creteil):
    with perimeter([creteil.service]):
        file = creteil.placement
        PLACEMENTS.perform(file, "withdraw", by=creteil.coordinator, reason="other")
        assert file.end_word is not None
        PLACEMENTS.undo(file, by=creteil.coordinator, text="Erreur")
        assert (file.end_reason, file.end_word) == ("", None)


def test_rows_in_place_get_the_national_word_of_their_code_in_every_service(creteil, nice):
    with perimeter([creteil.service, nice.service]):
        for each in (creteil, nice):
            PLACEMENTS.perform(each.placement, "withdraw", by=each.coordinator, reason="other")
        # As before the words: codes alone.
        Placement.objects.update(end_word=None)
        Event.objects.update(word=None)
    from django.apps import apps

    moves = [
        MoveToWords("matching_placement", "end_reason", "end_word", "withdrawn", "t.stage = 'withdrawn'"),
        MoveToWords("matching_placement", "end_reason", "end_word", "not_retained", "t.stage = 'not_retained'"),
        MoveToWords("workflow_event", "reason", "word", "withdrawn", "t.name = 'withdraw'"),
    ]  # fmt: skip
    with connection.schema_editor(atomic=True) as editor:
        for move in moves:
            move.code(apps, editor)
    for each in (creteil, nice):
        file = again(each.placement)
        assert (file.end_word.list_name, file.end_word.label) == ("withdrawn", "autre motif")
        assert file.end_reason == "other"
        with perimeter([each.service]):
            assert Event.objects.get(placement=file, name="withdraw").word == file.end_word


def test_a_reason_without_its_word_is_said_by_the_nightly_check(creteil):
    with perimeter([creteil.service]):
        PLACEMENTS.perform(
            creteil.placement, "withdraw", by=creteil.coordinator, reason="other_solution"
        )
        said = f"parcours dont un motif n'a pas son mot : {creteil.placement}"
        assert said not in broken_promises()
        Placement.objects.update(end_word=None)
        assert said in broken_promises()
