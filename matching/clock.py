"""What time alone does: open, escalate, expire, release. Run by a schedule and `manage.py relances`.

Each rule finds its subjects, then acts on each in its own transaction, on the locked row, after
asking again whether it is still due: run twice, or twice at once, it does everything once.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from matching.delays import ASK_SUPERIOR, LADDER, PROPOSE_PLACEMENT, RELEASE_DAYS
from matching.enums import PlacementStage, Situation
from matching.models import Placement, Youth
from matching.situations import change_situation
from matching.verbs import BY_PHONE, PlacementVerb, YouthVerb
from matching.workflow import PLACEMENTS, lock_placement
from offers.enums import ClosedReason, OfferStage
from offers.models import CompanyContact, Offer
from offers.models.companies import VERIFICATION_DAYS
from offers.verbs import OfferVerb
from offers.workflow import OFFERS, lock_offer
from psf.perimeter.scope import all_services, perimeter, services_in_sight
from psf.territories.models import Service
from psf.workflow import verbs
from psf.workflow.agenda import Opening, close_actions, open_action
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.locks import only_one
from psf.workflow.models import Action, Event, WorkflowLimits

logger = logging.getLogger("psf.clock")

# An available offer without a young person climbs (domain §4), in days since it was available.
CLIMB = (
    (15, "department", Actor.DEPARTMENT),
    (30, "region", Actor.REGION),
    (45, "national", Actor.NATIONAL),
)
ANSWER_OFFER_DAYS = 5
VERIFY_CONTACTS = Opening(OfferVerb.VERIFY_CONTACTS, Actor.COORDINATOR, 7)
USE_HOURS = Opening(OfferVerb.USE_HOURS, Actor.COORDINATOR, 7)
# « utiliser les heures » and « vérifier les contacts » done by hand are not asked again at once.
ASK_AGAIN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the clock: `find` gives the subjects due, `act` handles one and says if it did."""

    name: str
    label: str
    find: Callable[[datetime], Iterable]
    act: Callable[[object, datetime], bool]


@dataclass(slots=True)
class Report:
    """How many subjects each rule handled, and which ones failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    skipped: bool = False

    @property
    def total(self) -> int:
        return sum(self.done.values())


def log_clock(subject, name: str, label: str, now: datetime) -> None:
    Event.objects.create(
        kind=EventKind.CLOCK, name=name, label=label, at=now, **subject.as_subject()
    )


# Placements


def reservations_over(now):
    return Placement.objects.reservation_over(timezone.localdate(now))


def expire(placement, now) -> bool:
    return _move(PLACEMENTS, placement, "expire", now)


def silent_to_the_end(now):
    return Placement.objects.silent_since(timezone.localdate(now) - timedelta(days=RELEASE_DAYS))


def release(placement, now) -> bool:
    return _move(PLACEMENTS, placement, "release", now)


def silent(now):
    first_step = LADDER[0][0]
    return Placement.objects.silent_since(timezone.localdate(now) - timedelta(days=first_step))


def climb_ladder(placement, now) -> bool:
    """Open each step reached since sending, once, on the day the clock first sees it."""
    placement = lock_placement(placement.pk)
    if placement.stage != PlacementStage.SENT:
        return False
    days = (timezone.localdate(now) - placement.sent_on).days
    known = set(
        Action.objects.filter(
            placement=placement, opened_at__gte=placement.stage_since
        ).values_list("verb", flat=True)
    )
    opened = False
    for after, step in LADDER:
        if step.verb == PlacementVerb.ASK_BUYER and placement.offer.contract_id is None:
            step = ASK_SUPERIOR
        if step.verb == PlacementVerb.COMMITMENT_REMINDER and placement.offer.contract_id is None:
            continue
        if days < after or step.verb in known:
            continue
        if step.verb in BY_PHONE:
            # One call to make at a time: the new one replaces those nobody made.
            close_actions(placement, journal=Journal(), now=now, outcome="replaced", verbs=BY_PHONE)
        person = placement.tutor if step.actor == Actor.TUTOR else None
        open_action(placement, step, journal=Journal(), now=now, person=person)
        label = f"Sans réponse depuis {days} jours : {verbs.label_of(step.verb).lower()}"
        log_clock(placement, f"ladder_{step.verb}", label, now)
        opened = True
    return opened


# Late actions


def late_actions(now):
    limit = WorkflowLimits.load().escalation_days
    day = timezone.localdate(now) - timedelta(days=limit)
    return Action.objects.open().filter(due__lt=day, escalated_on__isnull=True)


def escalate(action, now) -> bool:
    """Say that an action is late; it shows as climbed until it is done or dated again."""
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if not action.is_open or action.escalated_on:
        return False
    action.escalated_on = timezone.localdate(now)
    action.save(update_fields=["escalated_on"])
    late = (action.escalated_on - action.due).days
    label = f"En retard de {late} jours, signalé : {verbs.label_of(action.verb).lower()}"
    keys = {
        f"{name}_id": getattr(action, f"{name}_id")
        for name in ("service", "youth", "placement", "offer", "contact")
    }
    Event.objects.create(kind=EventKind.CLOCK, name="escalate", label=label, at=now, **keys)
    return True


# Offers


def suspensions_over(now):
    return Offer.objects.filter(
        stage=OfferStage.SUSPENDED, suspended_until__lte=timezone.localdate(now)
    ).exclude(_has_open_action(OfferVerb.RESUME_OFFER))


def remind_to_resume(offer, now) -> bool:
    offer = lock_offer(offer.pk)
    opening = Opening(OfferVerb.RESUME_OFFER, Actor.COORDINATOR, 0)
    open_action(offer, opening, journal=Journal(), now=now)
    return True


def offers_without_answer(now):
    first = timezone.localdate(now) - timedelta(days=CLIMB[0][0])
    return (
        Offer.objects.available()
        .filter(available_since__lte=first)
        .exclude(climbed_to="national")
        .filter(_has_open_action(OfferVerb.PROPOSE_YOUTH))
        .exclude(_had_placement())
    )


def climb_offer(offer, now) -> bool:
    """département, then région académique, then the national team."""
    offer = lock_offer(offer.pk)
    days = (timezone.localdate(now) - offer.available_since).days
    reached = [step for step in CLIMB if days >= step[0]]
    if offer.stage != OfferStage.AVAILABLE or not reached:
        return False
    _, level, actor = reached[-1]
    if level == offer.climbed_to:
        return False
    Offer.objects.filter(pk=offer.pk).update(climbed_to=level)
    Action.objects.open().filter(offer=offer, verb=OfferVerb.ANSWER_OFFER).update(
        done_at=now, outcome="climbed"
    )
    service = Service.objects.national() if actor == Actor.NATIONAL else offer.service
    Action.objects.create(
        verb=OfferVerb.ANSWER_OFFER,
        actor=actor,
        due=timezone.localdate(now) + timedelta(days=ANSWER_OFFER_DAYS),
        opened_at=now,
        offer=offer,
        service=service,
    )
    log_clock(offer, f"climb_{level}", f"Sans jeune depuis {days} jours : {actor.label}", now)
    return True


def contracts_over(now):
    return (
        Offer.objects.still_open()
        .exclude(stage=OfferStage.DECLARED)
        .filter(contract__firm_end__lt=timezone.localdate(now))
        .exclude(slots__busy=True)
    )


def close_offer(offer, now) -> bool:
    return _move(OFFERS, offer, "close", now, reason=ClosedReason.CONTRACT_ENDED)


def hours_about_to_be_lost(now):
    return (
        Offer.objects.available()
        .ending_soon(timezone.localdate(now))
        .with_hours_left()
        .exclude(_asked_lately(OfferVerb.USE_HOURS, now))
    )


def ask_to_use_hours(offer, now) -> bool:
    return _open_on_offer(offer, USE_HOURS, now)


def contacts_to_verify(now):
    limit = timezone.localdate(now) - timedelta(days=VERIFICATION_DAYS)
    fresh = CompanyContact.objects.filter(
        company=OuterRef("company"), left_on__isnull=True, verified_on__gte=limit
    )
    return (
        Offer.objects.available()
        .exclude(Exists(fresh))
        .exclude(_asked_lately(OfferVerb.VERIFY_CONTACTS, now))
    )


def ask_to_verify_contacts(offer, now) -> bool:
    return _open_on_offer(offer, VERIFY_CONTACTS, now)


# Young people


def ready_without_action(now):
    has_action = Action.objects.open().filter(youth=OuterRef("pk"), placement__isnull=True)
    return Youth.objects.free().exclude(Exists(has_action))


def ask_to_propose(youth, now) -> bool:
    youth = Youth.objects.select_for_update(of=("self",)).get(pk=youth.pk)
    if youth.situation != Situation.READY or youth.placements.active().exists():
        return False
    if Action.objects.open().filter(youth=youth, verb=YouthVerb.PROPOSE_PLACEMENT).exists():
        return False
    change_situation(youth, Situation.READY, now=now, opening=PROPOSE_PLACEMENT)
    return True


RULES = [
    Rule("expire", "Réservation échue : libérer", reservations_over, expire),
    Rule("release", "28 jours sans réponse : libérer", silent_to_the_end, release),
    Rule("ladder", "Entreprise silencieuse : étape suivante", silent, climb_ladder),
    Rule("close_offer", "Période ferme terminée : clore l'offre", contracts_over, close_offer),
    Rule("resume_offer", "Suspension terminée : reprendre", suspensions_over, remind_to_resume),
    Rule("climb_offer", "Offre sans jeune : remonter", offers_without_answer, climb_offer),
    Rule(
        "use_hours",
        "Fin de marché proche : heures à utiliser",
        hours_about_to_be_lost,
        ask_to_use_hours,
    ),
    Rule("verify_contacts", "Contacts à vérifier", contacts_to_verify, ask_to_verify_contacts),
    Rule("ready_youth", "Jeune prêt sans proposition", ready_without_action, ask_to_propose),
    Rule("escalate", "Action en retard : signaler", late_actions, escalate),
]


def run(*, now=None, dry_run: bool = False) -> Report:
    """Apply every rule once. `skipped` when another clock is running; a failure stops no other."""
    now = now or timezone.now()
    report = Report()
    with only_one("clock") as alone:
        if not alone:
            report.skipped = True
            return report
        with all_services("clock"):
            scope = services_in_sight()
        for rule in RULES:
            report.done[rule.name] = 0
            with perimeter(scope):
                due = rule.find(now)
                keys = list(due.order_by("pk").values_list("pk", flat=True).distinct())
            for pk in keys:
                _apply(rule, due.model, pk, scope, now, dry_run, report)
    return report


def _apply(rule, model, pk, scope, now, dry_run, report) -> None:
    try:
        with transaction.atomic(), perimeter(scope):
            if rule.act(model(pk=pk), now):
                report.done[rule.name] += 1
            if dry_run:
                transaction.set_rollback(True)
    except Refused as refused:
        logger.info("rule %s left %s %s: %s", rule.name, model.__name__, pk, refused.sentence)
    except Exception:
        logger.exception("rule %s failed on %s %s", rule.name, model.__name__, pk)
        report.failed.append(f"{rule.name} {model.__name__} {pk}")


def _move(workflow, subject, name, now, **kwargs) -> bool:
    workflow.perform(subject, name, now=now, **kwargs)
    return True


def _open_on_offer(offer, opening, now) -> bool:
    offer = lock_offer(offer.pk)
    if offer.stage != OfferStage.AVAILABLE:
        return False
    if Action.objects.open().filter(offer=offer, verb=opening.verb).exists():
        return False
    open_action(offer, opening, journal=Journal(), now=now)
    return True


def _has_open_action(verb):
    return Exists(Action.objects.open().filter(offer=OuterRef("pk"), verb=verb))


def _asked_lately(verb, now):
    limit = now - timedelta(days=ASK_AGAIN_DAYS)
    return Exists(
        Action.objects.filter(offer=OuterRef("pk"), verb=verb).filter(
            Q(done_at__isnull=True) | Q(done_at__gte=limit)
        )
    )


def _had_placement():
    """Somebody was reserved since the offer became available: it is being answered."""
    return Exists(
        Placement.objects.filter(offer=OuterRef("pk"), reserved_on__gte=OuterRef("available_since"))
    )
