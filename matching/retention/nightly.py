"""The nightly destruction: bordereaux first, then batches; killed at any moment, it goes on."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from matching.models import Manifest, ManifestLine, RetentionPolicy, Youth
from matching.retention import manifests, seams
from matching.retention.anonymising import Busy, forget_all
from matching.retention.counting import Family
from matching.youths.handover import family_of
from psf.perimeter.scope import all_services, perimeter
from psf.territories.models import Service
from psf.workflow.errors import Refused

logger = logging.getLogger("psf.retention")
# Each in a transaction of its own: the locks of one batch are held for a fraction of a second.
BATCH = 10
# A batch that took longer has the next ones halved: on a loaded machine too, nobody waits a second.
LONG_SECONDS = 0.3
Outcome = ManifestLine.Outcome


@dataclass
class Report:
    """`more`: the time was over before the work; `busy`: records left to the next night."""

    drawn_up: int = 0
    forgotten: int = 0
    kept: int = 0
    busy: int = 0
    more: bool = False
    refused: str = ""
    # How many records the next batch takes at most.
    size: int = field(default_factory=lambda: BATCH)
    # Lines not to be tried again in this run, by manifest.
    passed_over: dict[int, set[int]] = field(default_factory=dict)


def run(*, now: datetime | None = None, seconds: float | None = None) -> Report:
    """Draw up what is due, then destroy it, for `seconds` at most; safe twice, or two at a time."""
    now, end = now or timezone.now(), time.monotonic() + (seconds or float("inf"))
    report = Report()
    on = timezone.localdate(now)
    report.refused = seams.refusal(RetentionPolicy.current(on), on)
    if report.refused:
        logger.warning("nothing destroyed: the retention is not decided")
        return report
    with all_services("bordereaux that the ledger alone has"):
        manifests.take_up()
    for service in Service.objects.order_by("pk"):
        with perimeter(seams.in_sight_of(service)):
            report.drawn_up += manifests.draw_up(service, now) is not None
    for pk, service in _unfinished():
        while _batch(pk, service, now, report):
            if time.monotonic() > end:
                report.more = True
                return report
    logger.info("%s record(s) forgotten, %s kept, %s busy", *_numbers(report))
    return report


def _numbers(report: Report) -> tuple[int, int, int]:
    return report.forgotten, report.kept, report.busy


def _unfinished() -> list[tuple[int, Service]]:
    with all_services("bordereaux to carry out"):
        rows = Manifest.objects.unfinished().select_related("service").order_by("pk")
        return [(manifest.pk, manifest.service) for manifest in rows]


def _batch(pk: int, service: Service, now: datetime, report: Report) -> bool:
    """Carry out some lines in one transaction; whether there may be others for this run."""
    with perimeter(seams.in_sight_of(service)):
        claimed = Manifest.objects.unfinished().select_for_update(of=("self",), skip_locked=True)
        manifest = claimed.filter(pk=pk).first()
        if manifest is None:
            return False  # Finished, or another worker is at it.
        passed_over = report.passed_over.setdefault(pk, set())
        waiting = manifest.lines.filter(outcome=Outcome.WAITING).exclude(number__in=passed_over)
        lines = list(waiting.order_by("number")[: report.size])
        if not lines:
            manifests.finish(manifest, now)
            return False
        start = time.monotonic()
        _carry_out(manifest, lines, now, report, passed_over)
    if time.monotonic() - start > LONG_SECONDS:
        report.size = max(1, len(lines) // 2)
    return True


def _carry_out(manifest, lines, now, report, passed_over) -> None:
    youths = {
        youth.code: youth
        for youth in Youth.objects.filter(code__in=[line.code for line in lines]).order_by("pk")
    }
    among = Youth.objects.current().filter(pk__in=[youth.pk for youth in youths.values()])
    rules = seams.due(among, timezone.localdate(now))
    families = {}
    for line in lines:
        youth = youths.get(line.code)
        if youth is None:
            _settle(line, Outcome.KEPT, now, "Ce dossier n'est plus dans ce service.")
            report.kept += 1
        elif youth.pk not in rules:
            _settle(line, Outcome.KEPT, now, "Ce dossier n'arrive plus à terme.")
            report.kept += 1
        else:
            families[Family(tuple(family_of(youth)), line.rule)] = line
    for family in _forgotten(families, manifest, now, report):
        _settle(families.pop(family), Outcome.FORGOTTEN, now)
        report.forgotten += 1
    for line in families.values():
        if line.outcome == Outcome.WAITING:
            passed_over.add(line.number)
            report.busy += 1


def _forgotten(families, manifest, now, report) -> list[Family]:
    """Those that could be, all at once, or one by one where one of them stands in the way."""
    try:
        return forget_all(list(families), manifest=manifest.code, now=now)
    except Refused:
        found = []
    for family, line in families.items():
        try:
            found += forget_all([family], manifest=manifest.code, now=now)
        except Busy:
            continue
        except Refused as error:
            _settle(line, Outcome.KEPT, now, str(error))
            report.kept += 1
    return found


def _settle(line: ManifestLine, outcome: str, now: datetime, reason: str = "") -> None:
    line.outcome, line.done_at, line.reason = outcome, now, reason
    line.save(update_fields=["outcome", "done_at", "reason"])
