"""Putting a file into the dossier, replacing it, taking it out: each is logged in the history."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements import approvals, checks, profile
from matching.placements.effects.agreement import keep_agreement
from matching.placements.locks import lock_placement
from matching.placements.workflow import FOLLOWERS, PLACEMENTS
from offers.workflow import lock_offer
from psf.documents.content import Accepted
from psf.documents.enums import FOR_COMPANY, SINGLE, FileKind
from psf.documents.models import Blob, StoredFile
from psf.documents.models.stored_file import REASON_LIMIT
from psf.french.moments import numeric_moment
from psf.workflow.actors import capacity, in_words
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused, refusal_of, within
from psf.workflow.journal import Journal
from psf.workflow.machine import Move
from psf.workflow.models import Event

# A CV or a letter that is there is ready: the tick of the preparation follows.
TICKS: dict[str, str] = {FileKind.CV: "cv_ready_on", FileKind.LETTER: "letter_ready_on"}


def current(subject, kind: str, *, masked: bool = False) -> StoredFile | None:
    """The file of this kind that stands in a placement now (a fiche: in its offer)."""
    if kind not in SINGLE:
        return None
    files = StoredFile.objects.attached().filter(kind=kind, masked=masked, generated=False)
    if kind == FileKind.FICHE:
        offer = subject.offer_id if isinstance(subject, Placement) else subject.pk
        return files.filter(offer=offer).first()
    return files.filter(placement=subject).first()


def attach(
    subject,
    kind: str,
    accepted: Accepted,
    *,
    by,
    original_name: str = "",
    masked: bool = False,
    seen: int | None = None,
    parties=(),
    signed_on=None,
    agreement=None,
    now=None,
) -> StoredFile:
    """Attach a file to a placement (a fiche to its offer, or to an offer). Raises Refused.

    `seen` is the key of the file that the person saw in its place: another one means that somebody
    was quicker. `parties`, for a scanned convention, have signed it on paper on `signed_on`.
    `agreement` is what the move « agree » reads: a CV or a letter put into a file that has left is
    read by the company at once, so the young person agrees to it first.
    """
    if capacity(by, FOLLOWERS) is None:
        raise Refused(f"Réservé à : {in_words(FOLLOWERS)}.")
    try:
        with Blob.keeping(accepted) as blob:
            subject = _locked(subject, kind)
            former = current(subject, kind, masked=masked)
            if (former.pk if former else None) != seen:
                raise Refused(_overtaken(former))
            row = StoredFile.objects.create(
                **_keys(subject, kind),
                kind=kind,
                masked=masked,
                blob=blob,
                original_name=original_name[-200:],
                uploaded_by=by,
                uploaded_at=now or timezone.now(),
            )
            journal = Journal()
            if former:
                journal.change(former, attached=False, replaced_by=row)
            journal.change(row, attached=True)
            if kind in FOR_COMPANY and profile.is_out(subject):
                _agree(subject, agreement, by=by, now=row.uploaded_at, journal=journal)
            _tell(
                subject,
                row,
                former,
                by=by,
                parties=parties,
                signed_on=signed_on,
                now=now,
                journal=journal,
            )
            return row
    except IntegrityError as error:
        raise refusal_of(error, StoredFile) from error


def remove(file: StoredFile, *, by, reason: str, now=None) -> None:
    """Take a file out and forget its content, with a reason. Raises Refused."""
    now = now or timezone.now()
    reason = reason.strip()
    if capacity(by, FOLLOWERS) is None:
        raise Refused(f"Réservé à : {in_words(FOLLOWERS)}.")
    if not reason:
        raise Refused({"reason": "Dites pourquoi vous retirez cette pièce."})
    with transaction.atomic():
        subject = _locked(file.placement or file.offer, file.kind)
        locked = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if locked.removed_at:
            raise Refused("Cette pièce vient d'être retirée par quelqu'un d'autre.")
        if locked.generated:
            raise Refused("La convention à signer ne se retire pas : changez les dates.")
        StoredFile.objects.filter(pk=locked.pk).update(
            attached=False,
            removed_at=now,
            removed_by=by,
            removal_reason=within(reason, REASON_LIMIT, "reason"),
        )
        locked.blob.erase(now)
        _record(
            subject, "remove_file", f"Pièce retirée : {locked.title}", by=by, text=reason, now=now
        )
        tick = TICKS.get(locked.kind)
        others = StoredFile.objects.attached().filter(placement=locked.placement, kind=locked.kind)
        if tick and locked.attached and _prepares(subject) and not others.exists():
            PLACEMENTS.perform(subject, "prepare", by=by, data={tick: False}, now=now)
        _ask_again(subject, locked.kind, by=by, now=now)


def _agree(placement, agreement, *, by, now, journal) -> None:
    """Keep the young person's agreement to what the company will now read, or refuse."""
    move = Move(placement, by, now, data=agreement or {}, journal=journal)
    if refusal := checks.youth_agrees(move):
        raise Refused({"agreed_by": refusal})
    if profile.agreement_of(placement) is None:
        keep_agreement(move)


def _ask_again(subject, kind, *, by, now) -> None:
    """A paper changed while the file is prepared: what was approved of it is void."""
    if kind in FOR_COMPANY and _prepares(subject):
        approvals.ask_again(Move(subject, by, now or timezone.now()))


def _locked(subject, kind):
    """The placement locked, or the offer alone for its fiche."""
    if kind == FileKind.FICHE:
        return lock_offer(subject.offer_id if isinstance(subject, Placement) else subject.pk)
    return lock_placement(subject.pk)


def _keys(subject, kind) -> dict:
    if kind == FileKind.FICHE:
        return {"offer": subject, "service": subject.service}
    return {"placement": subject, "youth": subject.youth, "service": subject.service}


def _overtaken(former) -> str:
    if former is None:
        return "La pièce que vous remplacez vient d'être retirée. Vérifiez, puis recommencez."
    at = timezone.localtime(former.uploaded_at)
    return (
        f"{former.uploaded_by} a joint « {former.title} » le {numeric_moment(at)}."
        " Vérifiez, puis recommencez si la vôtre est la bonne."
    )


def _prepares(subject) -> bool:
    return isinstance(subject, Placement) and subject.stage == PlacementStage.RESERVED


def _tell(subject, row, former, *, by, parties, signed_on, now, journal) -> None:
    """Make the step that the file proves, else note it in the history."""
    tick = TICKS.get(row.kind)
    said = f"{row.title} {'remplacé' if former else 'joint'} au dossier"
    if tick and _prepares(subject) and getattr(subject, tick) is None:
        PLACEMENTS.perform(
            subject, "prepare", by=by, data={tick: True}, text=said, now=now, journal=journal
        )
    elif parties:
        PLACEMENTS.perform(
            subject,
            "sign",
            by=by,
            data={"parties": list(parties), "signed_on": signed_on, "proof": {"document": row}},
            text=said,
            now=now,
            journal=journal,
        )
    else:
        word = "remplacée" if former else "jointe"
        _record(subject, "attach_file", f"Pièce {word} : {row.title}", by=by, now=now)
    _ask_again(subject, row.kind, by=by, now=now)


def _record(subject, name, label, *, by, now, text="") -> None:
    Event.objects.create(
        kind=EventKind.RECORD,
        name=name,
        label=label,
        from_stage=subject.stage,
        to_stage=subject.stage,
        at=now or timezone.now(),
        by=by,
        text=text,
        **subject.as_subject(),
    )
