"""What the dashboard counts, as filters of the queue: each number is that of the rows behind it.

From when a silence or a wait is long is said by the policy in force, where it opens the next action.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from matching.enums import PlacementStage, Situation
from matching.placements.actions.sent import ANSWER
from matching.youths.actions import PROPOSE_PLACEMENT
from offers.actions import PROPOSE_YOUTH, PROPOSE_YOUTH_AGAIN
from offers.querysets import nobody_there
from psf.french.numbers import counted
from psf.workflow.models import Action
from psf.workflow.policies.effective import policies_of_services, policy_of_academy
from psf.workflow.policies.waiting import waited


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
        return Q(self.among, waited(self.since, self.delay, services, today))

    def _span(self, services) -> str:
        """« 7 jours », « 5 à 7 jours » where the académies in sight differ."""
        policies = policies_of_services(services).values() or [policy_of_academy()]
        delays = sorted({policy.delay(self.delay) for policy in policies})
        if len(delays) > 1:
            return f"{delays[0]} à {delays[-1]} jours"
        return counted(delays[0], "jour")


def one_row_for_each_offer() -> Q:
    """« Proposer un jeune », or « un autre jeune » where the first is not open: an offer counts once."""
    first = Action.objects.open().of(PROPOSE_YOUTH).filter(offer=OuterRef("offer"))
    alone = Q(~Exists(first), verb=PROPOSE_YOUTH_AGAIN.verb)
    return Q(verb=PROPOSE_YOUTH.verb) | alone


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
        nobody_there("offer__") & one_row_for_each_offer(),
    ),
}
