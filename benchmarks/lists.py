"""Suite «lists»: every list, by every order, filter, search and saved view, on the whole country.

`--scale 0.02` first keeps its figures beside, to which the country's are then compared.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import transaction

from benchmarks import national
from benchmarks.measures import Measure, cores, milliseconds, percentile
from benchmarks.queue import size_in_words
from benchmarks.walked import Line, in_sight, lists_of
from demonstration.national.country import coordinator_of, largest_academy
from psf.accounts.models import User
from psf.accounts.roles import Role

# Runs, of whose figures the median counts; how often each asks a list, after once for nothing.
RUNS, ASKED = 3, 5
MOST_MS, MOST_GROWTH = 200, 3
# What is below is the machine's own hesitation: a page of 20 ms may take 60.
LEAST_MS = 50
SMALL = "lists-small.json"


def run(*, scale: float, fresh: bool, say: Callable[[str], None]) -> list[Measure]:
    national.ensure(scale=scale, fresh=fresh, say=say)
    readers = [reader(say), *_others()]
    found = measure(readers, say=say)
    path = settings.VAR_DIR / "bench" / SMALL
    if scale < 1:
        keep(found, path)
        return in_measures(found, {})
    return in_measures(found, kept(path))


def reader(say: Callable[[str], None]) -> User:
    """Who coordinates the largest académie."""
    academy, _ = largest_academy()
    if academy is None:
        raise RuntimeError("nobody is followed there: is the country loaded?")
    user: User = coordinator_of(academy)
    say(f"compte {user.username}, académie de {academy.name}")
    return user


def _others() -> list[User]:
    """Who opens what a coordinator does not: the national team, then an administrator."""
    found = [
        User.objects.active().with_role(role).order_by("pk").first()
        for role in (Role.NATIONAL, Role.ADMINISTRATOR)
    ]
    return [user for user in found if user]


def measure(
    readers, *, say: Callable[[str], None], runs: int = RUNS, asked: int = ASKED
) -> dict[str, tuple[float, float]]:
    """{line: (p50, p95) in ms, medians of the runs}; the views that it keeps are gone afterwards."""
    found: dict[str, list[tuple[float, float]]] = {}
    with rolled_back():
        lines: list[Line] = []
        for each in lists_of(readers, say):
            with in_sight(each.user):
                own = list(each.lines())
            say(f"{each.name} : {len(own)} façons de la demander")
            lines += own
        for number in range(runs):
            say(f"mesure {number + 1} sur {runs}")
            for line in lines:
                times = times_of(line, asked, warm=number == 0)
                both = percentile(times, 0.5), percentile(times, 0.95)
                found.setdefault(line.name, []).append(both)
    return {
        name: (median(p50 for p50, _ in each), median(p95 for _, p95 in each))
        for name, each in found.items()
    }


def times_of(line: Line, asked: int, *, warm: bool) -> list[float]:
    def answered() -> None:
        answer = line.ask()
        if answer.status_code != 200:
            raise RuntimeError(f"{line.name}: {answer.status_code}")

    if warm:
        answered()
    return [milliseconds(answered) for _ in range(asked)]


def in_measures(found: dict[str, tuple[float, float]], small: dict[str, float]) -> list[Measure]:
    """Those of each line, the slowest first."""
    size, many = size_in_words(), cores()
    figures = []
    for name, (p50, p95) in sorted(found.items(), key=lambda one: -one[1][1]):
        figures.append(Measure(f"p50 {name}", round(p50, 1), "ms", size, many))
        figures.append(Measure(f"p95 {name}", round(p95, 1), "ms", size, many, MOST_MS))
        if name in small:
            grown = p50 / max(small[name], LEAST_MS)
            figures.append(
                Measure(f"growth {name}", round(grown, 2), "fois", size, many, MOST_GROWTH)
            )
    whole = [p95 for _, p95 in found.values()]
    slow = sum(p95 > MOST_MS for p95 in whole)
    return [
        *figures,
        Measure("lists_asked", len(whole), "façons", size, many),
        Measure(
            "lists_ms_p50",
            round(percentile([p50 for p50, _ in found.values()], 0.5), 1),
            "ms",
            size,
            many,
        ),
        Measure("lists_slow", slow, "façons", size, many, 0),
    ]


def keep(found: dict[str, tuple[float, float]], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({name: p50 for name, (p50, _) in found.items()}), encoding="utf-8")


def kept(path: Path) -> dict[str, float]:
    """{line: p50 in ms} on the small country; nothing where it was not measured."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@contextmanager
def rolled_back():
    """What is written meanwhile never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
