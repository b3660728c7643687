"""What to watch: how many messages wait, are uncertain, have failed. Counts only."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import all_services


def outbox_state() -> dict[str, str]:
    """French label → figure, over every service."""
    now = timezone.now()
    with all_services("outbox: figures"):
        found = Message.objects.aggregate(
            queued=Count("pk", filter=Q(state=MessageState.QUEUED)),
            oldest=Min("created_at", filter=Q(state=MessageState.QUEUED)),
            uncertain=Count("pk", filter=Q(state=MessageState.UNCERTAIN)),
            failed=Count(
                "pk",
                filter=Q(state=MessageState.FAILED, created_at__gte=now - timedelta(days=7)),
            ),
            sent=Count("pk", filter=Q(sent_at__gte=now - timedelta(days=1))),
        )
    minutes = int((now - found["oldest"]).total_seconds() // 60) if found["oldest"] else 0
    return {
        "en attente": str(found["queued"]),
        "minutes d'attente du plus ancien": str(minutes),
        "incertains, à regarder": str(found["uncertain"]),
        "non envoyés depuis 7 jours": str(found["failed"]),
        "envoyés depuis 24 heures": str(found["sent"]),
    }
