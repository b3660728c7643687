"""The bilan croisé is filled, then closes the file."""

from matching.models import ReviewLine
from psf.workflow.machine import Move


def fill_review(move: Move) -> None:
    """Add or complete lines of the bilan: [{"skill", "by_youth", "by_company", "by_tutor"}]."""
    review = move.subject.review
    known = {line.skill: line for line in review.lines.all()}
    for line in move.data["lines"]:
        opinions = {name: line.get(name, "") for name in ("by_youth", "by_company", "by_tutor")}
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


def close_file(move: Move) -> None:
    """The bilan goes to the buyer."""
    move.journal.change(move.subject.review, completed_on=move.today, sent_to_buyer_on=move.today)
    move.change(closed_on=move.today, way_on=move.data["way_on"])
