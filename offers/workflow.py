"""The life of an offer, from declaration to the last hour. Nothing else changes its stage.

| from | move | to |
|---|---|---|
| déclarée | prendre en charge | à appeler |
| à appeler | vérifier | disponible |
| disponible | suspendre | suspendue |
| suspendue | reprendre | disponible |
| suspendue | prolonger | suspendue |
| disponible | prévoir la suite (coded, dated) | disponible |
| disponible | solder (no hours left, automatic) | soldée |
| soldée | rouvrir (hours came back) | disponible |
| déclarée to suspendue | perdre (coded) | perdue |
| à appeler to suspendue, soldée | clore (coded) | close |
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from offers.actions import (
    ANSWER_OFFER,
    CALL_BACK_COMPANY,
    FOLLOW_UP,
    PROPOSE_YOUTH,
    PROPOSE_YOUTH_AGAIN,
    TAKE_CHARGE,
)
from offers.enums import (
    OPEN_STAGES,
    ClosedReason,
    LostReason,
    NextPlan,
    OfferStage,
    SuspendedReason,
)
from offers.models import HostSlot, Offer, OfferBudget
from offers.told import tell, untell
from psf.french.days import numeric
from psf.french.numbers import counted
from psf.perimeter.scope import services_in_sight
from psf.workflow.agenda import close_actions, open_action
from psf.workflow.enums import COORDINATING, Actor, EventKind
from psf.workflow.journal import Journal
from psf.workflow.kinds import ActionKind
from psf.workflow.machine import Move, Transition, Workflow
from psf.workflow.models import Action, Event

COORDINATION = COORDINATING
CLOCK = frozenset({Actor.CLOCK})
BY_CLOCK_TOO = COORDINATION | CLOCK

# Guards


def has_a_slot(move: Move) -> str | None:
    if not move.subject.slots.filter(active=True).exists():
        return "Ajoutez d'abord un lieu d'accueil : site, commune, tâches et rythme."
    return None


def has_a_contact(move: Move) -> str | None:
    if not move.subject.people_to_call().exists():
        return "Ajoutez d'abord un contact dans l'entreprise."
    return None


def has_hours_left(move: Move) -> str | None:
    if move.subject.budget.left == 0:
        return "Toutes les heures de cette offre sont réservées ou consommées."
    return None


def has_no_hours_left(move: Move) -> str | None:
    budget = move.subject.budget
    if budget.left:
        return f"Il reste {counted(budget.left, 'heure')} à proposer sur cette offre."
    if budget.reserved:
        return (
            f"{counted(budget.reserved, 'heure')} à faire, réservées pour un jeune : l'offre se solde"
            " d'elle-même quand elles sont faites."
        )
    return None


def is_in_firm_period(move: Move) -> str | None:
    end = move.subject.firm_end
    if end is not None and end < move.today:
        return f"La période ferme du marché est terminée depuis le {numeric(end)}."
    return None


def nobody_is_there(move: Move) -> str | None:
    if move.subject.slots.filter(busy=True).exists():
        return "Un parcours est en cours sur cette offre : terminez-le d'abord."
    return None


def resumes_later(move: Move) -> str | None:
    until = move.data.get("suspended_until")
    if until is None or until <= move.today:
        return "Indiquez une date de reprise à venir."
    return None


def is_seen_again_later(move: Move) -> str | None:
    day = move.data.get("see_again_on")
    if day is None or day <= move.today:
        return "Indiquez une date à venir : ce jour-là, la suite est à revoir."
    return None


# Effects


def verify_contacts(move: Move) -> None:
    """The contact reached is verified today; the others keep their date."""
    contact = move.data.get("contact") or move.subject.people_to_call().first()
    move.journal.change(contact, verified_on=move.today)


def become_available(move: Move) -> None:
    move.change(available_since=move.today, suspended_until=None, climbed_to="")


def remember_resumption(move: Move) -> None:
    move.change(suspended_until=move.data["suspended_until"])


def see_again(move: Move) -> None:
    """What waits for a young person or a place is due on the day agreed with the company."""
    waiting = Action.objects.open().filter(offer=move.subject).of(PROPOSE_YOUTH, FOLLOW_UP)
    for action in waiting.select_for_update(of=("self",)):
        day = move.data["see_again_on"]
        move.journal.change(action, due=day, counted_from=None, escalated_on=None)


def remember_reason(move: Move) -> None:
    move.change(closed_reason=move.reason, closed_word=move.word)


def call_back(move: Move) -> None:
    """The company asks to be called, by its link or by telephone."""
    move.open(CALL_BACK_COMPANY)


TRANSITIONS = [
    Transition(
        name="take_charge",
        label="Prendre en charge",
        done="Offre prise en charge",
        sources=frozenset({OfferStage.DECLARED}),
        target=OfferStage.TO_CALL,
        who=COORDINATION,
    ),
    Transition(
        name="verify",
        label="Vérifiée : la rendre disponible",
        done="Offre vérifiée avec l'entreprise",
        sources=frozenset({OfferStage.TO_CALL}),
        target=OfferStage.AVAILABLE,
        who=COORDINATION,
        guards=(has_a_slot, has_a_contact, has_hours_left, is_in_firm_period),
        effects=(verify_contacts, become_available),
    ),
    Transition(
        name="suspend",
        label="Suspendre",
        done="Offre suspendue",
        sources=frozenset({OfferStage.AVAILABLE}),
        target=OfferStage.SUSPENDED,
        who=COORDINATION,
        guards=(nobody_is_there,),
        checks=(resumes_later,),
        effects=(remember_resumption,),
        reasons=SuspendedReason,
    ),
    Transition(
        name="resume",
        label="Reprendre",
        done="Offre reprise",
        sources=frozenset({OfferStage.SUSPENDED}),
        target=OfferStage.AVAILABLE,
        who=COORDINATION,
        guards=(has_a_slot, has_hours_left, is_in_firm_period),
        effects=(become_available,),
    ),
    Transition(
        name="suspend_longer",
        label="Prolonger la suspension",
        done="Suspension prolongée",
        sources=frozenset({OfferStage.SUSPENDED}),
        target=OfferStage.SUSPENDED,
        who=COORDINATION,
        checks=(resumes_later,),
        effects=(remember_resumption,),
        reasons=SuspendedReason,
    ),
    Transition(
        name="plan_next",
        label="Noter la suite prévue",
        done="Suite prévue avec l'entreprise",
        sources=frozenset({OfferStage.AVAILABLE}),
        target=None,
        who=COORDINATION,
        checks=(is_seen_again_later,),
        effects=(see_again,),
        reasons=NextPlan,
    ),
    Transition(
        name="use_up",
        label="Solder",
        done="Offre soldée : toutes les heures sont consommées",
        sources=frozenset({OfferStage.AVAILABLE}),
        target=OfferStage.USED_UP,
        who=BY_CLOCK_TOO,
        guards=(has_no_hours_left, nobody_is_there),
    ),
    Transition(
        name="reopen",
        label="Rouvrir",
        done="Offre rouverte",
        sources=frozenset({OfferStage.USED_UP}),
        target=OfferStage.AVAILABLE,
        who=COORDINATION,
        guards=(has_hours_left, is_in_firm_period),
        effects=(become_available,),
    ),
    Transition(
        name="lose",
        label="Déclarer perdue",
        done="Offre perdue",
        sources=OPEN_STAGES,
        target=OfferStage.LOST,
        who=COORDINATION,
        guards=(nobody_is_there,),
        effects=(remember_reason,),
        reasons=LostReason,
    ),
    Transition(
        name="close",
        label="Clore",
        done="Offre close",
        sources=(OPEN_STAGES - {OfferStage.DECLARED}) | {OfferStage.USED_UP},
        target=OfferStage.CLOSED,
        who=BY_CLOCK_TOO,
        guards=(nobody_is_there,),
        effects=(remember_reason,),
        reasons=ClosedReason,
    ),
    Transition(
        name="ask_call",
        label="Noter que l'entreprise demande à être rappelée",
        done="L'entreprise demande à être rappelée",
        sources=OPEN_STAGES,
        target=None,
        who=frozenset({Actor.COMPANY}),
        effects=(call_back,),
    ),
]


def enter(move: Move, stage: str) -> None:
    """Beside what is declared for a stage: an available offer always has its next action."""
    if stage == OfferStage.AVAILABLE:
        keep_answered(move.subject, journal=move.journal, now=move.now, opening=PROPOSE_YOUTH)


def keep_answered(
    offer, *, journal: Journal, now=None, opening: ActionKind = PROPOSE_YOUTH_AGAIN
) -> None:
    """Leave an available offer with its next action, after a slot was taken or freed.

    Hours left and a free slot: propose somebody. Otherwise somebody is there: think of what follows
    when the first slot is free.
    """
    if offer.stage != OfferStage.AVAILABLE:
        return
    now = now or timezone.now()
    if _awaits_somebody(offer):
        close_actions(offer, journal=journal, now=now, kinds=[FOLLOW_UP])
        open_action(offer, opening, journal=journal, now=now)
        return
    close_actions(
        offer,
        journal=journal,
        now=now,
        outcome="reserved",
        kinds=[PROPOSE_YOUTH, ANSWER_OFFER],
    )
    journal.change(offer, climbed_to="")
    _date_follow_up(offer, journal=journal, now=now)


def _awaits_somebody(offer) -> bool:
    """Hours left, and a free place; or nobody at all, and a place to open."""
    slots = offer.slots.filter(Q(active=True) | Q(busy=True))
    return offer.budget.left > 0 and (
        not slots.filter(busy=True).exists() or slots.filter(busy=False).exists()
    )


def settle(offer, *, journal: Journal, now=None) -> None:
    """Close the account of an available offer, or leave it with the action that its hours and places call for.

    After anything that moves them. An action that is the right one keeps its date.
    """
    if OFFERS.refusal(offer, "use_up") is None:
        OFFERS.perform(offer, "use_up", journal=journal, now=now)
        return
    wanted, other = (
        (PROPOSE_YOUTH, FOLLOW_UP) if _awaits_somebody(offer) else (FOLLOW_UP, PROPOSE_YOUTH)
    )
    verbs = set(Action.objects.open().filter(offer=offer).values_list("verb", flat=True))
    if wanted.verb not in verbs or other.verb in verbs:
        keep_answered(offer, journal=journal, now=now, opening=PROPOSE_YOUTH)


def settle_again(offer, now) -> None:
    """An undo brought back what was asked of the offer then; hours and places may have moved since."""
    settle(lock_offer(offer.pk), journal=Journal(), now=now)


def hold_slot(slot, until, *, journal: Journal, now=None) -> None:
    """Say until when a taken slot is held, as far as one knows; « prévoir la suite » follows it."""
    now = now or timezone.now()
    journal.change(slot, busy_until=until)
    offer = slot.offer
    if Action.objects.open().of(FOLLOW_UP).filter(offer=offer).exists():
        _date_follow_up(offer, journal=journal, now=now)


def _date_follow_up(offer, *, journal, now) -> None:
    """When the first place held is free; today where none is."""
    today = timezone.localdate(now)
    held = offer.slots.filter(busy=True).values_list("busy_until", flat=True)
    first_free = min((day or today for day in held), default=today)
    open_action(offer, FOLLOW_UP, journal=journal, now=now, start=max(first_free, today))


def lock_offer(pk) -> Offer:
    """Lock an offer, its hours and its slots, in this order."""
    offer = Offer.objects.select_for_update(of=("self",)).select_related("contract").get(pk=pk)
    offer.budget = OfferBudget.objects.select_for_update().get(offer=offer)
    list(HostSlot.objects.select_for_update(of=("self",)).filter(offer=offer).order_by("pk"))
    return offer


def is_followed_by(offer, user) -> bool:
    """Whether the offer's service is in sight; the clock sees to every offer."""
    return user is None or offer.service_id in services_in_sight()


BEFORE_AVAILABLE = frozenset({OfferStage.DECLARED, OfferStage.TO_CALL})


def kept_by(offer: Offer, event: Event) -> str | None:
    """A young person who holds a place rests on the steps that made the offer available."""
    made_available = event.to_stage == OfferStage.AVAILABLE and event.from_stage in BEFORE_AVAILABLE
    if made_available and offer.slots.filter(busy=True).exists():
        return "Un jeune est sur cette offre : retirez d'abord son parcours."
    return None


OFFERS = Workflow(
    model=Offer,
    stages=OfferStage,
    transitions=TRANSITIONS,
    lock=lock_offer,
    about="offer",
    enter=enter,
    in_perimeter=is_followed_by,
    elsewhere="Cette offre est suivie par un autre service.",
    conflicts=(OfferBudget, HostSlot),
    kept_by=kept_by,
    tell=tell,
    untell=untell,
    undone=settle_again,
)


def declare(
    offer: Offer, *, by=None, guest: str = "", on_behalf_of: str = "", text: str = "", now=None
) -> Event:
    """Log a newly saved offer and open its first action. Call it once, in the same transaction.

    `guest`: who declared it by a public form (an Actor), `by` having only taken it in;
    `on_behalf_of`: who said it by telephone, and `text`, with which words.
    """
    now = now or timezone.now()
    with transaction.atomic():
        open_action(offer, TAKE_CHARGE, journal=Journal(), now=now)
        return Event.objects.create(
            kind=EventKind.RECORD,
            name="declare",
            label="Offre déclarée",
            to_stage=offer.stage,
            at=now,
            by=by,
            guest=guest,
            on_behalf_of=on_behalf_of,
            text=text,
            **offer.as_subject(),
        )
