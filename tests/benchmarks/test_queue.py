"""The suite «queue» at a tiny size: it measures what it says, and can't rot unnoticed."""

from contextlib import nullcontext

import pytest
from django.utils import timezone

from benchmarks import national, queue
from matching.enums import PlacementStage, Situation
from psf.perimeter.scope import perimeter
from psf.workflow.models import ClockRun
from tests.factories.journey import journey, realistic_slot, school_calendar
from tests.factories.matching import YouthFactory

WANTED = {
    "suggest_ms_p50",
    "suggest_ms_p95",
    "queue_ms_p50",
    "queue_ms_p95",
    "queue_queries",
    "dossier_ms_p95",
    "dossier_queries",
    "relances_seconds",
}


@pytest.fixture
def files(two_services):
    """Two open files, somebody who waits near and somebody who would go far."""
    school_calendar()
    service = two_services.saint_denis
    with perimeter([service, two_services.nice]):
        for stage in (PlacementStage.RESERVED, PlacementStage.SENT):
            journey(service, to=stage)
        realistic_slot(service)
        for far in (False, True):
            YouthFactory(service=service, situation=Situation.READY, wants_far=far)
    return two_services


def test_every_figure_is_measured(files):
    said = []
    found = queue.measure(files.coordinator, say=said.append, copied=nullcontext, draws=2)
    by_name = {measure.name: measure for measure in found}
    assert set(by_name) >= WANTED
    assert all(measure.value >= 0 and measure.cores for measure in found)
    assert by_name["queue_queries"].value > 5
    assert {measure.size for measure in found} == {queue.size_in_words()}
    assert ClockRun.objects.filter(started_at__gt=timezone.now()).exists()
    assert said


def test_the_clock_that_fails_stops_the_measure(files, monkeypatch):
    monkeypatch.setattr(
        queue.clock, "run", lambda **kwargs: queue.clock.Report(failed=["expire Placement 1"])
    )
    with pytest.raises(RuntimeError, match="expire Placement 1"):
        queue.relances(nullcontext)


def test_data_are_loaded_again_for_other_code_or_another_day(monkeypatch):
    loaded, notes = [], {}
    monkeypatch.setattr(national.own_database, "prepare", lambda fresh: None)
    monkeypatch.setattr(national.own_database, "note", lambda: dict(notes))
    monkeypatch.setattr(national.own_database, "write_note", lambda **values: notes.update(values))
    monkeypatch.setattr(national, "load_places", lambda: None)
    monkeypatch.setattr(national, "load", lambda day, size, say: loaded.append(size.youths))

    def ensure(**kwargs):
        return national.ensure(**{"scale": 0.01, "fresh": False, "say": print, **kwargs})

    first = ensure()
    assert ensure() == first and loaded == [800]
    ensure(fresh=True)
    monkeypatch.setattr(national, "version", lambda: "another")
    ensure()
    ensure(scale=0.02)
    notes["day"] = "2020-01-01"
    ensure(scale=0.02)
    assert loaded == [800, 800, 800, 1600, 1600]
