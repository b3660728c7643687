"""Background work: no arguments but ids, safe to run twice."""

import logging

from matching.desk import digest
from matching.placements import clock
from matching.placements.integrity import broken_promises
from psf.perimeter.scope import all_services
from psf.worker.schedules import every

every("Point du matin", "matching.tasks.morning_digest", minutes=20)
every("Relances et échéances", "matching.tasks.run_clock", minutes=60)
every("Vérification du suivi", "matching.tasks.check_queue", minutes=24 * 60)
logger = logging.getLogger("psf.clock")


def run_clock() -> int:
    """The clock, as a scheduled task; returns how many subjects it handled."""
    return clock.run().total


def check_queue() -> int:
    """Log every broken promise of the queue as an error; returns how many."""
    with all_services("check_queue"):
        broken = broken_promises()
    for line in broken:
        logger.error("broken promise: %s", line)
    return len(broken)


def morning_digest() -> int:
    """What is late, to each person who has to do it; returns how many messages were written."""
    return digest.run()
