"""Lists given out by the admin, formula-safe."""

import csv
from datetime import date, datetime

from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.spreadsheets.cells import BOM, DELIMITER, safe
from psf.wagtail_seams.screens import Echo, SpreadsheetExportMixin, multigetattr


def read_path(item, path):
    """What an export says of a row: the end of a path of relations, a code by its label."""
    *relations, last = path.split(".")
    for relation in relations:
        item = getattr(item, relation)
        if item is None:
            return None
    # A coded value is read by its label, as on the list.
    return multigetattr(
        item, f"get_{last}_display" if hasattr(item, f"get_{last}_display") else last
    )


class SafeExportMixin(SpreadsheetExportMixin):
    """Wagtail's XLSX and CSV exports, formula-safe, in a form that French Excel opens.

    Mix it in front of an IndexView.
    """

    def to_row_dict(self, item):
        """Read the paths of `list_export`; what hangs on a missing relation is empty."""
        return {path: read_path(item, path) for path in self.list_export}

    def preprocess_field_value(self, field, value, export_format):
        if isinstance(value, bool):
            value = "oui" if value else "non"
        elif export_format == self.FORMAT_CSV and isinstance(value, date):
            value = numeric_moment(value) if isinstance(value, datetime) else numeric(value)
        return safe(super().preprocess_field_value(field, value, export_format))

    def stream_csv(self, queryset):
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=DELIMITER)
        headings = {field: self.get_heading(queryset, field) for field in self.list_export}
        yield BOM.encode() + writer.writerow(headings)
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))
