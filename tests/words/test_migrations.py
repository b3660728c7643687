"""The migrations of words, back and forth, on a database that holds choices."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from matching.enums import NoOpinionReason, PlacementStage
from matching.models import Placement, Review
from matching.placements.calls import record_call
from matching.placements.workflow import PLACEMENTS
from psf.perimeter.scope import perimeter
from psf.words.models import Word
from psf.workflow.enums import CallOutcome
from psf.workflow.models import Event
from tests.factories.journey import journey
from tests.own_database import db, transactional_db  # noqa: F401

BEFORE = [("workflow", "0010_undo_days_for_imports"), ("matching", "0040_reminder_pause")]


def migrate(targets) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


@pytest.mark.long
@pytest.mark.database
def test_the_words_of_calls_go_and_come_back_with_choices_in_place(two_services):
    service, by = two_services.saint_denis, two_services.tutor
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    file = journey(service, to=PlacementStage.REVIEW)
    with perimeter([service]):
        call = record_call(file, by=by, outcome=CallOutcome.NO_ANSWER)
        PLACEMENTS.perform(
            file,
            "give_up_opinion",
            by=by,
            reason=NoOpinionReason.LEFT,
            data={"people": ["by_company"]},
        )
    words = Word.objects.count()
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from information_schema.columns"
            " where table_name = 'matching_review' and column_name = 'without_company_word_id'"
        )
        assert cursor.fetchone() == (0,)
    migrate(latest)
    assert Word.objects.count() == words
    with perimeter([service]):
        review = Review.objects.get(placement=file)
        assert review.without_company == NoOpinionReason.LEFT
        word = review.without_company_word
        assert (word.list_name, word.key) == ("no_opinion", "left")
        assert Event.objects.get(pk=call.pk).word.key == "no_answer"
        assert Placement.objects.get(pk=file.pk).stage == PlacementStage.REVIEW
