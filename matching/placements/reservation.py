"""Reserving a slot for a young person: two people at once, one wins and the other is told why."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.engine.pair import hours_needed
from matching.enums import PlacementStage
from matching.models import MatchingPolicy, Placement, Suggestion, Youth
from matching.placements.workflow import FOLLOWERS
from matching.ranking.proposable import halt_of_youth
from matching.youths.situations import outliving
from offers.enums import OfferStage
from offers.models import HostSlot, Offer, OfferBudget
from offers.workflow import keep_answered, lock_offer
from psf.workflow.actors import capacity, in_words
from psf.workflow.agenda import close_actions, open_declared
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused, refusal_of
from psf.workflow.machine import Move
from psf.workflow.models import Event
from psf.workflow.policies.effective import policy_of


def hours_of(youth: Youth, slot: HostSlot) -> int:
    """Hours that a parcours of this young person there takes: the rule of the live lists."""
    offer = slot.offer
    return hours_needed(youth.hours_wanted, offer.calibre, offer.budget.left, offer.splittable)


def reserve(
    youth: Youth, slot: HostSlot, *, by, tutor=None, hours: int | None = None, shown=None, now=None
) -> Placement:
    """Reserve `slot` for `youth` and open what follows; `tutor` is `by` unless named.

    `shown` is the proposal that the person had on screen (engine Proposal), kept with its numbers.
    Raises Refused when the slot, the young person or the hours are taken, and changes nothing.
    """
    now = now or timezone.now()
    try:
        with transaction.atomic():
            return _reserve(
                youth, slot, by=by, tutor=tutor or by, hours=hours, shown=shown, now=now
            )
    except IntegrityError as error:
        raise refusal_of(error, Placement, OfferBudget) from error


def _reserve(youth, slot, *, by, tutor, hours, shown, now) -> Placement:
    if capacity(by, FOLLOWERS) is None:
        raise Refused(f"Réservé à : {in_words(FOLLOWERS)}.")
    offer = lock_offer(slot.offer_id)
    slot = HostSlot.objects.select_related("commune", "tutor", "host").get(pk=slot.pk)
    slot.offer = offer
    youth = (
        Youth.objects.select_for_update(of=("self",))
        .select_related("tutor", "service")
        .get(pk=youth.pk)
    )
    hours = hours or hours_of(youth, slot)
    if refusal := why_not(youth, slot, offer, hours):
        raise Refused(refusal)
    today = timezone.localdate(now)
    placement = Placement(
        youth=youth,
        service=youth.service,
        host_slot=slot,
        offer=offer,
        tutor=tutor,
        stage=PlacementStage.RESERVED,
        stage_since=now,
        hours=hours,
        hours_reserved=hours,
        reserved_on=today,
        reserved_until=policy_of(youth).add(today, "reservation_days"),
    )
    placement.save()
    move = Move(subject=placement, by=by, now=now)
    move.journal.move_hours(offer.budget, reserved=hours)
    move.journal.change(slot, busy=True, busy_until=placement.reserved_until)
    close_actions(youth, journal=move.journal, by=by, now=now, outcome="reserved", but=outliving())
    keep_answered(offer, journal=move.journal, now=now)
    open_declared(move, "placement", PlacementStage.RESERVED)
    if shown is not None:
        _keep_suggestion(placement, shown, by)
    Event.objects.create(
        kind=EventKind.TRANSITION,
        name="reserve",
        label=f"Réservé : {slot}",
        to_stage=PlacementStage.RESERVED,
        at=now,
        by=by,
        **placement.as_subject(),
    )
    return placement


def why_not(youth: Youth, slot: HostSlot, offer: Offer, hours: int) -> str | None:
    """Why this young person can't be reserved there, in French, or None."""
    if offer.stage != OfferStage.AVAILABLE:
        return f"Cette offre n'est pas disponible ({offer.get_stage_display()})."
    if not slot.active:
        return "Ce lieu d'accueil est fermé."
    if slot.busy:
        return "Ce lieu d'accueil vient d'être réservé pour un autre jeune."
    if youth.merged_into_id or youth.anonymised_on:
        return "Ce dossier n'est plus suivi."
    if halt := halt_of_youth(youth):
        return halt.sentence
    left = offer.budget.left
    if left == 0:
        return "Il ne reste plus d'heures sur cette offre."
    if hours < 1 or hours > left:
        return f"Il reste {left} h sur cette offre : il en faut {hours}."
    return None


def _keep_suggestion(placement: Placement, shown, by) -> None:

    policy = MatchingPolicy.objects.in_force()
    Suggestion.objects.create(
        youth=placement.youth,
        service=placement.service,
        host_slot=placement.host_slot,
        placement=placement,
        score=shown.score,
        priority=shown.priority.points,
        contributions=[
            {
                "criterion": part.criterion,
                "value": part.value,
                "weight": part.weight,
                "points": part.points,
                "sentence": part.sentence,
            }
            for part in shown.contributions
        ],
        policy_from=policy.valid_from if policy else None,
        shown_to=by,
    )
