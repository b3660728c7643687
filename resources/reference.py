"""What a fresh database starts with: the bank of tasks, points of law, who reads over what is written.

Run again, nothing changes what an editor changed.

A row of data/tasks.csv is known by its key: once loaded, its text, order and state belong to the
communications team; one made inactive stays so. A point of data/law.toml is known by its code.
"""

import csv
import tomllib
from pathlib import Path

from django.apps import apps as current_apps

from home.reference import WORKFLOW, content_type

# Snippets that are written, read over and published as pages are.
WRITTEN = ("question", "glossaryterm", "testimonial")
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


def notes() -> list[dict]:
    """The points of law of `data/law.toml`, as columns of LegalNote."""
    with (DATA / "law.toml").open("rb") as file:
        return tomllib.load(file)["note"]


def load_law(apps=current_apps) -> int:
    """Add the points that have no note yet; return how many."""
    model = apps.get_model("resources", "LegalNote")
    known = set(model.objects.values_list("code", flat=True))
    new = [model(**note) for note in notes() if note["code"] not in known]
    model.objects.bulk_create(new)
    return len(new)


def link_workflow(apps=current_apps) -> None:
    """Give written snippets the pages' workflow, once: an administrator may choose otherwise."""
    links = apps.get_model("wagtailcore", "WorkflowContentType").objects
    workflow = apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).first()
    if workflow is None or links.exists():
        return
    for model in WRITTEN:
        links.create(content_type=content_type(apps, "resources", model), workflow=workflow)
