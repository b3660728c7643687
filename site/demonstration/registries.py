"""Offers and young people of the demonstration: its files, through the import of the admin."""

import csv
import re
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from demonstration.zones import Zone
from psf.imports import processing, staging
from psf.imports.enums import BatchState, Outcome
from psf.imports.models import ImportBatch
from psf.territories.models import Service

DATA = Path(__file__).parent / "data"
RELATIVE = re.compile(r"J([+-]\d+)")
# The column that says when the rows of a file came: each day is one import.
CAME_ON = {"offres": "déclarée le", "jeunes": "situation depuis le"}


class NotLoaded(Exception):
    """A line of the demonstration's own files was refused: they and the rules disagree."""


def rows(kind: str, zone: Zone) -> list[dict[str, str]]:
    with (DATA / f"{kind}-{zone.slug}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def load(kind: str, zone: Zone, user, today: date) -> int:
    """Import the file of a zone as `user`, day by day as it came; return the number of lines.

    Call it in the perimeter of `user`. Raises NotLoaded.
    """
    by_day = defaultdict(list)
    for row in rows(kind, zone):
        by_day[RELATIVE.fullmatch(row[CAME_ON[kind]])[1]].append(row)
    for day, came in sorted(by_day.items(), key=lambda item: int(item[0])):
        _import(kind, came, user, today, today + timedelta(days=int(day)))
    return sum(map(len, by_day.values()))


def _import(kind, came, user, today, day):
    titles = list(came[0])
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(titles)
    writer.writerows([_dated(row[title], today) for title in titles] for row in came)
    batch = ImportBatch(
        kind=kind,
        user=user,
        service=Service.objects.get(name=came[0]["service"]),
        filename=f"{kind}.csv",
        source="Liste SIEI" if kind == "jeunes" else "",
        listed_on=day if kind == "jeunes" else None,
    )
    now = timezone.make_aware(datetime.combine(day, time(8)))
    complaints = staging.stage(batch, SimpleUploadedFile("demo.csv", text.getvalue().encode()))
    if complaints:
        raise NotLoaded(" ".join(complaints))
    processing.start(batch, now=now)
    processing.confirm(batch.pk, user, now=now)
    batch.refresh_from_db()
    refused = batch.lines.exclude(outcome=Outcome.WRITTEN).first()
    if batch.state != BatchState.DONE or refused:
        raise NotLoaded(f"{kind}, ligne {refused.number} : {refused.message}")


def _dated(cell, today):
    match = RELATIVE.fullmatch(cell)
    return (today + timedelta(days=int(match[1]))).isoformat() if match else cell
