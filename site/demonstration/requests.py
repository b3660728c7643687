"""Two requests about personal data, so that the DPO's list shows one to answer and one to begin."""

from datetime import timedelta

from demonstration.days import Clock
from matching.enums import IdentityCheck, Right, RightsWay
from matching.models import Youth
from matching.rights import handling
from psf.accounts.models import User
from psf.workflow.enums import Actor


def ask(coordinator: User, clock: Clock) -> int:
    """In the perimeter of `coordinator`, who notes them; how many."""
    followed = Youth.objects.free().order_by("pk")[:2]
    asked = ((Right.ACCESS, RightsWay.PHONE, -19), (Right.RECTIFICATION, RightsWay.EMAIL, -3))
    for youth, (right, way, days) in zip(followed, asked, strict=False):
        at = clock.at(days, 11)
        request = handling.receive(
            youth,
            right,
            service=youth.service,
            way=way,
            asked_by=Actor.YOUTH,
            received_on=at.date(),
            by=coordinator,
            now=at,
        )
        if right == Right.ACCESS:
            handling.verify(
                request, IdentityCheck.CALL_BACK, by=coordinator, now=at + timedelta(days=1)
            )
    return len(followed)
