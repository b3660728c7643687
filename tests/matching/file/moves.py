"""For each move on a file: the stage to start from, what is typed, and where it leads."""

from datetime import timedelta

from django.utils import timezone

from matching.enums import PlacementStage
from matching.ranking.calendar import proposed_period
from tests.factories.territories import SchoolFactory

Stage = PlacementStage


def day(offset=0) -> str:
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def schedule_of(placement) -> dict:
    """The fields of the schedule as proposed, with a school."""
    period = proposed_period(placement, timezone.localdate() + timedelta(days=7))
    return {
        "school": SchoolFactory().pk,
        "periods-TOTAL_FORMS": "1",
        "periods-INITIAL_FORMS": "1",
        "periods-0-starts_on": period.start.isoformat(),
        "periods-0-ends_on": period.end.isoformat(),
        "periods-0-days": list(period.days),
        "periods-0-day_start": f"{period.day_start:%H:%M}",
        "periods-0-day_end": f"{period.day_end:%H:%M}",
        "periods-0-break_minutes": period.break_minutes,
    }


def opinions(*skills) -> dict:
    data = {"lines-TOTAL_FORMS": str(len(skills)), "lines-INITIAL_FORMS": "0"}
    for index, skill in enumerate(skills):
        data |= {
            f"lines-{index}-skill": skill,
            f"lines-{index}-by_youth": "acquired",
            f"lines-{index}-by_company": "in_progress",
            f"lines-{index}-by_tutor": "acquired",
        }
    return data


def last_monday() -> str:
    today = timezone.localdate()
    return (today - timedelta(days=today.weekday() + 7)).isoformat()


MEETING = {"meeting_day": day(7), "meeting_time": "14:30", "meeting_place": "Dans l’atelier"}
# name: (stage before, what is typed, stage after)
MOVES = {
    "prepare": (Stage.RESERVED, {"goals": "Découvrir", "cv_ready_on": "on"}, Stage.RESERVED),
    "extend": (Stage.RESERVED, {"reason": "holidays"}, Stage.RESERVED),
    "plan_meeting": (Stage.SENT, MEETING, Stage.MEETING),
    "accept": (Stage.MEETING, {}, Stage.CONVENTION),
    "adapt": (Stage.MEETING, MEETING, Stage.MEETING),
    "postpone": (Stage.MEETING, MEETING | {"on_behalf_of": "company"}, Stage.MEETING),
    "missed": (Stage.MEETING, {"reason": "youth_absent"}, Stage.MEETING),
    "not_retained": (Stage.SENT, {"reason": "dates"}, Stage.NOT_RETAINED),
    "schedule": (Stage.CONVENTION, schedule_of, Stage.CONVENTION),
    "sign": (
        Stage.CONVENTION,
        {"parties": ["company", "youth"], "signed_on": day()},
        Stage.CONVENTION,
    ),
    "exceed": (Stage.CONVENTION, {"hours": "200"}, Stage.CONVENTION),
    "withdraw": (Stage.CONVENTION, {"reason": "youth_declines"}, Stage.WITHDRAWN),
    "check_in": (Stage.IN_COMPANY, {}, Stage.IN_COMPANY),
    "presence": (Stage.IN_COMPANY, {"week": last_monday(), "hours": "30"}, Stage.IN_COMPANY),
    "incident": (
        Stage.IN_COMPANY,
        {"kind": "conditions", "happened_on": day(), "text": "Sans vestiaire"},
        Stage.IN_COMPANY,
    ),
    "interrupt": (
        Stage.IN_COMPANY,
        {"last_day": day(-1), "reason": "company_stops"},
        Stage.REVIEW,
    ),
    "review": (Stage.REVIEW, opinions("Accueillir"), Stage.REVIEW),
}
