"""What is said before an invented profile leaves: the young person agrees, the guardian knows."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from matching.enums import Said


def said(moment: datetime) -> dict[str, Any]:
    """On the day of `moment`, by telephone; CV and letter go with the young person."""
    day: date = timezone.localdate(moment)
    return {
        "agreed_by": Said.PHONE,
        "agreed_on": day,
        "guardian_told_by": Said.PHONE,
        "guardian_told_on": day,
        "cv_by_hand": True,
        "letter_by_hand": True,
    }
