"""What of a file leaves for the company: its texts and files, their imprint, who agreed to it.

Whatever changes here after an agreement or an approval makes it void.
"""

import hashlib
import json

from matching.models import Agreement, Placement
from psf.documents.enums import FOR_COMPANY, FileKind
from psf.documents.models import StoredFile

BY_HAND: dict[str, str] = {FileKind.CV: "cv_by_hand", FileKind.LETTER: "letter_by_hand"}


def imprint(placement: Placement) -> str:
    """Of the presentation and of the files that the company may ever open."""
    files = StoredFile.objects.attached().filter(placement=placement, kind__in=FOR_COMPANY)
    found = files.order_by("kind", "masked").values_list("kind", "masked", "blob__sha256")
    return _digest([placement.goals, placement.helps, placement.avoid, *map(list, found)])


def schedule_imprint(placement: Placement) -> str:
    """Of the dates, hours and school that the convention states."""
    periods = placement.periods.order_by("starts_on", "pk").values_list(
        "starts_on", "ends_on", "days", "day_start", "day_end", "break_minutes"
    )
    return _digest([placement.hours, placement.school_id, *map(list, periods)])


def without_file(placement: Placement) -> list[str]:
    """Kinds of paper that the company will find no file of: « cv », « letter »."""
    there = set(
        StoredFile.objects.readable_by_a_company()
        .filter(placement=placement)
        .values_list("kind", flat=True)
    )
    return [kind for kind in BY_HAND if kind not in there]


def agreement_of(placement: Placement) -> Agreement | None:
    """The young person's agreement to what would leave now, or None."""
    return placement.agreements.filter(profile=imprint(placement)).first()


def is_out(placement: Placement) -> bool:
    """Whether the company may open what is put into the file."""
    return bool(placement.kind.papers) and placement.sent_on is not None


def _digest(values: list) -> str:
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()
