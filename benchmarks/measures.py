"""Figures: how they are counted, shown and written."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of var/bench/<suite>.json. `most` is what it must not pass; None: no target."""

    name: str
    value: float
    unit: str
    size: str
    cores: int
    most: float | None = None

    @property
    def holds(self) -> bool:
        return self.most is None or self.value <= self.most


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of the others do not pass (nearest rank)."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def table(measures: list[Measure]) -> str:
    width = max(len(measure.name) for measure in measures)
    lines = []
    for measure in measures:
        target = ""
        if measure.most is not None:
            target = f"≤ {measure.most:g}  {'tenu' if measure.holds else 'MANQUÉ'}"
        lines.append(f"{measure.name:<{width}}  {measure.value:>10g} {measure.unit:<9} {target}")
    return "\n".join(lines)


def write(measures: list[Measure], path: Path) -> None:
    """Write the list of {name, value, unit, size, cores}."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(measure) for measure in measures]
    for row in rows:
        del row["most"]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
