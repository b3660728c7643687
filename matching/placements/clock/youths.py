"""Young people who are ready and to whom nobody proposes anything."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from matching.enums import Situation
from matching.models import Placement, Youth
from matching.placements.clock.rule import Rule, asked_lately, last_days, log_clock
from matching.youths.actions import FIND_PLACEMENT, PROPOSE_PLACEMENT, SEE_YOUTH
from matching.youths.following import POINTS_A_DAY, keep_followed
from matching.youths.situations import change_situation
from psf.french.numbers import counted
from psf.workflow.agenda import open_action
from psf.workflow.journal import Journal
from psf.workflow.kinds import label_of
from psf.workflow.models import Action


def ready_without_action(now):
    has_action = Action.objects.open().filter(youth=OuterRef("pk"), placement__isnull=True)
    return Youth.objects.free().exclude(Exists(has_action))


def ask_to_propose(youth, now) -> bool:
    youth = Youth.objects.select_for_update(of=("self",)).get(pk=youth.pk)
    if not _is_free(youth):
        return False
    if Action.objects.open().of(PROPOSE_PLACEMENT).filter(youth=youth).exists():
        return False
    change_situation(youth, Situation.READY, now=now, opening=PROPOSE_PLACEMENT)
    return True


def forgotten(now):
    return Youth.objects.forgotten()


def ask_for_a_point(youth, now) -> bool:
    action = keep_followed(youth, now=now)
    if action is None:
        return False
    log_clock(
        action.subject, "forgotten", f"Sans action ouverte : {label_of(action.verb).lower()}", now
    )
    return True


def ready_for_long(now):
    """Ready, and neither reserved anywhere nor back from a proposal, for as long as the policy says."""
    waiting = Q(pk__in=[])
    for day, services in last_days("ready_days", now).items():
        proposed = Placement.objects.filter(
            Q(reserved_on__gt=day) | Q(closed_on__gt=day), youth=OuterRef("pk")
        )
        waiting |= Q(service__in=services, situation_since__lte=day) & ~Exists(proposed)
    return Youth.objects.free().filter(waiting).exclude(asked_lately(FIND_PLACEMENT, now))


def climb_to_coordinator(youth, now) -> bool:
    youth = Youth.objects.select_for_update(of=("self",)).get(pk=youth.pk)
    if not _is_free(youth):
        return False
    if Action.objects.open().of(FIND_PLACEMENT).filter(youth=youth).exists():
        return False
    open_action(youth, FIND_PLACEMENT, journal=Journal(), now=now)
    days = counted((timezone.localdate(now) - youth.situation_since).days, "jour")
    log_clock(youth, "ready_for_long", f"Prêt depuis {days} sans proposition : coordonnateur", now)
    return True


def _is_free(youth) -> bool:
    return youth.situation == Situation.READY and not youth.placements.active().exists()


RULES = [
    Rule(
        "ready_youth",
        "Jeune prêt sans action : proposer",
        ready_without_action,
        ask_to_propose,
        lambda policy: (
            "Un jeune prêt pour un parcours a toujours une action ouverte : lui proposer un parcours"
            f" sous {counted(policy.days(PROPOSE_PLACEMENT), 'jour')}."
        ),
    ),
    Rule(
        "forgotten_youth",
        "Jeune suivi sans action : faire le point",
        forgotten,
        ask_for_a_point,
        lambda policy: (
            "Un jeune en accompagnement, prêt ou en parcours a toujours une action ouverte : faire le"
            f" point sous {counted(policy.days(SEE_YOUTH), 'jour')}, ou plus tard si la personne"
            f" qui le suit a déjà {POINTS_A_DAY} points ce jour-là."
        ),
    ),
    Rule(
        "ready_for_long",
        "Jeune prêt depuis longtemps : remonter",
        ready_for_long,
        climb_to_coordinator,
        lambda policy: (
            f"Un jeune prêt depuis {counted(policy.delay('ready_days'), 'jour')} sans proposition : son"
            " coordonnateur doit chercher une place."
        ),
    ),
]
