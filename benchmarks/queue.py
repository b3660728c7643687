"""Suite «queue»: live lists, the queue, the dossier and the clock, on the whole country."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from datetime import time as hour

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks import national, own_database
from benchmarks.measures import Measure, cores, milliseconds, percentile
from demonstration.national.country import coordinator_of, largest_academy
from demonstration.national.size import chance
from matching.desk.queue.tabs import actions_of
from matching.desk.views.queue import PER_PAGE
from matching.models import Placement, Youth
from matching.placements import clock
from matching.ranking.live import slots_for, youths_for
from offers.models import HostSlot, Offer
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services, perimeter

DRAWS = 150
DOSSIERS = 60
COLD, WARM = 3, 10
TARGETS = {
    "suggest_ms_p95": 40,
    "queue_ms_p95": 300,
    "relances_seconds": 30,
    "demo_national_seconds": 600,
}


def run(*, scale: float, fresh: bool, say: Callable[[str], None]) -> list[Measure]:
    seconds = national.ensure(scale=scale, fresh=fresh, say=say)
    academy, files = largest_academy()
    user = coordinator_of(academy)
    say(f"compte {user.username}, académie de {academy.name}, {files} parcours ouverts")
    found = measure(user, say=say, copied=own_database.copied)
    return [*found, figure("demo_national_seconds", seconds, "s", found[0].size)]


def measure(
    user,
    *,
    say: Callable[[str], None],
    copied: Callable[[], AbstractContextManager],
    draws: int = DRAWS,
) -> list[Measure]:
    """Every figure but the loading's; `copied` gives the clock a database to write in."""
    size = size_in_words()
    figures = {}
    for name, part in (
        ("listes de propositions", lambda: suggestions(user, draws)),
        ("file de suivi", lambda: queue(user)),
        ("dossiers", lambda: dossiers(user, min(draws, DOSSIERS))),
        ("relances", lambda: relances(copied)),
    ):
        say(f"mesure : {name}")
        figures |= part()
    return [figure(name, value, unit, size) for name, (value, unit) in figures.items()]


def figure(name, value, unit, size) -> Measure:
    return Measure(name, round(value, 2), unit, size, cores(), TARGETS.get(name))


def size_in_words() -> str:
    with all_services("bench: size"):
        return (
            f"{Youth.objects.count()} jeunes, {Offer.objects.count()} offres,"
            f" {Placement.objects.count()} parcours"
        )


def suggestions(user, draws) -> dict:
    """Live lists both ways: places for young people of the whole country, and the reverse."""
    luck = chance("bench")
    with all_services("bench: draws"):
        ready = Youth.objects.free().order_by("pk")
        near = list(ready.filter(wants_far=False).values_list("pk", "service_id"))
        far = list(ready.filter(wants_far=True).values_list("pk", "service_id"))
    slots = list(HostSlot.objects.free().order_by("pk").values_list("pk", flat=True))
    services = PerimeterGrant.objects.services_of(user)
    drawn = luck.sample([*near, *far], min(draws, len(near) + len(far)))
    there = [_places(*one) for one in drawn]
    back = [_people(pk, services) for pk in luck.sample(slots, min(draws, len(slots)))]
    apart = [_places(*one) for one in luck.sample(far, min(draws // 5 + 1, len(far)))]
    figures = {
        "suggest_ms_p50": (percentile(there + back, 0.5), "ms"),
        "suggest_ms_p95": (percentile(there + back, 0.95), "ms"),
        "suggest_places_ms_p95": (percentile(there, 0.95), "ms"),
        "suggest_youths_ms_p95": (percentile(back, 0.95), "ms"),
    }
    if apart:
        figures["suggest_far_ms_p95"] = (percentile(apart, 0.95), "ms")
    return figures


def _places(pk, service_id) -> float:
    """In the perimeter of whoever follows them."""
    with perimeter([service_id]):
        youth = Youth.objects.select_related("commune", "service").get(pk=pk)
        return milliseconds(lambda: slots_for(youth))


def _people(pk, services) -> float:
    with perimeter(services):
        slot = HostSlot.objects.for_ranking().get(pk=pk)
        return milliseconds(lambda: youths_for(slot))


def queue(user) -> dict:
    """First, tenth and last page of « tout », each several times after the caches are dropped."""
    client = signed_in(user)
    services = PerimeterGrant.objects.services_of(user)
    with perimeter(services):
        last = max(1, -(-actions_of(services).count() // PER_PAGE))
    times, queries = [], []
    for page in (1, min(10, last), last):
        address = f"{reverse('work:queue')}?onglet=tout&p={page}"
        for _ in range(COLD):
            forget()
            times.append(milliseconds(lambda address=address: get(client, address)))
        times += [milliseconds(lambda address=address: get(client, address)) for _ in range(WARM)]
        queries.append(count_queries(client, address))
    return {
        "queue_ms_p50": (percentile(times, 0.5), "ms"),
        "queue_ms_p95": (percentile(times, 0.95), "ms"),
        "queue_queries": (max(queries), "requêtes"),
    }


def dossiers(user, draws) -> dict:
    client = signed_in(user)
    services = PerimeterGrant.objects.services_of(user)
    with perimeter(services):
        codes = list(Placement.objects.open().order_by("pk").values_list("code", flat=True))
    drawn = chance("dossiers").sample(codes, min(draws, len(codes)))
    addresses = [reverse("work:file", args=[code]) for code in drawn]
    get(client, addresses[0])
    times = [milliseconds(lambda address=address: get(client, address)) for address in addresses]
    return {
        "dossier_ms_p50": (percentile(times, 0.5), "ms"),
        "dossier_ms_p95": (percentile(times, 0.95), "ms"),
        "dossier_queries": (
            max(count_queries(client, address) for address in addresses[:5]),
            "requêtes",
        ),
    }


def relances(copied) -> dict:
    """The clock of tomorrow night, once tonight's has done what was left: an ordinary day."""
    tonight = timezone.make_aware(datetime.combine(timezone.localdate(), hour(0, 30)))
    with copied():
        caught_up, first = _run_clock(max(tonight, timezone.now()))
        seconds, handled = _run_clock(tonight + timedelta(days=1))
    return {
        "relances_seconds": (seconds, "s"),
        "relances_handled": (handled, "suivis"),
        "relances_backlog_seconds": (caught_up, "s"),
        "relances_backlog_handled": (first, "suivis"),
    }


def _run_clock(now) -> tuple[float, int]:
    start = time.perf_counter()
    report = clock.run(now=now)
    if report.failed or report.skipped:
        raise RuntimeError(f"the clock failed: {report.failed[:5] or 'another one is running'}")
    return time.perf_counter() - start, report.total


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(client, address) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def count_queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


def forget() -> None:
    """What a process that has just started does not know."""
    cache.clear()
    if not connection.in_atomic_block:
        connection.close()
