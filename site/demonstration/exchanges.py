"""What tutors said lately with young people who wait: nobody's next step is months old.

A few days late here and there, as in any service; a promise of last spring would mean that nobody
follows them, which no scene of the demonstration tells.
"""

from datetime import timedelta

from demonstration.days import Clock
from matching.enums import ExchangeWay, Situation
from matching.models import Youth
from matching.youths.actions import PROPOSE_PLACEMENT
from matching.youths.exchanges.noting import is_an_exchange, note_exchange
from matching.youths.situations import change_situation
from psf.workflow.models import Action
from psf.workflow.policies.effective import policy_of

# Later than that, somebody called meanwhile; who was ready had to wait, and is ready again since.
LATE_DAYS = 10
# Days ago of the call, and from it to the next one: some fall due these days, some soon.
CALLED = (-5, -6, -8, -9, -12, -13)
NEXT_DAYS = (3, 7, 10, 14)
PAUSED, READY_AGAIN = -60, (-3, -6, -8, -10, -13, -15, -17, -20)
SAID = (
    "Toujours motivé ; cherche un bus pour la zone d'activité.",
    "Prépare son CV avec la mission locale, me le montre la prochaine fois.",
    "A visité un centre de formation ; hésite entre deux métiers.",
    "Rappelle après ses cours du matin ; préfère le téléphone.",
)


def keep_up(zone, clock: Clock) -> int:
    """Bring to these weeks each young person of `zone` whose next point is long past; how many.

    In the perimeter of who loads it.
    """
    late = clock.today - timedelta(days=LATE_DAYS)
    waiting = list(
        Action.objects.open()
        .filter(
            youth__commune__department__academy__code=zone.academy,
            placement__isnull=True,
            due__lt=late,
        )
        .values_list("youth", "verb")
    )
    called = _those({youth for youth, verb in waiting if youth and is_an_exchange(verb)})
    ready = _those({youth for youth, verb in waiting if verb == PROPOSE_PLACEMENT.verb})
    _call(called, clock)
    for number, youth in enumerate(ready):
        change_situation(youth, Situation.SUPPORTED, by=youth.tutor, now=clock.at(PAUSED))
        again = clock.at(READY_AGAIN[number % len(READY_AGAIN)])
        change_situation(youth, Situation.READY, by=youth.tutor, now=again)
    return len(called) + len(ready)


def _those(keys: set[int]) -> list[Youth]:
    return list(Youth.objects.filter(pk__in=keys).order_by("pk"))


def _call(youths: list[Youth], clock: Clock) -> None:
    for number, youth in enumerate(youths):
        called = clock.at(CALLED[number % len(CALLED)], 10)
        note_exchange(
            youth,
            by=youth.tutor,
            way=ExchangeWay.CALL_REACHED,
            text=SAID[number % len(SAID)],
            day=policy_of(youth).count.add(called.date(), NEXT_DAYS[number % len(NEXT_DAYS)]),
            now=called,
        )
