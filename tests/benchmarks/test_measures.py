"""Figures are counted, judged and written as the reports expect."""

import json

from benchmarks.measures import Measure, percentile, table, write


def test_a_percentile_is_one_of_the_values():
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95)) == (50.0, 95.0)
    assert percentile([7.0], 0.95) == 7.0


def test_the_table_names_what_misses_its_target():
    found = [
        Measure("queue_ms_p95", 310.0, "ms", "tiny", 2, 300),
        Measure("queue_queries", 30, "requêtes", "tiny", 2),
    ]
    assert "MANQUÉ" in table(found).splitlines()[0]
    assert "MANQUÉ" not in table(found).splitlines()[1]


def test_the_file_is_a_list_of_measures(tmp_path):
    path = tmp_path / "bench" / "queue.json"
    write([Measure("queue_ms_p95", 12.5, "ms", "80 jeunes", 2, 300)], path)
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {"name": "queue_ms_p95", "value": 12.5, "unit": "ms", "size": "80 jeunes", "cores": 2}
    ]
