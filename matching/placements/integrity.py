"""What must always be true of the queue; the tests and a nightly check ask."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from matching.due import MONTHS_BEFORE
from matching.enums import OVER, PlacementStage, WithdrawnReason
from matching.models import Attendance, Placement, StatisticalPlacement, Youth
from matching.stages import ACTIVE, ENDED, OPEN
from offers.enums import OfferStage
from offers.models import HostSlot, Offer, OfferBudget
from psf.months import add_months
from psf.workflow.models import Action
from psf.workflow.policies.effective import policies_by_service

# What runs every night, or every hour, may have been stopped for a few.
NIGHTS = timedelta(days=3)


def broken_promises() -> list[str]:
    """Say, one line each, which promises are broken in the services in sight; empty when all hold.

    Slots and hours are common to all services: run it with every service in sight.
    """
    return [
        *_lines("parcours ouvert sans action", open_placements_without_action()),
        *_lines("offre disponible sans action", available_offers_without_action()),
        *_lines("jeune prêt sans action", ready_youths_without_action()),
        *_lines("jeune en accompagnement ou en parcours sans action", other_youths_forgotten()),
        *_lines("parcours terminé avec une action ouverte", ended_placements_with_action()),
        *_lines("lieu occupé à tort ou libre à tort", wrongly_busy_slots()),
        *_lines("heures mal comptées", wrong_budgets()),
        *_lines("action due un jour non ouvré", actions_due_on_a_day_off()),
        *_lines("suivi clos sans date, ou daté sans l'être", wrongly_closed()),
        *_lines("dossier échu, pas encore archivé", forgotten_by_the_archive()),
        *_lines("dossier échu, pas encore détruit", forgotten_by_the_destruction()),
        *_lines("fin d'un dossier pas encore annoncée", ends_not_announced()),
        *_lines("dossier échu et retenu, sans alarme", kept_without_alarm()),
        *_lines("parcours dont un motif n'a pas son mot", placements_without_word()),
        *_lines("offre dont le motif n'a pas son mot", offers_without_word()),
    ]


def placements_without_word():
    """A code that somebody chose among words, and that shows the label of the code alone."""
    return Placement.objects.filter(
        Q(end_word=None, stage=PlacementStage.NOT_RETAINED)
        | Q(
            end_word=None,
            stage=PlacementStage.WITHDRAWN,
            end_reason__in=WithdrawnReason.values,
        )
        | (Q(way_on_word=None) & ~Q(way_on=""))
        | (Q(silence_word=None) & ~Q(silence_reason=""))
    )


def offers_without_word():
    ended = Offer.objects.filter(stage__in=(OfferStage.LOST, OfferStage.CLOSED), closed_word=None)
    return ended.exclude(closed_reason="")


def open_placements_without_action():
    return Placement.objects.filter(stage__in=OPEN).exclude(_open_action("placement"))


def available_offers_without_action():
    return Offer.objects.available().exclude(_open_action("offer"))


def ready_youths_without_action():
    return Youth.objects.free().exclude(_open_action("youth"))


def other_youths_forgotten():
    return Youth.objects.forgotten().exclude(pk__in=ready_youths_without_action())


def ended_placements_with_action():
    return Placement.objects.filter(_open_action("placement"), stage__in=ENDED)


def wrongly_busy_slots():
    held = Exists(Placement.objects.filter(host_slot=OuterRef("pk"), stage__in=ACTIVE))
    return HostSlot.objects.annotate(held=held).exclude(busy=F("held"))


def wrong_budgets():
    """Budgets that are not the sum of their parcours, of forgotten people's rows without identity too."""
    offer = OuterRef("pk")
    lived, counted = Placement.objects.all(), StatisticalPlacement.objects.all()
    present = Attendance.objects.annotate(offer=F("placement__offer"))
    return OfferBudget.objects.annotate(
        wanted=_sum(lived, offer, "hours_reserved"),
        used=_sum(lived, offer, "hours_consumed") + _sum(counted, offer, "hours_consumed"),
        present=_sum(present, offer, "hours") + _sum(counted, offer, "hours_done"),
    ).exclude(Q(reserved=F("wanted")) & Q(consumed=F("used")) & Q(done=F("present")))


def _sum(rows, offer, column):
    """What rows of an offer hold together, 0 without any."""
    total = rows.filter(offer=offer).order_by().values("offer").annotate(total=Sum(column))
    return Coalesce(Subquery(total.values("total")), 0)


def actions_due_on_a_day_off():
    """Open actions to come that the policy in force dated, due on a day that it does not count.

    What an earlier version dated stays where it was until somebody counts it again on purpose, and
    what is late stays late.
    """
    policies = policies_by_service()
    today = timezone.localdate()
    dated = Action.objects.open().filter(counted_from__isnull=False, due__gte=today)
    days = dated.values_list("service", "due", "policy_version").distinct()
    wrong = [
        (service, due)
        for service, due, version in days.order_by("service", "due")
        if version == policies[service].version and not policies[service].count.counts(due)
    ]
    found = Q(pk__in=[])
    for service, due in wrong:
        found |= Q(service=service, due=due)
    return dated.filter(found) if wrong else dated.none()


def wrongly_closed():
    under_way = Exists(Placement.objects.open().filter(youth=OuterRef("pk")))
    undated = Q(situation__in=OVER, closed_on__isnull=True) & ~under_way
    return Youth.objects.current().filter(
        undated | Q(closed_on__isnull=False) & ~Q(situation__in=OVER)
    )


def forgotten_by_the_archive():
    today = timezone.localdate()
    before = today - NIGHTS
    return Youth.objects.due_for_archive(before).unblocked(today).having_had_their_papers(before)


def forgotten_by_the_destruction():
    today = timezone.localdate()
    before = today - NIGHTS
    return Youth.objects.due_for_anonymisation(before).unblocked(today).announced(before)


def ends_not_announced():
    before = timezone.localdate() - NIGHTS
    ended = Youth.objects.past_their_end(add_months(before, MONTHS_BEFORE))
    # A situation that changes is announced anew by the next run.
    return ended.filter(announced_on__isnull=True, situation_since__lte=before)


def kept_without_alarm():
    before = timezone.localdate() - NIGHTS
    return Youth.objects.overdue_and_kept(before).blocked().without_alarm()


def _open_action(subject):
    return Exists(Action.objects.open().filter(**{subject: OuterRef("pk")}))


def _lines(what, rows):
    return [f"{what} : {row}" for row in rows[:50]]
