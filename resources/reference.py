"""The first rows of the bank of tasks. Run again, it changes nothing that an editor changed.

A row of data/tasks.csv is known by its key: once loaded, its text, order and state belong to the
communications team; one made inactive stays so.
"""

import csv
from pathlib import Path

from django.apps import apps as current_apps

DATA = Path(__file__).parent / "data"
STEP = 10  # between two orders, so that a row fits in between


def rows() -> list[dict[str, str]]:
    """The lines of `data/tasks.csv`: key, kind, text."""
    with (DATA / "tasks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps=current_apps) -> int:
    """Add the tasks that were never loaded; return how many. `apps`: the registry to write through."""
    model = apps.get_model("resources", "TaskExample")
    known = set(model.objects.exclude(key=None).values_list("key", flat=True))
    taken = set(model.objects.values_list("kind", "text"))
    new = []
    for row in rows():
        order = STEP * int(row["key"].rsplit("-", 1)[1])
        if row["key"] not in known and (row["kind"], row["text"]) not in taken:
            new.append(model(**row, order=order))
    model.objects.bulk_create(new)
    return len(new)
