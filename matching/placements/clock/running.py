"""One pass over all rules, and the trace that it leaves."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from matching.models import ReminderPause
from matching.placements.clock.rules import RULES
from matching.placements.locks import lock_placement
from psf.messaging.post import texts_remembered
from psf.perimeter.scope import all_services, perimeter, services_in_sight
from psf.workflow.errors import Refused
from psf.workflow.locks import only_one
from psf.workflow.models import ClockRun, RuleFiring
from psf.workflow.policies.effective import remembered

logger = logging.getLogger("psf.clock")

# Firings and runs are kept for 13 months: a school year and the same month of the year before.
KEPT_DAYS = 396
# How many subjects are locked at once by a rule that handles many.
BATCH = 100
# The schedule runs every hour; after two it is late, and the admin says so.
LATE_AFTER = timedelta(hours=2)


@dataclass(slots=True)
class Report:
    """How many subjects each rule handled, and which ones failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    skipped: bool = False

    @property
    def total(self) -> int:
        return sum(self.done.values())


def run(*, now=None, dry_run: bool = False) -> Report:
    """Apply every rule once. `skipped` when another clock is running; a failure stops no other."""
    now = now or timezone.now()
    report = Report()
    with only_one("clock") as alone, remembered(), texts_remembered():
        if not alone:
            report.skipped = True
            return report
        trace = None if dry_run else ClockRun.objects.create(started_at=now)
        with all_services("clock"):
            scope = services_in_sight()
        for rule in RULES:
            report.done[rule.name] = 0
            due = _due(rule, scope, now)
            size = BATCH if rule.act_on_all else 1
            for batch in (due[at : at + size] for at in range(0, len(due), size)):
                if rule.act_on_all and _apply_to_all(rule, batch, scope, now, dry_run, report):
                    continue
                for model, pk, code in batch:
                    _apply(rule, model(pk=pk), code, scope, now, dry_run, report)
        if trace is not None:
            _close(trace, report, now)
    return report


def last_run() -> ClockRun | None:
    """The last pass that came to its end."""
    return ClockRun.objects.filter(finished_at__isnull=False).first()


def _due(rule, scope, now) -> list[tuple]:
    """(model, key, public code) of the rule's subjects, in one query."""
    with perimeter(scope):
        due = rule.find(now)
        if rule.reminds:
            paused = ReminderPause.objects.running(timezone.localdate(now)).placements()
            due = due.exclude(**{f"{rule.reminds}__in": paused})
        rows = due.order_by("pk").values_list("pk", *rule.code).distinct()
        return [(due.model, pk, next(filter(None, codes), "")) for pk, *codes in rows]


def _apply(rule, subject, code, scope, now, dry_run, report) -> None:
    name = type(subject).__name__
    try:
        with perimeter(scope):
            if rule.reminds and _is_paused(rule, subject, now):
                return
            if rule.act(subject, now):
                report.done[rule.name] += 1
                RuleFiring.objects.create(rule=rule.name, code=code[:40], at=now)
            if dry_run:
                transaction.set_rollback(True)
    except Refused as refused:
        logger.info("rule %s left %s %s: %s", rule.name, name, subject.pk, refused.sentence)
    except Exception:
        logger.exception("rule %s failed on %s %s", rule.name, name, subject.pk)
        report.failed.append(f"{rule.name} {name} {subject.pk}")


def _apply_to_all(rule, batch, scope, now, dry_run, report) -> bool:
    """One transaction, one scope; False when one of them failed it, and nothing is done."""
    codes = {pk: code[:40] for _model, pk, code in batch}
    try:
        with perimeter(scope):
            done = rule.act_on_all(list(codes), now)
            RuleFiring.objects.bulk_create(
                RuleFiring(rule=rule.name, code=codes[pk], at=now) for pk in done
            )
            if dry_run:
                transaction.set_rollback(True)
    except Exception:
        logger.warning(
            "rule %s: a batch failed, each of it is tried alone", rule.name, exc_info=True
        )
        return False
    report.done[rule.name] += len(done)
    return True


def _is_paused(rule, subject, now) -> bool:
    """Asked again under the lock of its file, which whoever suspends it takes too."""
    found = type(subject).objects.filter(pk=subject.pk)
    key = found.values_list(rule.reminds, flat=True).first()
    if key is None:
        return False
    lock_placement(key)
    running = ReminderPause.objects.running(timezone.localdate(now))
    return running.filter(placement=key).exists()


def _close(trace, report, now) -> None:
    trace.finished_at = timezone.now()
    trace.handled, trace.failed = report.total, len(report.failed)
    trace.save(update_fields=["finished_at", "handled", "failed"])
    limit = now - timedelta(days=KEPT_DAYS)
    RuleFiring.objects.filter(at__lt=limit).delete()
    ClockRun.objects.filter(started_at__lt=limit).delete()
