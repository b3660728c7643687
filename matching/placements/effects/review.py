"""The bilan croisé is filled, then closes the file."""

from collections.abc import Iterable
from typing import Any

from matching.enums import WayOn
from matching.models import Review, ReviewLine
from matching.models.review import PEOPLE
from matching.placements.actions.presence import GIVE_OPINION
from psf.french.phrases import listed
from psf.words.models import Word
from psf.workflow.machine import Move
from psf.workflow.models.event import TEXT_LIMIT


def fill_review(move: Move) -> None:
    """Add or complete lines of the bilan: [{"skill", "by_youth", "by_company", "by_tutor"}]."""
    review = move.subject.review
    known = {line.skill: line for line in review.lines.all()}
    for line in move.data["lines"]:
        opinions = {name: line.get(name, "") for name in PEOPLE}
        former = known.get(line["skill"])
        given = [name for name in PEOPLE if opinions[name] != getattr(former, name, "")]
        opinion_came_after_all(move, *given)
        if line["skill"] in known:
            move.journal.change(known[line["skill"]], **opinions)
        else:
            move.journal.create(
                ReviewLine,
                placement=move.subject,
                review=review,
                skill=line["skill"],
                **opinions,
            )


def opinion_came_after_all(move: Move, *names: str) -> None:
    """Whoever speaks is not somebody whose opinion will never come."""
    move.journal.change(move.subject.review, **_without(names, "", None))


def _without(names: Iterable[str], code: str, word: Word | None) -> dict[str, Any]:
    """The columns that say why these opinions are not awaited, with the word chosen."""
    columns = [Review.column_without(name) for name in names]
    return {
        **dict.fromkeys(columns, code),
        **dict.fromkeys((f"{column}_word" for column in columns), word),
    }


def give_up_opinion(move: Move) -> None:
    """These opinions will never come: nobody is asked for them any more."""
    people = move.data["people"]
    move.journal.change(move.subject.review, **_without(people, move.reason, move.word))
    if "by_company" in people:
        move.close(GIVE_OPINION, outcome="impossible")
    names = listed([PEOPLE[name] for name in people])
    move.text = " – ".join(part for part in (names, move.text) if part)[:TEXT_LIMIT]


def close_file(move: Move) -> None:
    """The bilan goes to the buyer."""
    move.journal.change(move.subject.review, completed_on=move.today, sent_to_buyer_on=move.today)
    word = move.chosen(WayOn, move.data["way_on"])
    way_on = word.category if word else move.data["way_on"]
    move.change(closed_on=move.today, way_on=way_on, way_on_word=word)
