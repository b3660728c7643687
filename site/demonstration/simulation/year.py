"""The year, day by day: the clock, the messages, people's answers, colleagues at work, the promise."""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from unittest import mock

from demonstration.simulation.colleagues import Work
from demonstration.simulation.figures import Figures, measure
from demonstration.simulation.moved import moved_clock
from demonstration.simulation.others import Others
from demonstration.simulation.promise import BrokenPromise, check_files
from demonstration.simulation.world import FILES_AN_OFFER, World
from matching.models import Placement
from matching.placements import clock as running_clock
from matching.placements.integrity import broken_promises
from psf.messaging import outbox
from psf.messaging.channels.base import Channel, Outcome
from psf.perimeter.scope import all_services
from psf.territories import calendars

# Young people and offers arrive over this share of the year, so that the last ones have a chance.
ARRIVALS = 0.8
YOUTHS_A_FILE = 0.75
QUIET = ("psf.perimeter", "psf.messaging", "psf.clock")


class Post(Channel):
    """Carries messages to people; refused addresses come back at once."""

    def __init__(self, world: World, others: Others):
        self.world, self.others = world, others

    def deliver(self, message, text):
        if message.address in self.world.refused:
            return Outcome.failed("550 : mailbox unavailable", blames_address=True)
        self.others.receive(message)
        return Outcome.sent()


class Year:
    """`files` parcours over `days` days from `first`; `check_every` days between full checks."""

    def __init__(
        self,
        *,
        files: int,
        days: int,
        first: date,
        seed: int = 1,
        check_every: int = 1,
        say: Callable[[str], None] = lambda words: None,
    ):
        self.world = World(seed=seed, files=files, first=first, days=days)
        self.others = Others(self.world)
        self.check_every, self.say = check_every, say
        self.reserved = 0
        self.figures = Figures(days=days)
        # What arrives a day, with what is left over for the next one.
        self.due = {"youths": 0.0, "offers": 0.0}

    def run(self) -> Figures:
        """Raises BrokenPromise on the first evening on which something waits in silence."""
        start = time.monotonic()
        world = self.world
        with ExitStack() as stack:
            for name in QUIET:
                stack.enter_context(_quiet(name))
            clock = stack.enter_context(moved_clock(world.first))
            post = Post(world, self.others)
            stack.enter_context(mock.patch.object(outbox, "open_channel", lambda way: post))
            world.settle()
            for number in range(world.days):
                self._live(clock, world.first + timedelta(days=number), number)
            clock.move(world.last, 23, 59)
            with all_services("simulation"):
                measure(self.figures, clock.now)
        self.figures.seconds = time.monotonic() - start
        return self.figures

    def _live(self, clock, day: date, number: int) -> None:
        self.others.today = day
        clock.move(day, 0, 30)
        report = running_clock.run(now=clock.now)
        if report.failed:
            raise BrokenPromise(f"{day}: the clock failed on {', '.join(report.failed[:5])}")
        clock.move(day, 7)
        outbox.sweep(seconds=3600)
        self._arrive(clock, day, number)
        self.others.act(clock)
        self._work(clock, day)
        self._check(day, number)
        if number % 7 == 6:
            self.say(f"{day:%d/%m/%Y}  {self.reserved} parcours, {self.others.answers} réponses")

    def _arrive(self, clock, day, number) -> None:
        world = self.world
        if number > world.days * ARRIVALS:
            return
        span = world.days * ARRIVALS
        wanted = {
            "youths": world.files * YOUTHS_A_FILE / span,
            # A stock to begin with.
            "offers": world.files / FILES_AN_OFFER / span,
        }
        with all_services("simulation: arrivals"):
            for kind, rate in wanted.items():
                first_stock = 10 * rate if number == 0 else 0
                self.due[kind] += rate + first_stock
                while self.due[kind] >= 1:
                    self.due[kind] -= 1
                    now = clock.move(day, 8, world.luck.randrange(60))
                    if kind == "youths":
                        world.new_youth(now, day)
                    else:
                        world.new_offer(now, day)

    def _work(self, clock, day) -> None:
        for colleague in self.world.colleagues:
            department = self.world.services[0].department
            if day in colleague.away or not calendars.is_working_day(department, day):
                continue
            work = Work(self.world, colleague, clock, self.world.files - self.reserved)
            work.do()
            self.reserved += work.reserved

    def _check(self, day, number) -> None:
        with all_services("simulation: evening"):
            self.figures.checked_files += check_files(day)
            if number % self.check_every == 0 or day == self.world.last:
                self.figures.broken += broken_promises()
                if self.figures.broken:
                    raise BrokenPromise(f"{day}: {'; '.join(self.figures.broken[:5])}")


class _quiet:
    """Without the log of each opening of the perimeter: there are thousands."""

    def __init__(self, name):
        self.logger = logging.getLogger(name)

    def __enter__(self):
        self.level = self.logger.level
        self.logger.setLevel(logging.ERROR)

    def __exit__(self, *error):
        self.logger.setLevel(self.level)


def is_empty() -> bool:
    """Whether the database holds no young person's parcours: a simulated year begins with none."""
    with all_services("simulation: is the database empty?"):
        return not Placement.objects.exists()
