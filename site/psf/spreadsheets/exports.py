"""Lists given out by the admin, formula-safe; long ones are made by the worker (psf.exports)."""

import csv
from datetime import date, datetime

from django.db.models import QuerySet

from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.spreadsheets.cells import BOM, DELIMITER, safe
from psf.spreadsheets.xlsx import Sheet
from psf.wagtail_seams.screens import Echo, SpreadsheetExportMixin, multigetattr

# Rows that a request writes while somebody waits.
MOST_AT_ONCE = 500


def read_path(item, path):
    """What an export says of a row: the end of a path of relations, a code by its label."""
    *relations, last = path.split(".")
    for relation in relations:
        item = getattr(item, relation)
        if item is None:
            return None
    # A coded value is read by its label, as on the list.
    words = getattr(item, f"get_{last}_display", None)
    if words is not None:
        return words()
    value = getattr(item, last, None)
    # Most cells are a plain attribute; a call, or what is missing, is read with all that Wagtail knows.
    return multigetattr(item, last) if value is None or callable(value) else value


class SafeExportMixin(SpreadsheetExportMixin):
    """Wagtail's XLSX and CSV exports, formula-safe, in a form that French Excel opens.

    Mix it in front of an IndexView. A file of many rows is not written here: `later` is told which
    list was asked for and answers (psf.exports, which stands above).
    """

    later = None

    def get(self, request, *args, **kwargs):
        if self.is_export:
            # The worker, or a download: this view only says what it would give.
            asked = getattr(request, "export_asked", None)
            if asked is not None:
                return asked.of(self)
            if SafeExportMixin.later and self.is_long():
                return SafeExportMixin.later(self)
        return super().get(request, *args, **kwargs)

    def is_long(self) -> bool:
        rows = self.get_queryset()
        if not isinstance(rows, QuerySet):
            return False
        return rows.order_by()[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE

    # What a list may add.

    typed = ""  # A search that stands in no address.

    def loaded_for_export(self, queryset) -> list:
        """Every row that the file holds, or a part of them."""
        return list(queryset)

    def note_export(self, rows, export_format) -> None:
        """Write down that these rows were given out."""

    # Cells

    def to_row_dict(self, item):
        """Read the paths of `list_export`; what hangs on a missing relation is empty."""
        return {path: read_path(item, path) for path in self.list_export}

    def preprocess_field_value(self, field, value, export_format):
        # Most cells; nothing else has a say on them.
        if field not in self.custom_field_preprocess:
            if type(value) is str:
                return safe(value)
            if value is None:
                return None
        if isinstance(value, bool):
            value = "oui" if value else "non"
        elif export_format == self.FORMAT_CSV and isinstance(value, date):
            value = numeric_moment(value) if isinstance(value, datetime) else numeric(value)
        return safe(super().preprocess_field_value(field, value, export_format))

    # Files

    def headings(self, queryset) -> dict[str, str]:
        return {field: self.get_heading(queryset, field) for field in self.list_export}

    def xlsx_row(self, item) -> list:
        return [
            self.preprocess_field_value(field, value, self.FORMAT_XLSX)
            for field, value in self.to_row_dict(item).items()
        ]

    def write_xlsx(self, queryset, output):
        with Sheet(output) as sheet:
            sheet.append(self.headings(queryset).values())
            for item in queryset:
                sheet.append(self.xlsx_row(item))

    def csv_writer(self):
        return csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=DELIMITER)

    def stream_csv(self, queryset):
        writer = self.csv_writer()
        yield BOM.encode() + writer.writerow(self.headings(queryset))
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))
