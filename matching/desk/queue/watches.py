"""What the dashboard counts, as filters of the queue: each number is that of the rows behind it.

From when a silence or a wait is long is said by the policy in force, where it opens the next action.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from matching.enums import PlacementStage, Situation
from matching.placements.actions.sent import ANSWER
from matching.youths.actions import PROPOSE_PLACEMENT
from offers.actions import PROPOSE_YOUTH
from psf.french.numbers import counted
from psf.workflow.policies.effective import policies_of_services, policy_of_academy


@dataclass(frozen=True, slots=True)
class Watch:
    """One row for each subject that waits since `since` for as long as the delay `delay` says.

    `words` and `count` want the delay in words; `among` keeps the actions that stand for a subject.
    """

    words: str
    count: str
    delay: str
    since: str
    among: Q

    def label(self, services: Iterable[int]) -> str:
        return self.words.format(self._span(services))

    def counted(self, services: Iterable[int]) -> str:
        return self.count.format(self._span(services))

    def rule(self, services: Iterable[int], today: date) -> Q:
        """Condition on open actions of these services. One day for all of them needs no service."""
        days: dict[date, list[int]] = {}
        for service, policy in policies_of_services(services).items():
            last = policy.count.latest_start(policy.delay(self.delay), today)
            days.setdefault(last, []).append(service)
        if len(days) <= 1:
            last = next(iter(days), today)
            return self.among & Q(**{f"{self.since}__lte": last})
        waits = Q(pk__in=[])
        for last, those in days.items():
            waits |= Q(**{f"{self.since}__lte": last}, service__in=those)
        return self.among & waits

    def _span(self, services) -> str:
        """« 7 jours », « 5 à 7 jours » where the académies in sight differ."""
        policies = policies_of_services(services).values() or [policy_of_academy()]
        delays = sorted({policy.delay(self.delay) for policy in policies})
        if len(delays) > 1:
            return f"{delays[0]} à {delays[-1]} jours"
        return counted(delays[0], "jour")


WATCHES = {
    "silence": Watch(
        "entreprises sans réponse depuis {}",
        "sans réponse de l'entreprise depuis {}",
        "buyer_days",
        "placement__sent_on",
        Q(verb=ANSWER.verb, placement__stage=PlacementStage.SENT),
    ),
    "attente": Watch(
        "jeunes prêts depuis {}",
        "jeunes prêts sans proposition depuis {}",
        "ready_days",
        "youth__situation_since",
        Q(
            verb=PROPOSE_PLACEMENT.verb,
            placement__isnull=True,
            youth__situation=Situation.READY,
        ),
    ),
    "sans-jeune": Watch(
        "offres sans jeune depuis {}",
        "offres sans jeune depuis {}",
        "climb_department_days",
        "offer__available_since",
        Q(verb=PROPOSE_YOUTH.verb, offer__budget__reserved=0, offer__budget__consumed=0),
    ),
}
