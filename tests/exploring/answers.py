"""What somebody answers when a move asks them something: always what a form would let pass."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from matching.enums import SilenceReason, WayOn
from matching.models import Placement
from matching.placements.replies.days import working_days
from matching.ranking.calendar import proposed_period
from offers.models import CompanyContact
from psf.territories.errors import UnknownSchoolCalendar
from psf.territories.models import School
from tests.factories.journey import as_row, said

OPINIONS = ("by_youth", "by_company", "by_tutor")


def of_file(placement, name: str, now, *, days: int = 3, way_on: str = WayOn.PLACEMENT) -> dict:
    """`days` from today, a meeting; `way_on`, what follows the parcours."""
    today = timezone.localdate(now)
    department = placement.service.department
    acquired = dict.fromkeys(OPINIONS, "acquired")
    review = getattr(placement, "review", None)
    data = {
        "goals": "Découvrir un métier.",
        "cv_ready_on": True,
        "letter_ready_on": True,
        "notice_given_on": True,
        "guardian_notice_given_on": True,
        **said(today),
        "meeting_at": now + timedelta(days=days),
        "periods": [],
        "school": School.objects.first(),
        "void_signatures": True,
        "parties": placement.missing_signatures,
        "signed_on": today,
        "hours": placement.hours + 30,
        "week": today - timedelta(days=today.weekday()),
        "kind": "absence",
        "happened_on": today,
        "last_day": today,
        "lines": [{"skill": "Accueillir", **acquired}],
        "people": list(review.awaited) if review else [],
        "way_on": way_on,
        "silence": SilenceReason.NO_ANSWER,
        "dates": [
            timezone.make_aware(datetime.combine(day, time(10)))
            for day in working_days(department, today + timedelta(days=1), 2)
        ],
        "name": "Dominique Essai",
        "phone": "01 99 00 55 66",
        "day": working_days(department, today, 1)[0],
        "moment": "morning",
        "on_behalf_of": "youth",
        "opinions": {"Ranger": "acquired"},
    }
    if name == "presence":
        data["hours"] = 30
    elif name == "schedule":
        data["periods"] = _month(placement, today)
    return data


def _month(placement, today) -> list:
    """A month of presence from the next Monday, never sooner than the start of the year."""
    placement = Placement.objects.for_file().get(pk=placement.pk)
    monday = today + timedelta(days=7 - today.weekday())
    try:
        return [as_row(proposed_period(placement, monday))]
    except UnknownSchoolCalendar:
        return []


def of_offer(offer, now, *, days: int = 10) -> dict:
    day = timezone.localdate(now) + timedelta(days=max(1, days))
    contacts = CompanyContact.objects.filter(company=offer.company_id).reachable()
    return {"contact": contacts.first(), "suspended_until": day, "see_again_on": day}


def reason(transition, draw=0) -> str:
    """One of the move's reasons, "" where it asks for none."""
    reasons = transition.reasons
    return reasons.values[draw % len(reasons.values)] if reasons else ""
