"""Opposition (RGPD, article 21): the young person stays followed, and is proposed nowhere."""

from django.db import transaction
from django.utils import timezone

from matching.enums import PlacementStage, WithdrawnReason
from matching.models import Placement, RightsRequest, Youth
from matching.placements.workflow import FOLLOWERS, PLACEMENTS
from matching.rights import handling
from matching.youths.actions import FIND_PLACEMENT, PROPOSE_PLACEMENT
from matching.youths.following import keep_followed
from matching.youths.situations import change_situation
from psf.workflow.actors import capacity
from psf.workflow.agenda import close_actions
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.locks import lock_subject

# Proposed, and not in the company yet: what began there goes on by its convention.
PROPOSED = (
    PlacementStage.RESERVED,
    PlacementStage.SENT,
    PlacementStage.MEETING,
    PlacementStage.CONVENTION,
)
BY_THE_SERVICE = (
    "Une proposition est en cours ({code}) : le service qui suit le jeune enregistre l'opposition, et la"
    " retire du même geste."
)


def oppose(request: RightsRequest, how: str, *, by, now=None) -> None:
    """Answer an opposition: open proposals are withdrawn by the workflow, the situation is kept."""
    now = now or timezone.now()
    with transaction.atomic():
        # A file before its young person, as moves lock.
        proposals = list(
            Placement.objects.at(*PROPOSED)
            .filter(youth=request.youth_id)
            .select_for_update(of=("self",))
            .order_by("pk")
        )
        if proposals and capacity(by, FOLLOWERS) is None:
            raise Refused(BY_THE_SERVICE.format(code=proposals[0].code))
        youth = lock_subject(request.youth)
        handling.answer(request, how, by=by, now=now)
        Youth.objects.filter(pk=youth.pk).update(opposed_on=timezone.localdate(now))
        for placement in proposals:
            PLACEMENTS.perform(
                placement, "withdraw", by=by, reason=WithdrawnReason.OPPOSITION, now=now
            )
        youth = lock_subject(youth)
        close_actions(
            youth,
            journal=Journal(),
            by=by,
            now=now,
            outcome="opposed",
            kinds=[PROPOSE_PLACEMENT, FIND_PLACEMENT],
        )
        keep_followed(youth, now=now)


def lift(youth: Youth, *, by, now=None) -> None:
    """The person changed their mind, and said so."""
    with transaction.atomic():
        youth = lock_subject(youth)
        if youth.opposed_on is None:
            raise Refused("Ce jeune ne s'oppose pas à l'usage de ses données.")
        Youth.objects.filter(pk=youth.pk).update(opposed_on=None)
        youth.opposed_on = None
        change_situation(youth, youth.situation, by=by, now=now)
