"""What the young person and the guardian said of one company, kept before the profile leaves."""

from matching.enums import ChoiceReason, Said
from matching.models import Agreement
from matching.placements import profile
from psf.workflow.machine import Move


def keep_what_was_said(move: Move) -> None:
    """The agreement, unless it stands already; when the guardian was told; papers brought by hand."""
    data, placement = move.data, move.subject
    if profile.agreement_of(placement) is None:
        keep_agreement(move)
    if data.get("guardian_told_on"):
        move.change(
            guardian_told_on=data["guardian_told_on"], guardian_told_by=data["guardian_told_by"]
        )
    move.change(**{name: bool(data[name]) for name in profile.BY_HAND.values() if name in data})


def keep_agreement(move: Move) -> None:
    """To what would leave now: given by their link, or heard by somebody on a day."""
    data = move.data
    by_link = move.guest is not None
    move.journal.create(
        Agreement,
        placement=move.subject,
        medium=Said.LINK if by_link else data["agreed_by"],
        said_on=move.today if by_link else data["agreed_on"],
        said_to=None if by_link else data.get("agreed_to") or move.by,
        recorded_by=move.by,
        recorded_at=move.now,
        profile=profile.imprint(move.subject),
    )


def look_elsewhere(move: Move) -> None:
    """The young person chose: the file ends without a reason asked, and nothing they said is kept."""
    move.text = ""
    move.change(end_reason=ChoiceReason.ANOTHER_COMPANY, closed_on=move.today)
