"""Which share of each room the tests ran: `make coverage`. Reads what coverage.py wrote."""

import sys
from collections import defaultdict
from pathlib import Path, PurePath

from coverage import Coverage
from coverage.exceptions import NoDataError

ROOT = Path(__file__).resolve().parents[1]


def room_of(path: PurePath) -> str:
    """«psf/workflow», «matching/engine»; a file at the root of an app is of the app itself."""
    parts = path.parts
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def table(counts: dict[str, tuple[int, int]]) -> list[str]:
    """One line a room, from (lines, lines never run), the least covered first; then all."""
    whole = tuple(map(sum, zip(*counts.values(), strict=True)))
    rows = sorted(counts.items(), key=lambda row: (share(*row[1]), row[0]))
    return [
        f"{name:28}{lines:8}{missed:10}{share(lines, missed):9.1f} %"
        for name, (lines, missed) in [*rows, ("total", whole)]
    ]


def share(lines: int, missed: int) -> float:
    return 100 * (lines - missed) / lines if lines else 100.0


def measured(coverage: Coverage) -> dict[str, tuple[int, int]]:
    counts = defaultdict(lambda: (0, 0))
    for name in coverage.get_data().measured_files():
        path = Path(name).relative_to(ROOT)
        room = room_of(path.relative_to("site") if path.parts[0] == "site" else path)
        _name, lines, _excluded, missed, _words = coverage.analysis2(name)
        counts[room] = (counts[room][0] + len(lines), counts[room][1] + len(missed))
    return dict(counts)


def main() -> int:
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    try:
        coverage.combine(keep=True)
    except NoDataError:
        print("Rien n'est mesuré : lancez make coverage.")
        return 1
    print(f"{'':28}{'lignes':>8}{'jamais':>10}{'couvert':>11}")
    print("\n".join(table(measured(coverage))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
