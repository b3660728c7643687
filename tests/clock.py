"""The clock of the tests: today's, a plain working day where a test says so, or one asked for.

    make test ARGS="--on 2027-02-28"          everything else on that day, at ten
    make test ARGS="--on 2027-05-04T23:59"    or at that time, in Paris

It ticks. Only Python's clock moves: nothing in the project asks the database for the time, and
tests that start other processes or a browser, which have clocks of their own, never leave today.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

PARIS = ZoneInfo("Europe/Paris")
# A Tuesday in term time, far from a public holiday, a month's end and a change of hour.
WORKING_DAY = datetime(2026, 11, 24, 10, tzinfo=PARIS)


def pytest_addoption(parser):
    parser.addoption("--on", type=moment, metavar="DAY", help="run the tests on that day")


def moment(text: str) -> datetime:
    """An ISO day, or day and time; a day alone is meant at ten."""
    found = datetime.fromisoformat(text)
    return (found if "T" in text else found.replace(hour=10)).replace(tzinfo=PARIS)


def day_of(item) -> datetime | None:
    """When a test runs; None for today."""
    if item.get_closest_marker("working_day"):
        return WORKING_DAY
    if item.get_closest_marker("today") or item.get_closest_marker("browser"):
        return None
    return item.config.getoption("--on")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Its fixtures included."""
    day = day_of(item)
    if day is None:
        return (yield)
    with time_machine.travel(day, tick=True):
        return (yield)
