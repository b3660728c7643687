"""`make coverage` says it by room, the least covered first."""

from pathlib import PurePath

import pytest

from benchmarks.coverage import room_of, table


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("psf/workflow/policies/views.py", "psf/workflow"),
        ("matching/engine/hard.py", "matching/engine"),
        ("matching/workflow.py", "matching"),
        ("psf/health.py", "psf"),
    ],
)
def test_a_file_belongs_to_the_room_one_looks_for(path, room):
    assert room_of(PurePath(path)) == room


def test_the_table_ends_on_the_whole():
    rows = [" ".join(row.split()) for row in table({"a": (100, 0), "b": (300, 200), "c": (0, 0)})]
    assert rows == ["b 300 200 33.3 %", "a 100 0 100.0 %", "c 0 0 100.0 %", "total 400 200 50.0 %"]
