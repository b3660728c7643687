"""What happens to a request, each fact dated and by somebody: the only place that writes them.

Raises Refused, in French, when the facts do not allow it. `by` is a user; None: the person, by link.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from matching.enums import Right, RightsOutcome, RightsRefusal, RightsWay
from matching.models import Guardian, RightsRequest, Youth
from matching.models.rights import WORDING_LIMIT, subject_name
from matching.rights.actions import ANSWER_CONTACT_RIGHTS, ANSWER_RIGHTS
from matching.rights.identity import NO_NUMBER, cannot_vouch, number_of
from matching.youths import alarms
from offers.models import BuyerContact, CompanyContact
from psf.french.days import numeric
from psf.perimeter.access import Door, record_access_by
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.locks import lock_subject
from psf.workflow.models import Event

# How long a copy waits for the person before it is erased.
ARCHIVE_DAYS = 7
TO_CALL_BACK = "numéro affiché pour rappeler qui demande"
ANSWERED_ALREADY = "Cette demande est déjà close : elle ne change plus."
TWICE = "Une demande du même droit est déjà ouverte pour cette personne : {code}."
# Refusals that say nothing of what is held.
TO_A_STRANGER = frozenset(
    {RightsRefusal.NOT_IDENTIFIED, RightsRefusal.NOT_ENTITLED, RightsRefusal.EXCESSIVE}
)
EACH = {
    Right.ACCESS: "d'accès",
    Right.RECTIFICATION: "de rectification",
    Right.OPPOSITION: "d'opposition",
    Right.ERASURE: "d'effacement",
}


def label_of(subject) -> str:
    """Whom a request is about, without a name."""
    if isinstance(subject, Youth):
        return subject.code
    if isinstance(subject, CompanyContact):
        return f"un contact de l'entreprise {subject.company}"[:200]
    return f"un contact de l'acheteur {subject.buyer}"[:200]


def receive(
    subject: Youth | CompanyContact | BuyerContact,
    right: str,
    *,
    service,
    way: str,
    asked_by: str,
    wording: str = "",
    guardian: Guardian | None = None,
    received_on: date | None = None,
    by=None,
    now=None,
) -> RightsRequest:
    """Keep a request and open its action, due the last day of the law's month.

    `service` is the one that answers. The same right asked again while it waits is Refused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        subject = lock_subject(subject)
        if former := RightsRequest.objects.about(subject).open().filter(right=right).first():
            raise Refused(TWICE.format(code=former.code))
        request = RightsRequest(
            **{subject_name(subject): subject},
            service=service,
            label=label_of(subject),
            right=right,
            way=way,
            asked_by=asked_by,
            guardian=guardian,
            wording=wording,
            received_on=received_on or timezone.localdate(now),
            recorded_at=now,
            recorded_by=by,
        )
        request.save()
        guest = asked_by if way == RightsWay.LINK and by is None else ""
        _note(request, "rights_received", "reçue", by=by, guest=guest, now=now)
        keep_action(subject, service, now=now)
        if isinstance(subject, Youth):
            alarms.settle(subject, now=now)
    return request


@contextmanager
def changing(request: RightsRequest, *, by=None, now=None) -> Iterator[RightsRequest]:
    """The request as it is now, locked and still open; saved at the end, and its action kept."""
    with transaction.atomic():
        subject = request.subject
        if subject is not None:
            lock_subject(subject)
        locked = RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if not locked.is_open:
            raise Refused(ANSWERED_ALREADY)
        yield locked
        locked.save()
        if locked.subject is not None:
            keep_action(locked.subject, locked.service, by=by, now=now)
    request.refresh_from_db()


def show_number(request: RightsRequest, *, by, now=None) -> None:
    """Let `by` read the file's telephone on the request's page; the logs keep it. Raises Refused."""
    now = now or timezone.now()
    with changing(request, by=by, now=now) as row:
        if not number_of(row):
            raise Refused(NO_NUMBER)
        row.number_shown_at, row.number_shown_to = now, by
        if row.youth:
            record_access_by(by, row.youth, Door.RIGHTS, reason=TO_CALL_BACK)


def verify(request: RightsRequest, how: str, *, by, now=None) -> None:
    """Somebody made sure of who asks: a link is possession, not identity."""
    with changing(request, by=by, now=now) as row:
        if problem := cannot_vouch(row, how, by):
            raise Refused({"how": problem})
        row.verified_on, row.verified_at = timezone.localdate(now), now or timezone.now()
        row.verified_by, row.verified_how = by, how
        _note(row, "rights_verified", "identité vérifiée", by=by, now=now)


def extend(request: RightsRequest, until: date, reason: str, *, by, now=None) -> None:
    """At most two months more, once, said with its reason within the first month (article 12.3)."""
    today = timezone.localdate(now)
    with changing(request, by=by, now=now) as row:
        if row.extended_on:
            raise Refused("Le délai a déjà été prolongé : la loi ne le permet qu'une fois.")
        if today > row.due_on:
            raise Refused("Le premier mois est passé : il est trop tard pour prolonger.")
        if not row.due_on < until <= row.latest_due_on:
            raise Refused(
                {"until": f"Après le {numeric(row.due_on)}, au plus tard le"
                 f" {numeric(row.latest_due_on)}."}
            )  # fmt: skip
        row.extended_on, row.extension_reason, row.due_on = today, reason, until
        row.extended_at = now or timezone.now()
        _note(row, "rights_extended", f"prolongée jusqu'au {numeric(until)}", by=by, now=now)


def read_for_the_minor(request: RightsRequest, *, by, now=None) -> None:
    with changing(request, by=by, now=now) as row:
        row.interest_on, row.interest_by = timezone.localdate(now), by
        row.interest_at = now or timezone.now()


def answer(request: RightsRequest, how: str, *, by, now=None, **facts) -> None:
    """Close a request that was done; `facts` are columns that say what."""
    with changing(request, by=by, now=now) as row:
        check_answerable(row)
        for name, value in facts.items():
            setattr(row, name, value)
        close(row, RightsOutcome.ANSWERED, how, by=by, now=now)


def close(row: RightsRequest, outcome: str, how: str = "", *, by, now=None) -> None:
    """Write the end on a locked row, which `changing` saves."""
    row.outcome, row.closed_on, row.closed_by = outcome, timezone.localdate(now), by
    row.closed_at = now or timezone.now()
    row.handed_over = how
    _note(row, "rights_closed", RightsOutcome(outcome).label, by=by, now=now)


def refuse(
    request: RightsRequest, reason: str, how: str, *, facts: str, by, kept: str = "", now=None
) -> None:
    """Refuse with a reason of the law, said to the person with the ways of appeal (article 12.4).

    `facts`: why it applies to this person; `kept`: what the site said kept the file that day.
    """
    if not facts.strip():
        raise Refused({"facts": "Dites les faits : un motif de la loi seul n'explique rien."})
    with changing(request, by=by, now=now) as row:
        if row.verified_on is None and reason not in TO_A_STRANGER:
            raise Refused("Vérifiez d'abord qui demande : ce motif dit déjà qu'un dossier existe.")
        row.refusal, row.appeal_told = reason, True
        row.refusal_facts, row.refusal_kept = facts, kept[:WORDING_LIMIT]
        close(row, RightsOutcome.REFUSED, how, by=by, now=now)
        forget_archive(row, now=now)


def withdraw(request: RightsRequest, *, by, now=None) -> None:
    """The person no longer asks."""
    with changing(request, by=by, now=now) as row:
        close(row, RightsOutcome.WITHDRAWN, by=by, now=now)
        forget_archive(row, now=now)


def keep_archive(
    request: RightsRequest, blob, *, by, now=None, because: str = "", **counts: int
) -> None:
    """The copy is made: it replaces a former one, and waits ARCHIVE_DAYS for the person."""
    now = now or timezone.now()
    with changing(request, by=by, now=now) as row:
        check_identity(row)
        forget_archive(row, now=now)
        # Sent by link before: the new one is sent again, on purpose.
        row.handed_over, row.sent_at = "", None
        row.hidden_because = because
        row.archive, row.archive_until = blob, now + timedelta(days=ARCHIVE_DAYS)
        row.reread_at, row.reread_by = now, by
        for name, value in counts.items():
            setattr(row, name, value)


def check_identity(row: RightsRequest) -> None:
    if row.verified_on is None:
        raise Refused("Vérifiez d'abord l'identité de la personne qui demande.")


def check_answerable(row: RightsRequest) -> None:
    check_identity(row)
    if row.needs_interest_read:
        raise Refused("Relisez d'abord la copie dans l'intérêt du jeune mineur.")


def forget_archive(row: RightsRequest, *, now=None) -> None:
    """Erase the copy of a locked row, if there is one; its row of content stays as the trace."""
    if row.archive and not row.archive.erased_at:
        row.archive.erase(now)


def keep_action(subject, service, *, by=None, now=None) -> None:
    """One action about the subject while a request waits, due with the first of them."""
    if isinstance(subject, BuyerContact):
        return  # No action is about one: the list and the reminders of requests name it.
    kind = ANSWER_RIGHTS if isinstance(subject, Youth) else ANSWER_CONTACT_RIGHTS
    waiting = RightsRequest.objects.about(subject).open().filter(service=service)
    first = waiting.order_by("due_on").values_list("due_on", flat=True).first()
    about = subject if isinstance(subject, Youth) else _ContactHere(subject, service)
    if first is None:
        close_actions(about, journal=Journal(), by=by, now=now, outcome="answered", kinds=[kind])
    else:
        open_action(about, kind, journal=Journal(), now=now, chosen=first)


class _ContactHere:
    """A contact, as the one service that answers their request."""

    def __init__(self, contact, service):
        self.contact, self.service = contact, service

    def as_subject(self) -> dict:
        return {"contact": self.contact, "service": self.service}

    def person_for(self, actor):
        return None


def _note(row: RightsRequest, name: str, what: str, *, by=None, guest="", now=None) -> None:
    """The file's own history tells it; a buyer's contact has none."""
    if row.buyer_contact_id or row.subject is None:
        return
    about = (
        row.youth.as_subject() if row.youth else {"contact": row.contact, "service": row.service}
    )
    Event.objects.create(
        kind=EventKind.RECORD,
        name=name,
        label=f"Demande {EACH[Right(row.right)]} {row.code} : {what}",
        at=now or timezone.now(),
        by=by,
        guest=guest if guest in Actor.values else "",
        **about,
    )
