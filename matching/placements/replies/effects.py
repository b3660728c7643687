"""What each answer changes, through the journal so that it can be undone."""

from datetime import timedelta

from matching.enums import FreeTime
from matching.models import MeetingDate, ReviewLine
from matching.placements.actions.meeting import MOVE_MEETING
from matching.placements.actions.presence import GIVE_OPINION
from matching.placements.actions.reserved import CALL_COMPANY
from matching.placements.actions.sent import (
    ANSWER,
    CALL_THIRD_CONTACT,
    CHOOSE_DATE,
    REMIND_COMPANY,
)
from matching.placements.effects.review import opinion_came_after_all
from matching.placements.replies.days import next_working_day
from matching.placements.replies.people import ASKED_OF_BUYER, CALL_BACK, asker_of
from matching.placements.replies.wording import dates_in_words, wish_in_words
from offers.enums import AddressSource, ContactRole
from offers.models import CompanyContact
from psf.french.folding import fold
from psf.workflow.at_hand import open_actions_of
from psf.workflow.enums import Actor
from psf.workflow.kinds import Phone, kinds, verbs_of
from psf.workflow.machine import Move
from psf.workflow.models.event import TEXT_LENGTH

BUYER_DAYS = 3


def say(move: Move, words: str) -> None:
    """Put what was chosen in the event, before what was typed, which stands whole."""
    typed = move.text
    move.text = " – ".join(part for part in (words[: TEXT_LENGTH - len(typed) - 3], typed) if part)


def tomorrow(move: Move):
    return next_working_day(move.subject.service.department, move.today + timedelta(days=1))


# The company


def keep_dates(move: Move) -> None:
    """The dates proposed replace the former ones; the tutor chooses."""
    dates, place = sorted(set(move.data["dates"])), move.data.get("place", "")
    for former in MeetingDate.objects.filter(placement=move.subject):
        move.journal.delete(former)
    for at in dates:
        move.journal.create(MeetingDate, placement=move.subject, at=at, place=place)
    asked = [kind for kind in kinds("placement") if kind.rung or kind.phone == Phone.CALL]
    # What a silence had opened is over.
    move.close(ANSWER, *asked, outcome="dates_proposed")
    move.open(CHOOSE_DATE)
    say(move, ", ".join(filter(None, (dates_in_words(dates), place))))


def send_elsewhere(move: Move) -> None:
    """The right person comes first among the contacts, and the tutor calls them tomorrow.

    Somebody new is no part of an undo: messages and links may name them by then.
    """
    former = move.guest.contact if move.guest else move.data.get("former")
    company, service = move.subject.host_slot.hosting_company, move.subject.service_id
    values = {name: move.data.get(name, "") for name in ("name", "function", "phone", "email")}
    present = CompanyContact.objects.filter(company=company, left_on__isnull=True)
    right = next((known for known in present.filter(name__iexact=values["name"])), None)
    source = AddressSource.COLLEAGUE if move.guest else AddressSource.CALL
    noting = {"journal": move.journal, "service": service, "source": source, "by": move.by}
    if right is None:
        said = CompanyContact.saying(source, move.by)
        right = CompanyContact.objects.create(
            company=company, role=ContactRole.TUTOR, rank=1, **values, **said
        )
        right.adopt([service], by=move.by)
    else:
        given = {name: value for name, value in values.items() if value}
        ways = {name: given.pop(name) for name in ("phone", "email") if name in given}
        right.note({"left_on": None, **ways}, rank=1, **given, **noting)
    move.data["right_contact"] = right
    if former is not None and former.pk != right.pk:
        rank = max(former.rank, right.rank + 1)
        former.note({"left_on": move.today} if move.data.get("left") else {}, rank=rank, **noting)
    move.open(CALL_COMPANY, due=tomorrow(move))
    say(move, ", ".join(part for part in (right.name, right.function) if part))


def call_on_that_day(move: Move) -> None:
    """The tutor calls on the day that the company chose, and not before."""
    phone = move.data.get("phone", "")
    move.close(REMIND_COMPANY, CALL_THIRD_CONTACT, outcome="asked_to_be_called")
    move.open(CALL_COMPANY, chosen=move.data["day"])
    say(move, wish_in_words(move.data["day"], move.data["moment"], phone))


def keep_opinion(move: Move) -> None:
    """Only the company's own opinion: {"skill": level}; skills that nobody named yet are added."""
    review = move.subject.review
    opinion_came_after_all(move, "by_company")
    known = {fold(line.skill): line for line in review.lines.all()}
    for skill, level in move.data["opinions"].items():
        if not level:
            continue
        if fold(skill) in known:
            move.journal.change(known[fold(skill)], by_company=level)
        else:
            values = {"placement": move.subject, "review": review, "skill": skill}
            move.journal.create(ReviewLine, by_company=level, **values)
    if not review.lines.filter(by_company="").exists():
        move.close(GIVE_OPINION, outcome="given")


# The young person and the guardian


def confirm_meeting(move: Move) -> None:
    move.change(meeting_confirmed_on=move.today)
    move.close(MOVE_MEETING, outcome="confirmed")


def ask_another_date(move: Move) -> None:
    """They can't come on that day: the tutor finds another one, with them and the company."""
    move.change(meeting_confirmed_on=None)
    move.open(MOVE_MEETING, due=tomorrow(move))
    free = ", ".join(str(FreeTime(value).label) for value in move.data.get("free") or [])
    say(move, f"libre : {free}" if free else "")


def call_back(move: Move) -> None:
    """A company's call is about the file; a family's is about the young person and outlives it."""
    actor = asker_of(move)
    about = None if actor == Actor.COMPANY else move.subject.youth
    move.open(CALL_BACK[actor], due=tomorrow(move), person=move.subject.tutor, subject=about)


# The buyer


def buyer_sees_to_it(move: Move) -> None:
    """The buyer calls the company: what was asked stands, dated again."""
    due = move.today + timedelta(days=BUYER_DAYS)
    due = next_working_day(move.subject.service.department, due)
    asked = verbs_of(ASKED_OF_BUYER)
    for action in [each for each in open_actions_of(move.subject) if each.verb in asked]:
        move.journal.change(action, due=due, escalated_on=None, counted_from=None)


def buyer_has_called(move: Move) -> None:
    """The buyer reminded the company of its engagement: the tutor calls it in turn."""
    move.close(*ASKED_OF_BUYER, outcome="buyer_called")
    move.open(CALL_COMPANY, due=tomorrow(move))
