"""The whole demonstration, in the order of time: registries, offers, parcours, then the clock."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from demonstration import (
    accounts,
    conservation,
    doubles,
    exchanges,
    filings,
    offers_life,
    registries,
    requests,
    scenarios,
    territories,
)
from demonstration.days import Clock
from demonstration.population import Population
from demonstration.zones import ZONES
from matching.placements import clock as running_clock
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.workflow.policies.effective import remembered


def load(today: date, zones=ZONES) -> dict[str, int]:
    """Load `zones` as they would stand on `today`; return how many slots, youths and placements.

    Raises NotLoaded or NobodyLeft when the files no longer agree with the rules.
    """
    counts = {"slots": 0, "youths": 0, "placements": 0}
    clock = Clock(today)
    with transaction.atomic(), remembered():
        territories.load_services()
        territories.load_schools()
        users = accounts.load_accounts()
        for zone in zones:
            coordinator = users[zone.account]
            with perimeter(PerimeterGrant.objects.services_of(coordinator)):
                counts["slots"] += registries.load("offres", zone, coordinator, today)
                counts["youths"] += registries.load("jeunes", zone, coordinator, today)
                offers_life.live(zone, coordinator, clock)
                counts["placements"] += scenarios.tell(
                    Population(zone, clock),
                    ZONES.index(zone),
                    lambda youth, c=coordinator: youth.tutor or c,
                )
                exchanges.keep_up(zone, clock)
                conservation.age(coordinator, today)
                requests.ask(coordinator, clock)
                filings.send(zone, coordinator, clock)
                counts["youths"] += doubles.leave(zone, coordinator, clock)
    # Tonight's clock: at a fixed hour, so that the same day gives the same content.
    night = timezone.make_aware(datetime.combine(today, time(0, 30)))
    running_clock.run(now=night)
    conservation.run(night)
    return counts
