"""What the company has said since the profile was sent: nobody writes « sans réponse » over a call.

Coded outcomes and days only, never what somebody typed.
"""

from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from psf.french.days import weekday_full_date
from psf.workflow.enums import Actor, CallOutcome
from psf.workflow.models import Event

# Somebody at the company was on the phone.
SPOKEN = frozenset({CallOutcome.REACHED, CallOutcome.CALL_BACK})
# What it said, after « l'entreprise » or « vous »: the call or the move, in both persons.
BY_CALL = {
    CallOutcome.REACHED: ("n'a pas encore fixé de réunion", "n'avez pas encore fixé de réunion"),
    CallOutcome.CALL_BACK: ("a demandé qu'on la rappelle", "avez demandé qu'on vous rappelle"),
}
BY_MOVE = {
    "propose_dates": ("a proposé des dates", "avez proposé des dates"),
    "redirect": ("a indiqué une autre personne", "avez indiqué une autre personne"),
    "call_me": ("a demandé qu'on la rappelle", "avez demandé qu'on vous rappelle"),
    "ask_call": ("a demandé qu'on la rappelle", "avez demandé qu'on vous rappelle"),
}


def last_heard(about: Q, since: date) -> Event | None:
    """The last time the company spoke or answered, about these files or offers; or None."""
    return _heard().filter(about, at__date__gte=since).order_by("-at", "-pk").first()


def heard_about(placement) -> Event | None:
    """The same of one file, since its profile was sent."""
    if placement.sent_on is None:
        return None
    return last_heard(Q(placement=placement), placement.sent_on)


def heard_about_each(placements) -> dict[int, Event]:
    """The same of many files, by their keys, in one query; nothing for one silent since."""
    found = _heard().filter(placement__in=placements, at__date__gte=F("placement__sent_on"))
    newest = found.order_by("placement_id", "-at", "-pk").distinct("placement_id")
    return {event.placement_id: event for event in newest}


def _heard():
    """What the company said or answered, about anything."""
    by_it = Q(guest=Actor.COMPANY) | Q(on_behalf_of=Actor.COMPANY)
    said = Q(call_outcome__in=SPOKEN) | (Q(name__in=BY_MOVE) & by_it)
    return Event.objects.not_undone().filter(said)


def said_by(company: str, event: Event) -> str:
    """« Au téléphone le jeudi 12 novembre 2026, l'entreprise n'a pas encore fixé de réunion »."""
    day = weekday_full_date(timezone.localdate(event.at))
    if event.call_outcome:
        return f"Au téléphone le {day}, {company} {BY_CALL[CallOutcome(event.call_outcome)][0]}"
    return f"Le {day}, {company} {BY_MOVE[event.name][0]}"


def said_by_you(event: Event) -> str:
    """The same, to the company."""
    day = weekday_full_date(timezone.localdate(event.at))
    if event.call_outcome:
        return f"Au téléphone le {day}, vous {BY_CALL[CallOutcome(event.call_outcome)][1]}"
    return f"Le {day}, vous {BY_MOVE[event.name][1]}"


def silence_of(placement, company: str) -> str:
    """Where the company's answer stands, in one sentence that holds whatever was heard."""
    return silence_after(heard_about(placement), placement, company)


def silence_after(event: Event | None, placement, company: str) -> str:
    """The same, `event` being what was heard last."""
    if event:
        return f"{said_by(company, event)}."
    name = f"{company[:1].upper()}{company[1:]}"
    if placement.sent_on is None:
        return f"{name} n'a encore rien reçu."
    return f"{name} n'a pas répondu depuis le {weekday_full_date(placement.sent_on)}."


def silence_told_to_it(placement) -> str:
    """The same, to the company itself."""
    if event := heard_about(placement):
        return f"{said_by_you(event)}."
    if placement.sent_on is None:
        return "Nous n'avons pas encore échangé."
    return (
        f"Nous sommes sans réponse de votre part depuis le {weekday_full_date(placement.sent_on)}."
    )
