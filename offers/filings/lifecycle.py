"""The life of a filing, from the form to its end. Everything runs in the perimeter of its service.

| fact | by |
|---|---|
| filed, one mail to the typed address | a visitor |
| confirmed (code, receipt, action with a due date), or disowned | the owner of the mailbox |
| amended, with a fiche or without, until an offer is verified | its author, by the link |
| taken into the registries (`taking`), answered, or set aside | a coordinator of the service |
| erased: unconfirmed after days, closed after months (`forgetting`) | the clock |
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from offers.actions import (
    ANSWER_CONSULTATION,
    REVIEW_FILING,
    TAKE_FILING,
    TAKE_PROPOSAL,
)
from offers.enums import FilingAnswer, FilingKind, FilingRefusal
from offers.filings.wording import values
from offers.models import Filing, FilingPart
from offers.models.filings import TEXT_LIMIT
from psf.documents.content import examine
from psf.documents.models import Blob
from psf.french.days import weekday_full_date
from psf.french.phrases import listed, shortened
from psf.links.addresses import normalised
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import perimeter, widened
from psf.personal.durations import DURATIONS
from psf.territories.models import Service
from psf.throttles.limits import Limit
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused, within
from psf.workflow.journal import Journal
from psf.workflow.models import Event

ACTIONS = {
    FilingKind.DECLARATION: TAKE_FILING,
    FilingKind.CONSULTATION: ANSWER_CONSULTATION,
    FilingKind.PROPOSAL: TAKE_PROPOSAL,
}
# Mails to one mailbox that nobody confirmed: a stranger fills it no further.
UNCONFIRMED = Limit("filing.mailbox", tries=4, seconds=24 * 3600)
TOO_MANY = (
    "Plusieurs demandes attendent déjà d'être confirmées à cette adresse. Ouvrez le dernier message reçu,"
    " confirmez, puis recommencez ; ou patientez {wait}."
)
# What the form says of a parcours; neither its place in the list nor what became of it.
TOLD_OF_A_PART = (
    *("lot", "hours", "company_name", "company_siret", "contact_name", "contact_phone"),
    *("contact_email", "commune", "tasks"),
)
CLOSED = "Cette demande est déjà traitée."
VERIFIED = (
    "L'offre a été vérifiée avec l'entreprise : appelez le service pour changer quelque chose."
)


def author_of(filing: Filing) -> Actor:
    """In which quality its author speaks."""
    return Actor.COMPANY if filing.kind == FilingKind.PROPOSAL else Actor.BUYER


def unconfirmed_in_words() -> str:
    """« 3 jours »: how long what nobody confirms is kept."""
    return str(DURATIONS["unconfirmed"].fixed)


def file(filing: Filing, parts: Sequence[FilingPart], *, now: datetime | None = None) -> Filing:
    """Keep what a visitor typed, and write to the address alone. Nobody else hears of it."""
    now = now or timezone.now()
    with perimeter([filing.service_id]):
        filing.created_at = now
        filing.save()
        _keep_parts(filing, parts)
        post(
            "filing_confirm",
            filing,
            Recipient(name="", email=filing.email),
            values={"effacement": unconfirmed_in_words()},
            link=link_for(filing, now),
            cause="Site public : demande à confirmer",
            now=now,
        )
    return filing


def link_for(filing: Filing, now: datetime | None = None) -> Callable[[str], Link | None]:
    """The living link of its author, or a new one; None once somebody withdrew it."""

    def at(address: str) -> Link | None:
        about: dict[str, Any] = {"filing": filing, "service": filing.service}
        mine = Link.objects.of_same_person(Link(purpose=LinkPurpose.FILING, **about))
        if mine.are_withheld():
            return None
        living = mine.alive(now).bound_to(address).first()
        return living or Link.issue(LinkPurpose.FILING, address=address, now=now, **about)

    return at


def confirm(filing: Filing, *, now: datetime | None = None) -> Filing:
    """The owner of the mailbox says that it is theirs: from now on it exists. Twice is once."""
    now = now or timezone.now()
    with transaction.atomic():
        filing = lock(filing)
        if filing.is_confirmed:
            return filing
        if filing.disowned_at:
            raise Refused("Cette demande a été effacée : remplissez-la de nouveau.")
        action = open_action(filing, ACTIONS[FilingKind(filing.kind)], journal=Journal(), now=now)
        filing.code, filing.confirmed_at, filing.due_on = Filing.codes.next(), now, action.due
        filing.save(update_fields=["code", "confirmed_at", "due_on"])
        record(filing, "file", "Demande confirmée par son auteur", guest=author_of(filing), now=now)
        tell(filing, "received", now=now)
    UNCONFIRMED.forget(normalised(filing.email))
    return filing


def disown(filing: Filing, *, now: datetime | None = None) -> None:
    """The owner of the mailbox asked nothing: what a stranger typed goes with the next cleaning."""
    with transaction.atomic():
        filing = lock(filing)
        if filing.is_confirmed:
            raise Refused("Cette demande est confirmée : retirez-la plutôt.")
        filing.disowned_at = now or timezone.now()
        filing.save(update_fields=["disowned_at"])


def amend(
    filing: Filing,
    changes: dict[str, object],
    parts: Sequence[FilingPart],
    *,
    now: datetime | None = None,
) -> None:
    """Write what its author corrected; what stands in the registries waits for a coordinator."""
    now = now or timezone.now()
    with transaction.atomic():
        filing = _amendable(filing)
        moved = [name for name, value in changes.items() if getattr(filing, name) != value]
        before = _told(filing.parts.order_by("rank"))
        for name, value in changes.items():
            setattr(filing, name, value)
        _keep_parts(filing, parts)
        fields = map(Filing._meta.get_field, moved)
        labels = [str(getattr(field, "verbose_name", field.name)) for field in fields]
        if before != _told(filing.parts.order_by("rank")):
            labels.append("parcours demandés")
        what = listed(labels) if labels else "rien n'a changé"
        label = shortened(f"Corrigée par son auteur : {what}", 200)
        _amended(filing, "amend", label, now, [*changes])


def attach(part: FilingPart, upload, *, now: datetime | None = None) -> None:
    """Keep the fiche entreprise of a part, read by a child process first. Raises Refused."""
    now = now or timezone.now()
    accepted = examine(upload)
    with Blob.keeping(accepted) as blob:
        filing = _amendable(part.filing)
        former = part.blob
        part.blob, part.file_name = blob, upload.name[-200:]
        part.save(update_fields=["blob", "file_name"])
        if former is not None and not hasattr(former, "stored_file"):
            Blob.objects.filter(pk=former.pk).forget()
        _amended(filing, "attach", f"Fiche entreprise jointe : {part.title}"[:200], now)


def withdraw(filing: Filing, *, now: datetime | None = None) -> None:
    """Its author takes it back, before anybody has acted on it. Raises Refused."""
    with transaction.atomic():
        filing = lock(filing)
        if filing.is_closed:
            raise Refused(CLOSED)
        _set_aside(filing, FilingRefusal.WITHDRAWN, by=None, now=now or timezone.now())


def set_aside(filing: Filing, reason: str, *, by, now: datetime | None = None) -> None:
    """A coordinator keeps it out of the registries; its author hears why. Raises Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        filing = lock(filing)
        if filing.is_closed:
            raise Refused(CLOSED)
        _set_aside(filing, FilingRefusal(reason), by=by, now=now)
        tell(filing, "refused", now=now, motif=str(filing.get_refusal_display()))


def answer(filing: Filing, said: str, text: str, *, by, now: datetime | None = None) -> None:
    """The MLDS answers a consultation: dated, and never changed afterwards. Raises Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        filing = lock(filing)
        if filing.kind != FilingKind.CONSULTATION or filing.is_closed:
            raise Refused(CLOSED)
        filing.answer, filing.answered_at, filing.answered_by = FilingAnswer(said), now, by
        filing.answer_text = within(text.strip(), TEXT_LIMIT, "text")
        filing.closed_at = now
        filing.save()
        label = filing.get_answer_display()
        close_actions(filing, journal=Journal(), by=by, outcome="answered", now=now)
        record(filing, "answer", f"Consultation répondue : {label}", by=by, now=now)
        tell(
            filing,
            "answered",
            now=now,
            reponse_le=weekday_full_date(timezone.localdate(now)),
            reponse=label,
            texte=filing.answer_text,
        )


def send_to(filing: Filing, service: Service, *, by, now: datetime | None = None) -> None:
    """Another service answers: it is its filing from now on, and no longer this one's. Raises Refused."""
    now = now or timezone.now()
    with widened([service], reason="a filing sent to the service that it concerns"):
        filing = lock(filing)
        if filing.is_closed:
            raise Refused(CLOSED)
        former = filing.service
        if service == former:
            raise Refused("C'est déjà ce service qui la traite.")
        close_actions(filing, journal=Journal(), by=by, outcome="sent_on", now=now)
        # The parts follow by their key, the link so that its page finds the filing again.
        Filing.objects.filter(pk=filing.pk).update(service=service)
        filing.links.update(service=service)
        filing.refresh_from_db()
        action = open_action(filing, ACTIONS[FilingKind(filing.kind)], journal=Journal(), now=now)
        # What its author was told holds, unless it gives more time.
        Filing.objects.filter(pk=filing.pk).update(
            due_on=max(filing.due_on or action.due, action.due)
        )
        record(filing, "send_to", f"Transmise par {former} à {service}"[:200], by=by, now=now)


def lock(filing: Filing) -> Filing:
    """The row of the database, locked, with its service. Raises Filing.DoesNotExist out of sight."""
    rows = Filing.objects.select_for_update(of=("self",)).select_related("service", "commune")
    return rows.get(pk=filing.pk)


def record(
    filing: Filing, name: str, label: str, *, by=None, guest: str = "", now: datetime
) -> Event:
    return Event.objects.create(
        kind=EventKind.RECORD,
        name=name,
        label=label,
        at=now,
        by=by,
        guest=guest,
        **filing.as_subject(),
    )


def tell(filing: Filing, message: str, *, now: datetime, **more: str) -> Message | None:
    """Write to its author, where they confirmed that they read."""
    return post(
        f"filing_{message}",
        filing,
        Recipient(name=filing.name, email=filing.email),
        values={**values(filing), **more},
        link=link_for(filing, now),
        cause="Demande en ligne",
        now=now,
    )


def _set_aside(filing: Filing, reason: FilingRefusal, *, by, now: datetime) -> None:
    filing.refusal, filing.refused_by, filing.closed_at = reason, by, now
    filing.save(update_fields=["refusal", "refused_by", "closed_at"])
    close_actions(filing, journal=Journal(), by=by, outcome="set_aside", now=now)
    guest = "" if by else author_of(filing)
    record(filing, "set_aside", f"Sans suite : {reason.label}", by=by, guest=guest, now=now)


def amending_refusal(filing: Filing) -> str | None:
    """Why its author can't correct it any more, or None."""
    if filing.refusal or filing.answer:
        return CLOSED
    return None if filing.may_be_amended else VERIFIED


def _amendable(filing: Filing) -> Filing:
    filing = lock(filing)
    if refusal := amending_refusal(filing):
        raise Refused(refusal)
    return filing


def _amended(
    filing: Filing, name: str, label: str, now: datetime, columns: Sequence[str] = ()
) -> None:
    filing.amended_at = now
    filing.save(update_fields=[*columns, "amended_at"])
    record(filing, name, label, guest=author_of(filing), now=now)
    if filing.is_taken:
        open_action(filing, REVIEW_FILING, journal=Journal(), now=now)


def _told(parts: QuerySet[FilingPart]) -> list[dict[str, Any]]:
    """What its author says of each parcours asked for; the file apart."""
    return list(parts.values(*TOLD_OF_A_PART))


def _keep_parts(filing: Filing, parts: Sequence[FilingPart]) -> None:
    """Write `parts` in their order; those no longer named go, unless an offer rests on them."""
    kept = [part.pk for part in parts if part.pk]
    gone = filing.parts.exclude(pk__in=kept)
    if gone.filter(offer__isnull=False).exists():
        raise Refused("Un lot est déjà au registre : appelez le service pour le retirer.")
    blobs = [part.blob_id for part in gone if part.blob_id]
    gone.delete()
    Blob.objects.filter(pk__in=blobs, stored_file=None).forget()
    # Ranks are unique: those that stay first leave room.
    for rank, part in enumerate(parts, start=1000):
        if part.pk:
            FilingPart.objects.filter(pk=part.pk).update(rank=rank)
    for rank, part in enumerate(parts):
        part.filing, part.service_id, part.rank = filing, filing.service_id, rank
        part.save()
