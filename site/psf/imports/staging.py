"""From an uploaded file to lines in the database; nothing of the registries is touched."""

from itertools import chain, islice

from django.db import transaction

from psf.quantities.days import is_month_first
from psf.quantities.errors import Unreadable

from . import headers
from .enums import BatchState
from .errors import Refused
from .kinds import ImportKind
from .models import ImportBatch, ImportLine
from .reading import rows

LINES_AT_ONCE = 1000


class Index:
    """What is known of a file as a whole while its lines pass: groups, twins, American dates."""

    def __init__(self, kind: ImportKind):
        self.kind = kind
        self.groups = {}
        self.seen = {}
        self.month_first = set()
        self.dates = [column.key for column in kind.columns if column.is_date]

    def place(self, number: int, cells: dict[str, str]) -> tuple[int, int | None]:
        """Return (group, number of the earlier line that says the same, or None)."""
        self.month_first.update(
            key for key in self.dates if key in cells and is_month_first(cells[key])
        )
        key = self.kind.group_key(cells, number)
        group = self.groups.setdefault(key, len(self.groups) + 1)
        twin = None
        for key in self.kind.twin_keys(Reader(self.kind, cells)):
            first = self.seen.setdefault(key, number)
            if first != number:
                twin = min(first, twin or first)
        return group, twin


class Reader:
    """Reads single cells of a line; what is empty or refused is None."""

    def __init__(self, kind, cells):
        self.kind, self.cells = kind, cells

    def __call__(self, key):
        text = self.cells.get(key)
        try:
            return self.kind.column(key).value(text) if text else None
        except Unreadable:
            return None


@transaction.atomic
def stage(batch: ImportBatch, upload) -> list[str]:
    """Save `batch` and the lines of `upload`; return what is amiss with its titles, if anything.

    Without complaint the batch is READING, else HEADERS: somebody then says which column is which.
    Raises Refused when the file cannot be imported at all; nothing is kept then.
    """
    kind = batch.declared
    source = enumerate(rows(upload), start=1)
    above = list(islice(source, headers.ROWS_ABOVE_TITLES))
    at = headers.titles_row(kind, [row for _, row in above])
    reading = headers.recognise(kind, above[at][1])
    if not reading.mapping and len(reading.unknown) < 2:
        raise Refused(
            "La première ligne ne porte pas les titres des colonnes. Partez du fichier modèle."
        )
    understood = reading.understood
    batch.titles = reading.titles
    batch.state = BatchState.READING if understood else BatchState.HEADERS
    batch.save()
    index = Index(kind)

    def lines():
        for number, row in chain(above[at + 1 :], source):
            if understood:
                cells = {key: row[n] for n, key in reading.mapping.items() if n < len(row)}
            else:
                cells = {str(n): cell for n, cell in enumerate(row)}
            cells = {key: cell for key, cell in cells.items() if cell}
            if cells:
                group, twin = index.place(number, cells) if understood else (0, None)
                yield ImportLine(
                    batch=batch,
                    service_id=batch.service_id,
                    number=number,
                    cells=cells,
                    group=group,
                    twin=twin,
                )

    batch.line_count = _store(lines())
    batch.month_first = sorted(index.month_first)
    batch.save(update_fields=["line_count", "month_first"])
    if not batch.line_count:
        raise Refused("Ce fichier ne contient aucune ligne à importer.")
    return [] if understood else headers.complaint(kind, reading)


@transaction.atomic
def name_columns(batch: ImportBatch, mapping: dict[int, str]) -> None:
    """Read the lines of a batch in HEADERS with these columns (position → key); drop the others."""
    index = Index(batch.declared)
    changed = []
    for line in batch.lines.order_by("number").iterator(chunk_size=LINES_AT_ONCE):
        line.cells = {
            key: line.cells[str(n)] for n, key in mapping.items() if line.cells.get(str(n))
        }
        line.group, line.twin = index.place(line.number, line.cells)
        changed.append(line)
        if len(changed) == LINES_AT_ONCE:
            ImportLine.objects.bulk_update(changed, ["cells", "group", "twin"], batch_size=500)
            changed = []
    ImportLine.objects.bulk_update(changed, ["cells", "group", "twin"], batch_size=500)
    batch.state = BatchState.READING
    batch.month_first = sorted(index.month_first)
    batch.save(update_fields=["state", "month_first"])


def _store(lines) -> int:
    count = 0
    while chunk := list(islice(lines, LINES_AT_ONCE)):
        count += len(ImportLine.objects.bulk_create(chunk))
    return count
