"""Erasure where the law allows (RGPD, article 17): the one door from a request to forgetting."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from matching.due import blockers_of
from matching.enums import EndOfRecord, RightsOutcome
from matching.models import RetentionPolicy, RightsRequest, Youth
from matching.retention import manifests, seams
from matching.retention.anonymising import Busy, forget
from matching.rights import contacts, handling
from matching.rights.blockers import OPEN_REQUEST
from matching.youths.handover import family_of
from psf.accounts.second_person import in_the_same_hands
from psf.perimeter.scope import widened
from psf.workflow.errors import Refused
from psf.workflow.locks import lock_subject

KEPT = "Ce dossier est retenu : {what}. Refusez l'effacement avec son motif, ou levez ce qui le retient."
ANSWER_FIRST = "Répondez d'abord à l'autre demande de cette personne : {code}."
TWO_PEOPLE = "Une personne vérifie qui demande, une autre efface : {who} a vérifié l'identité."


def obstacles(request: RightsRequest, *, by, on: date | None = None) -> list[str]:
    """Why `by` may not erase what is asked that day, one French sentence each.

    What keeps the record of a young person from any other end keeps it from this one, and nobody
    destroys one alone. A contact goes at once.
    """
    subject, on = request.subject, on or timezone.localdate()
    others = RightsRequest.objects.about(subject).open().exclude(pk=request.pk)
    found = [ANSWER_FIRST.format(code=other.code) for other in others.order_by("pk")]
    if not isinstance(subject, Youth):
        return found
    if what := kept_by(request, on):
        found.append(KEPT.format(what=what))
    if refusal := seams.refusal(RetentionPolicy.current(on), on):
        found.append(refusal)
    if request.verified_by and in_the_same_hands(by, request.verified_by):
        found.append(TWO_PEOPLE.format(who=request.verified_by))
    return found


def kept_by(request: RightsRequest, on: date | None = None) -> str:
    """What keeps the record of a young person from its end that day, in words; "" when nothing does."""
    if not isinstance(request.subject, Youth):
        return ""
    kept = blockers_of(family_of(request.subject), on, but=[OPEN_REQUEST])
    return " ; ".join(sentence for said in kept.values() for sentence in said)


def erase(request: RightsRequest, how: str, *, by, now=None) -> None:
    """Answer an erasure: nothing of the person stays; their requests stay without them, as proof.

    Told to the person before (`how`): their address goes too. A young person goes by a bordereau, as
    any record does. Raises Refused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        subject = lock_subject(request.subject)
        if refusals := obstacles(request, by=by, on=timezone.localdate(now)):
            raise Refused(" ".join(refusals))
        if not isinstance(subject, Youth):
            with handling.changing(request, by=by, now=now) as row:
                handling.check_answerable(row)
                handling.close(row, RightsOutcome.ANSWERED, how, by=by, now=now)
            detach(RightsRequest.objects.about(subject), now=now)
            contacts.forget_contact(subject, now=now)
            return
        family = family_of(subject)
        with handling.changing(request, by=by, now=now) as row:
            handling.check_answerable(row)
            handling.close(row, RightsOutcome.ANSWERED, how, by=by, now=now)
        detach(RightsRequest.objects.filter(youth__in=family), now=now)
        in_sight = seams.in_sight_of(subject.service.origin)
        with widened(in_sight, reason="the bordereau of who asked to be erased"):
            _forget_by_bordereau(subject, family, request.code, now)
    request.refresh_from_db()


def _forget_by_bordereau(youth: Youth, family: list[int], request: str, now: datetime) -> None:
    manifest = manifests.draw_up_one(youth, EndOfRecord.REQUEST, now, request=request)
    if manifest is None:
        raise Busy
    code = youth.code
    forget(family, rule=EndOfRecord.REQUEST, manifest=manifest.code, now=now)
    manifests.note_forgotten(manifest.code, [code], now)
    manifests.finish(manifest, now)


def detach(requests, *, now=None) -> None:
    """Requests keep their days, outcome and public code; the person, words and copies go."""
    for row in requests.select_related("archive"):
        handling.forget_archive(row, now=now)
    requests.update(
        youth=None,
        guardian=None,
        contact=None,
        buyer_contact=None,
        wording="",
        changes="",
        others_told="",
        extension_reason="",
        refusal_facts="",
        refusal_kept="",
    )
