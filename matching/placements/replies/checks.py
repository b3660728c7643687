"""Why what somebody answered is refused, in French."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from matching.placements.replies.days import REACH_DAYS, problem_of
from matching.placements.replies.people import ASKED_OF_BUYER, asker_of
from offers.enums import ContactRole
from offers.models import CompanyContact
from psf.french.days import numeric
from psf.links import forwarding
from psf.links.models import Link
from psf.territories import calendars
from psf.workflow.at_hand import open_actions_of
from psf.workflow.kinds import verbs_of
from psf.workflow.machine import Move

MIN_DATES, MAX_DATES = 2, 3


def dates_can_be_met(move: Move) -> str | None:
    dates = move.data.get("dates") or []
    if not MIN_DATES <= len(set(dates)) <= MAX_DATES:
        return "Proposez deux ou trois dates différentes."
    department = move.subject.host_slot.commune.department
    problems = [problem_of(at, department, move.now) for at in dates]
    return " ".join(problem for problem in problems if problem) or None


def right_contact_can_be_reached(move: Move) -> str | None:
    """A name, and a telephone or an address that can exist."""
    contact = CompanyContact(
        company=move.subject.host_slot.hosting_company,
        role=ContactRole.TUTOR,
        **{name: move.data.get(name, "") for name in ("name", "function", "phone", "email")},
    )
    try:
        contact.full_clean(exclude=["company"])
    except ValidationError as error:
        return " ".join(error.messages)
    return None


def link_may_be_passed_on(move: Move) -> str | None:
    """A guest's link goes to one person at a time, a few times a day; a tutor names whom they hear of."""
    link = move.guest.link if move.guest else None
    return forwarding.refusal(link, move.now) if isinstance(link, Link) else None


def call_day_is_possible(move: Move) -> str | None:
    day = move.data.get("day")
    if day is None or not move.data.get("moment"):
        return "Dites quel jour et à quel moment vous appeler."
    if day < move.today:
        return "Ce jour est passé."
    if day > move.today + timedelta(days=REACH_DAYS):
        return "Choisissez un jour dans les six semaines."
    if not calendars.is_working_day(move.subject.service.department, day):
        return "Choisissez un jour ouvré, du lundi au vendredi."
    return None


def meeting_is_to_come(move: Move) -> str | None:
    """A guard: there is a meeting, today or later."""
    if move.subject.meeting_at is None:
        return "La réunion n'a pas encore de date."
    day = timezone.localdate(move.subject.meeting_at)
    if day < move.today:
        return f"La réunion était prévue le {numeric(day)}."
    return None


def not_confirmed_yet(move: Move) -> str | None:
    if move.subject.meeting_confirmed_on:
        return f"Venue déjà confirmée le {numeric(move.subject.meeting_confirmed_on)}."
    return None


def somebody_is_named(move: Move) -> str | None:
    """Who asks to be called: the guest, or whom the tutor names."""
    if asker_of(move) is None:
        return "Dites qui demande à être rappelé."
    return None


def buyer_was_asked(move: Move) -> str | None:
    asked = verbs_of(ASKED_OF_BUYER)
    if not any(action.verb in asked for action in open_actions_of(move.subject)):
        return "Rien n'est demandé à l'acheteur pour l'instant."
    return None


def something_is_said(move: Move) -> str | None:
    if not any(move.data.get("opinions", {}).values()):
        return "Donnez votre avis sur une compétence au moins."
    return None
