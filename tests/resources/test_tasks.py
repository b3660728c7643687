"""The bank of tasks: large enough, loaded once, then the editors'."""

from collections import Counter

import pytest

from resources import reference
from resources.enums import MarketKind
from resources.models import TaskExample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]


def test_eighty_tasks_at_least_for_fifteen_kinds():
    rows = reference.rows()
    count = Counter(row["kind"] for row in rows)
    assert len(rows) >= 80
    assert set(count) == set(MarketKind.values) and len(count) >= 15
    assert min(count.values()) >= 5
    assert len({row["key"] for row in rows}) == len({(r["kind"], r["text"]) for r in rows})
    assert all(len(row["text"]) <= 160 and not row["text"].endswith(".") for row in rows)


def test_loading_again_overwrites_nothing_that_an_editor_changed():
    changed, hidden = TaskExample.objects.filter(kind="cleaning")[:2]
    TaskExample.objects.filter(pk=changed.pk).update(text="Autre chose", order=5)
    TaskExample.objects.filter(pk=hidden.pk).update(active=False)
    own = TaskExample.objects.create(kind="cleaning", text="Tâche de l'équipe")
    assert reference.load() == 0
    assert TaskExample.objects.get(pk=changed.pk).text == "Autre chose"
    proposed = list(TaskExample.objects.proposed("cleaning"))
    assert proposed[0] == changed and own in proposed and hidden not in proposed


def test_a_missing_task_comes_back():
    TaskExample.objects.filter(key="it-3").delete()
    assert reference.load() == 1
