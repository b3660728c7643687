"""The file of a long list: a thousand rows at a time, each in its reader's perimeter."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from psf.documents.content import Accepted
from psf.documents.models import Blob
from psf.exports.asking import allowed
from psf.exports.enums import ExportState
from psf.exports.models import Export
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.spreadsheets.xlsx import Sheet

logger = logging.getLogger("psf.exports")
AT_ONCE = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


class Taken(Exception):
    """Another worker holds it, or it was erased meanwhile."""


def make(export_id: int) -> None:
    """Make the file once, whoever runs it how often."""
    now = timezone.now()
    begun = Export.objects.to_make(now).filter(pk=export_id)
    if not begun.update(state=ExportState.MAKING, moved_at=now, written=0):
        return
    export = Export.objects.select_related("user").get(pk=export_id)
    try:
        _write(export)
    except Taken:
        logger.info("export %s is another worker's, or no more", export.pk)
    except PermissionDenied:
        _end(export, ExportState.REFUSED)
    except Exception:
        logger.exception("export %s failed", export.pk)
        _end(export, ExportState.FAILED)


def _end(export: Export, state: ExportState) -> None:
    Export.objects.filter(pk=export.pk, state=ExportState.MAKING).update(
        state=state, asked={}, moved_at=timezone.now()
    )


def _write(export: Export) -> None:
    user = get_user_model().objects.active().filter(pk=export.user_id).first()
    if user is None:
        raise PermissionDenied
    with _in_sight_of(user) as services:
        view = allowed(export, user, services)
        keys = list(view.get_queryset().values_list("pk", flat=True))
    _move(export, total=len(keys), services=services)
    output, given = BytesIO(), []
    with _file(view, export.format, output) as add:
        for some in _batches(keys):
            with transaction.atomic(), perimeter(services):
                rows = _loaded(view, some)
                for row in rows:
                    add(row)
            given += rows
            _move(export, written=len(given))
    content = Accepted(output.getvalue(), TYPES[export.format])
    with transaction.atomic(), perimeter(services), Blob.keeping(content, scanned=False) as blob:
        view.note_export(given, export.format)
        now = timezone.now()
        _move(export, state=ExportState.DONE, blob=blob, made_at=now, asked={})


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


@contextmanager
def _in_sight_of(user: Any) -> Iterator[list[int]]:
    """What `user` may see at this moment, in a transaction."""
    with transaction.atomic():
        services = sorted(PerimeterGrant.objects.services_of(user))
        with perimeter(services):
            yield services


def _loaded(view: Any, keys: list[int]) -> list[Any]:
    """Those rows as the list orders and loads them; one that is gone meanwhile is left out."""
    found = view.loaded_for_export(view.get_queryset().filter(pk__in=keys))
    rank = {key: number for number, key in enumerate(keys)}
    return sorted(found, key=lambda row: rank[row.pk])


def _move(export: Export, **changes: Any) -> None:
    mine = Export.objects.filter(pk=export.pk, state=ExportState.MAKING, moved_at=export.moved_at)
    export.moved_at = timezone.now()
    if not mine.update(moved_at=export.moved_at, **changes):
        raise Taken


@contextmanager
def _file(view: Any, format: str, output: BytesIO) -> Iterator[Callable[[Any], object]]:
    """Yield what adds a row to a file of that format."""
    if format == "csv":
        for part in view.stream_csv(_Nothing(view.model)):
            output.write(part if isinstance(part, bytes) else part.encode())
        writer = view.csv_writer()
        yield lambda row: output.write(view.write_csv_row(writer, view.to_row_dict(row)))
        return
    with Sheet(output) as sheet:
        sheet.append(view.headings(_Nothing(view.model)).values())
        yield lambda row: sheet.append(view.xlsx_row(row))


class _Nothing(list):
    """No row of a model: headings are read from it."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
