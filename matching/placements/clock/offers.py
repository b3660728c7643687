"""Offers that find nobody, contracts that end, contacts that nobody verified."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from matching.models import Placement
from matching.placements.clock.rule import Rule, asked_lately, last_days, log_clock, move
from offers.actions import (
    ANSWER_OFFER,
    CLIMB,
    PROPOSE_YOUTH,
    RESUME_OFFER,
    USE_HOURS,
    VERIFY_CONTACTS,
)
from offers.enums import ClosedReason, OfferStage
from offers.models import CompanyContact, Offer
from offers.models.companies import VERIFICATION_DAYS
from offers.workflow import OFFERS, lock_offer
from psf.french.numbers import counted
from psf.territories.models import Service
from psf.workflow.agenda import dates_of, open_action
from psf.workflow.enums import Actor
from psf.workflow.journal import Journal
from psf.workflow.models import Action
from psf.workflow.policies.effective import policy_of


def suspensions_over(now):
    return Offer.objects.filter(
        stage=OfferStage.SUSPENDED, suspended_until__lte=timezone.localdate(now)
    ).exclude(_has_open_action(RESUME_OFFER))


def remind_to_resume(offer, now) -> bool:
    open_action(lock_offer(offer.pk), RESUME_OFFER, journal=Journal(), now=now)
    return True


def offers_without_answer(now):
    """Available for as long as a level waits, and not climbed that far yet."""
    reached, below = Q(pk__in=[]), [""]
    for name, actor in CLIMB:
        for day, services in last_days(name, now).items():
            reached |= Q(service__in=services, available_since__lte=day, climbed_to__in=below)
        below = [*below, str(actor)]
    return (
        Offer.objects.available()
        .filter(reached)
        .filter(_has_open_action(PROPOSE_YOUTH))
        .exclude(_had_placement())
    )


def climb_offer(offer, now) -> bool:
    """département, then région académique, then the national team."""
    offer = lock_offer(offer.pk)
    if offer.stage != OfferStage.AVAILABLE:
        return False
    today, policy = timezone.localdate(now), policy_of(offer)
    reached = [actor for name, actor in CLIMB if policy.add(offer.available_since, name) <= today]
    if not reached or reached[-1] == offer.climbed_to:
        return False
    actor = reached[-1]
    Offer.objects.filter(pk=offer.pk).update(climbed_to=str(actor))
    Action.objects.open().filter(offer=offer).of(ANSWER_OFFER).update(
        done_at=now, outcome="climbed"
    )
    service = Service.objects.national() if actor == Actor.NATIONAL else offer.service
    Action.objects.create(
        verb=ANSWER_OFFER.verb,
        actor=actor,
        opened_at=now,
        offer=offer,
        service=service,
        **dates_of(ANSWER_OFFER, offer.service_id, start=today),
    )
    days = counted((today - offer.available_since).days, "jour")
    log_clock(offer, f"climb_{actor}", f"Sans jeune depuis {days} : {actor.label}", now)
    return True


def contracts_over(now):
    return (
        Offer.objects.still_open()
        .exclude(stage=OfferStage.DECLARED)
        .filter(contract__firm_end__lt=timezone.localdate(now))
        .exclude(slots__busy=True)
    )


def close_offer(offer, now) -> bool:
    return move(OFFERS, offer, "close", now, reason=ClosedReason.CONTRACT_ENDED)


def hours_about_to_be_lost(now):
    return (
        Offer.objects.available()
        .ending_soon(timezone.localdate(now))
        .with_hours_left()
        .exclude(asked_lately(USE_HOURS, now))
    )


def ask_to_use_hours(offer, now) -> bool:
    return _open_on_offer(offer, USE_HOURS, now)


def contacts_to_verify(now):
    limit = timezone.localdate(now) - timedelta(days=VERIFICATION_DAYS)
    fresh = CompanyContact.objects.filter(
        company=OuterRef("company"), left_on__isnull=True, verified_on__gte=limit
    )
    return (
        Offer.objects.available().exclude(Exists(fresh)).exclude(asked_lately(VERIFY_CONTACTS, now))
    )


def ask_to_verify_contacts(offer, now) -> bool:
    return _open_on_offer(offer, VERIFY_CONTACTS, now)


def _open_on_offer(offer, kind, now) -> bool:
    offer = lock_offer(offer.pk)
    if offer.stage != OfferStage.AVAILABLE:
        return False
    if Action.objects.open().filter(offer=offer).of(kind).exists():
        return False
    open_action(offer, kind, journal=Journal(), now=now)
    return True


def _has_open_action(kind):
    return Exists(Action.objects.open().of(kind).filter(offer=OuterRef("pk")))


def _had_placement():
    """Somebody was reserved since the offer became available: it is being answered."""
    return Exists(
        Placement.objects.filter(offer=OuterRef("pk"), reserved_on__gte=OuterRef("available_since"))
    )


def climb_in_words(policy) -> str:
    department, region, national = (counted(policy.delay(name), "jour") for name, _ in CLIMB)
    return (
        "Une offre disponible et sans jeune remonte au département après"
        f" {department}, à la région académique après {region}, à l'équipe nationale après"
        f" {national}."
    )


RULES = [
    Rule(
        "close_offer",
        "Période ferme terminée : clore l'offre",
        contracts_over,
        close_offer,
        lambda policy: (
            "Le lendemain de la fin de la période ferme du marché, l'offre est close si personne"
            " n'est accueilli."
        ),
    ),
    Rule(
        "resume_offer",
        "Suspension terminée : reprendre",
        suspensions_over,
        remind_to_resume,
        lambda policy: (
            "Le jour de reprise d'une offre suspendue, le coordonnateur doit la reprendre."
        ),
    ),
    Rule(
        "climb_offer",
        "Offre sans jeune : remonter",
        offers_without_answer,
        climb_offer,
        climb_in_words,
    ),
    Rule(
        "use_hours",
        "Fin de marché proche : heures à utiliser",
        hours_about_to_be_lost,
        ask_to_use_hours,
        lambda policy: (
            "Un marché qui se termine dans moins de 6 mois avec des heures non utilisées : à traiter"
            f" {_within(policy.days(USE_HOURS))}, avant les autres offres."
        ),
    ),
    Rule(
        "verify_contacts",
        "Contacts à vérifier",
        contacts_to_verify,
        ask_to_verify_contacts,
        lambda policy: (
            "Une offre disponible dont aucun contact n'a été vérifié depuis 6 mois : un contact est à"
            f" vérifier {_within(policy.days(VERIFY_CONTACTS))}."
        ),
    ),
]


def _within(days: int) -> str:
    return f"sous {counted(days, 'jour')}" if days else "le jour même"
