"""Reservations that expire, companies that stay silent."""

from django.utils import timezone

from matching.enums import PlacementStage
from matching.messages import news
from matching.models import Placement
from matching.placements.clock.rule import Rule, last_days, log_clock, move
from matching.placements.locks import lock_placement
from matching.placements.workflow import PLACEMENTS
from matching.querysets import Silence
from psf.french.numbers import counted
from psf.workflow import at_hand
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.journal import Journal
from psf.workflow.kinds import Phone, kinds
from psf.workflow.models import Action
from psf.workflow.policies import catalog
from psf.workflow.policies.effective import policy_of


def reservations_over(now):
    return Placement.objects.reservation_over(timezone.localdate(now))


def expire(placement, now) -> bool:
    return move(PLACEMENTS, placement, "expire", now)


def silent_to_the_end(now):
    return Placement.objects.silent(Silence(last_days("release_days", now)))


def release(placement, now) -> bool:
    return move(PLACEMENTS, placement, "release", now)


def ladder():
    """What a silence opens, in the order of the delays of the code."""
    rungs = [kind for kind in kinds("placement") if kind.rung]
    return sorted(rungs, key=lambda kind: catalog.DELAYS[kind.rung.delay])


def silent(now):
    """Files where a rung of the ladder is reached and was not opened yet."""
    silences = [
        Silence(last_days(kind.rung.delay, now), kind.verb, kind.rung.among) for kind in ladder()
    ]
    return Placement.objects.silent(*silences)


def climb_ladder(placement, now) -> bool:
    """Open each rung reached since the company was asked, once, on the day the clock first sees it."""
    with at_hand.during_a_move():
        locked = lock_placement(placement.pk)
        at_hand.hold(locked)
        return _climb(locked, now)


def _climb(placement, now) -> bool:
    since = placement.silent_from() if placement.stage == PlacementStage.SENT else None
    if since is None:
        return False
    today, policy = timezone.localdate(now), policy_of(placement)
    counted_from = placement.reminded_from(since)
    asked = placement.answer_asked()
    known = set(
        Action.objects.filter(placement=placement, opened_at__gte=asked.opened_at).values_list(
            "verb", flat=True
        )
    )
    opened = False
    for kind in ladder():
        if kind.when and not kind.when(placement):
            continue
        if kind.verb in known or policy.add(counted_from, kind.rung.delay) > today:
            continue
        if kind.phone == Phone.CALL:
            # One call to make at a time: the new one replaces those nobody made.
            calls = [each for each in kinds("placement") if each.phone == Phone.CALL]
            close_actions(placement, journal=Journal(), now=now, outcome="replaced", kinds=calls)
        open_action(placement, kind, journal=Journal(), now=now)
        silence = counted((today - since).days, "jour")
        label = f"Sans réponse depuis {silence} : {kind.label.lower()}"
        log_clock(placement, f"ladder_{kind.verb}", label, now)
        news.tell_rung(placement, kind.rung.message, now, cause=label)
        opened = True
    return opened


def ladder_in_words(policy) -> str:
    return (
        "Une entreprise à qui un profil est transmis et qui ne répond pas : relance après"
        f" {counted(policy.delay('remind_days'), 'jour')}, intervention de l'acheteur (ou du département"
        f" sans marché) après {counted(policy.delay('buyer_days'), 'jour')}, troisième contact après"
        f" {counted(policy.delay('third_contact_days'), 'jour')}, rappel d'engagement écrit après"
        f" {counted(policy.delay('commitment_days'), 'jour')}."
    )


RULES = [
    Rule(
        "expire",
        "Réservation échue : libérer",
        reservations_over,
        expire,
        lambda policy: (
            f"Une réservation dure {counted(policy.delay('reservation_days'), 'jour')} ; passé ce délai, sans"
            " prolongation ni envoi du profil, le jeune et la place sont libérés."
        ),
    ),
    Rule(
        "release",
        "Entreprise sans réponse : libérer",
        silent_to_the_end,
        release,
        lambda policy: (
            f"Une entreprise sans réponse depuis {counted(policy.delay('release_days'), 'jour')} : le jeune"
            " est libéré, avec le motif « sans réponse »."
        ),
        reminds="pk",
    ),
    Rule(
        "ladder",
        "Entreprise silencieuse : étape suivante",
        silent,
        climb_ladder,
        ladder_in_words,
        reminds="pk",
    ),
]
