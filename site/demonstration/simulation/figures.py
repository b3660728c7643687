"""What a simulated year shows."""

from dataclasses import dataclass, field
from statistics import median

from django.db.models import F, Q

from matching.enums import PlacementStage
from matching.models import Placement
from psf.messaging.models import Message
from psf.workflow.models import Event


@dataclass
class Figures:
    """Counts of one year; days are whole days."""

    files: int = 0
    days: int = 0
    checked_files: int = 0
    escalations: int = 0
    longest_without_event: int = 0
    longest_code: str = ""
    median_sent_to_meeting: float | None = None
    sent: int = 0
    answered_by_people: int = 0
    answered_by_link: int = 0
    released: int = 0
    waiting: int = 0
    withdrawn: int = 0
    closed: int = 0
    messages: int = 0
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """One line for each, in French."""
        decided = self.answered_by_people + self.released
        share = 100 / decided if decided else 0
        gap = self.median_sent_to_meeting
        return [
            f"{self.files} parcours sur {self.days} jours, {self.checked_files} vérifications de"
            " suivis ouverts",
            f"plus longue attente sans événement : {self.longest_without_event} jours"
            f" ({self.longest_code or 'aucun'})",
            "jours de l'envoi à la réunion, médiane : " + ("–" if gap is None else f"{gap:g}"),
            f"réponses données par des personnes : {self.answered_by_people}"
            f" ({self.answered_by_people * share:.0f} %), dont {self.answered_by_link} par lien",
            f"libérés automatiquement, sans réponse : {self.released}"
            f" ({self.released * share:.0f} %)",
            f"retirés ou échus avant une réponse : {self.withdrawn} ; en attente au dernier soir :"
            f" {self.waiting}",
            f"parcours clôturés : {self.closed}",
            f"messages écrits : {self.messages}",
            f"retards signalés au niveau au-dessus : {self.escalations}",
            f"promesses rompues : {len(self.broken)}",
            f"durée : {self.seconds:.0f} s",
        ]


def measure(figures: Figures, last_evening) -> Figures:
    """Fill the figures from what the year has written."""
    placements = Placement.objects.all()
    figures.files = placements.count()
    sent = placements.filter(sent_on__isnull=False)
    figures.sent = sent.count()
    answered = (
        Q(stage=PlacementStage.NOT_RETAINED)
        | Q(meeting_at__isnull=False)
        | Q(meeting_held_on__isnull=False)
        | Q(meetings_missed__gt=0)
    )
    figures.answered_by_people = sent.filter(answered).count()
    figures.answered_by_link = (
        Event.objects.filter(name__in=("propose_dates", "not_retained", "call_me", "redirect"))
        .filter(guest="company")
        .values("placement")
        .distinct()
        .count()
    )
    figures.released = placements.filter(stage=PlacementStage.UNANSWERED).count()
    figures.waiting = sent.filter(stage=PlacementStage.SENT).count()
    figures.withdrawn = placements.filter(
        stage__in=(PlacementStage.WITHDRAWN, PlacementStage.EXPIRED), meeting_at__isnull=True
    ).count()
    figures.closed = placements.filter(stage=PlacementStage.CLOSED).count()
    figures.messages = Message.objects.count()
    figures.escalations = Event.objects.filter(name="escalate").count()
    gaps = sent.filter(meeting_held_on__isnull=False).annotate(
        gap=F("meeting_held_on") - F("sent_on")
    )
    days = [gap.days for gap in gaps.values_list("gap", flat=True)]
    figures.median_sent_to_meeting = median(days) if days else None
    figures.longest_without_event, figures.longest_code = _longest_silence(last_evening)
    return figures


def _longest_silence(last_evening) -> tuple[int, str]:
    """The longest time, in days, that an open file went without any event."""
    longest, code = 0, ""
    moments: dict = {}
    open_files = dict(Placement.objects.open().values_list("pk", "code"))
    codes = dict(Placement.objects.values_list("pk", "code"))
    events = Event.objects.filter(placement__isnull=False).order_by("placement", "at", "pk")
    for placement, at in events.values_list("placement", "at"):
        before = moments.get(placement)
        if before is not None and (at - before).days > longest:
            longest, code = (at - before).days, codes[placement]
        moments[placement] = at
    for placement, name in open_files.items():
        if (last_evening - moments[placement]).days > longest:
            longest, code = (last_evening - moments[placement]).days, name
    return longest, code
