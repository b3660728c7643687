"""Erasure where the law allows (RGPD, article 17): the one door from a request to forgetting."""

from django.db import transaction

from matching.enums import EndOfRecord, RightsOutcome
from matching.models import Placement, RightsRequest, Youth
from matching.retention.anonymising import forget
from matching.rights import contacts, handling
from matching.youths.handover import family_of
from psf.workflow.errors import Refused
from psf.workflow.locks import lock_subject

UNDER_WAY = (
    "Un parcours est en cours ({code}) : refusez l'effacement avec son motif, ou terminez-le."
)
ANSWER_FIRST = "Répondez d'abord à l'autre demande de cette personne : {code}."


def erase(request: RightsRequest, how: str, *, by, now=None) -> None:
    """Answer an erasure: nothing of the person stays; their requests stay without them, as proof.

    Told to the person before (`how`): their address goes too. Raises Refused.
    """
    with transaction.atomic():
        subject = lock_subject(request.subject)
        others = RightsRequest.objects.about(subject).open().exclude(pk=request.pk)
        if other := others.first():
            raise Refused(ANSWER_FIRST.format(code=other.code))
        if not isinstance(subject, Youth):
            with handling.changing(request, by=by, now=now) as row:
                handling.check_answerable(row)
                handling.close(row, RightsOutcome.ANSWERED, how, by=by, now=now)
            detach(RightsRequest.objects.about(subject), now=now)
            contacts.forget_contact(subject, now=now)
            return
        family = family_of(subject)
        if placement := Placement.objects.open().filter(youth__in=family).first():
            raise Refused(UNDER_WAY.format(code=placement.code))
        with handling.changing(request, by=by, now=now) as row:
            handling.check_answerable(row)
            handling.close(row, RightsOutcome.ANSWERED, how, by=by, now=now)
        detach(RightsRequest.objects.filter(youth__in=family), now=now)
        forget(family, rule=EndOfRecord.REQUEST)
    request.refresh_from_db()


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
    )
