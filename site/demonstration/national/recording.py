"""Playing a story once and keeping what it wrote, day after day, as rows of templates.

Each snapshot holds every row that the story has written so far: who lives the story and stands in
its middle today is given the snapshot of that day.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from unittest import mock

from django.db import transaction

from demonstration.national import stand_in as stage
from demonstration.national.player import Player
from demonstration.national.stories import SENT, Story
from demonstration.simulation.moved import moved_clock
from matching.enums import Situation
from matching.models import (
    Attendance,
    Incident,
    MeetingDate,
    Placement,
    PlacementPeriod,
    Review,
    ReviewLine,
    Signature,
    SituationEntry,
    Youth,
)
from matching.stages import ACTIVE
from offers.models import Offer
from offers.workflow import declare
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, Event

# Rows that a story writes, those that others name first.
COPIED = (
    Placement,
    Event,
    Action,
    Message,
    PlacementPeriod,
    Signature,
    MeetingDate,
    Review,
    ReviewLine,
    Attendance,
    Incident,
    SituationEntry,
)
# A Monday; no public holiday falls on the days that stories name.
BASE = date(2025, 9, 1)
# Days on which the clock passes: every third, and those of the ladder of silence.
TICK_EVERY = 3
LADDER = frozenset(SENT + days for days in (5, 7, 10, 15, 28, 29))
LEFT = re.compile(rf"\b{str(stage.HOURS)[:2]}\d{{3}}\b")
DAY_TOKEN = re.compile(r"⟦(\d{4}-\d\d-\d\d)⟧")
MOST_DAYS_IN_TEXT = 3


@dataclass
class Snapshot:
    """Rows by model, as they stood at the end of a day; `n` numbers them within their model."""

    day: int
    rows: dict[type, list[dict]]
    youth: dict
    offer: dict
    # Hours that stay taken from the offer.
    consumed: int = 0
    stage: str = ""
    situation: str = ""


@dataclass
class Recording:
    """`first` and `last` are the days of presence, None without; `ends` the day when it was over."""

    story: Story
    snapshots: list[Snapshot] = field(default_factory=list)
    first: int | None = None
    last: int | None = None
    ends: int | None = None
    # Rows name the stand-in by these keys.
    keys: dict[str, int] = field(default_factory=dict)

    def at(self, day: int) -> int:
        """The rank of the last snapshot taken by that day; 0 for the first one."""
        known = [rank for rank, snapshot in enumerate(self.snapshots) if snapshot.day <= day]
        return known[-1] if known else 0


def record(story: Story, *, of: type = Placement) -> Recording:
    """Play `story` and undo it. `of` is the model whose life it tells: Placement, Offer, Youth."""
    with transaction.atomic():
        service, commune = stage.place()
        with moved_clock(BASE) as clock, perimeter([service]), _days_as_tokens():
            stand_in = stage.stand_in(
                clock, BASE, service, commune, under_contract=story.contract is not False
            )
            player = Player(stand_in, clock, BASE, about=of)
            if of is Placement:
                _open_all(stand_in, clock)
            recording = _Recorder(player, story).run()
        transaction.set_rollback(True)
    return recording


def _open_all(stand_in, clock):
    """The offer available and the young person ready: written before the story, none of its rows."""
    before = BASE - timedelta(days=7)
    stage.follow(stand_in.youth, Situation.READY, stand_in.tutor, clock.move(before, 8))
    declare(stand_in.offer, by=stand_in.coordinator, now=clock.now)
    stage.take_charge(
        stand_in.offer, stand_in.coordinator, clock.move(before + timedelta(days=1), 9)
    )
    stage.verify(
        stand_in.offer,
        stand_in.contacts[0],
        stand_in.coordinator,
        clock.move(before + timedelta(days=4), 11),
    )


def _days_as_tokens():
    """Days in texts become tokens, to be told again at other dates."""

    def token(day):
        return f"⟦{day:%Y-%m-%d}⟧" if day else ""

    patches = [
        mock.patch("matching.messages.values.weekday_full_date", token),
        mock.patch("matching.messages.heard.weekday_full_date", token),
        mock.patch("matching.placements.replies.wording.weekday_date", token),
        mock.patch("psf.french.moments.weekday_full_date", token),
        mock.patch("psf.french.moments.weekday_date", token),
    ]
    return _All(patches)


class _All:
    def __init__(self, patches):
        self.patches = patches

    def __enter__(self):
        for patch in self.patches:
            patch.start()

    def __exit__(self, *error):
        for patch in self.patches:
            patch.stop()


class _Recorder:
    def __init__(self, player: Player, story: Story):
        self.player, self.stand_in, self.story = player, player.stand_in, story
        self.recording = Recording(story, keys=self._keys())
        self.before = {model: self._last_key(model) for model in COPIED}
        self.day = -1

    def run(self) -> Recording:
        for day, act in self.story.script(self.player):
            self._pass_until(day)
            act()
            self._keep(day)
        self._pass_until(self.day + self.story.lasts)
        if self.player.period is not None:
            base = self.player.base
            self.recording.first = (self.player.period.start - base).days
            self.recording.last = (self.player.period.end - base).days
        self.recording.ends = next(
            (
                snapshot.day
                for snapshot in self.recording.snapshots
                if snapshot.stage and snapshot.stage not in ACTIVE
            ),
            None,
        )
        return self.recording

    def _pass_until(self, day: int) -> None:
        """The clock's mornings, up to that day included."""
        for between in range(self.day + 1, day + 1):
            if between and (between % TICK_EVERY == 0 or between in LADDER):
                acted = self.player.tick(between)
                last = self.recording.snapshots[-1:]
                self._keep(between, None if acted or not last else last[0])
        self.day = day

    def _keep(self, day: int, same: Snapshot | None = None) -> None:
        """How things stand that day: as in `same` when nothing happened since."""
        snapshot = replace(same, day=day) if same else self._snapshot(day)
        kept = self.recording.snapshots
        if kept and kept[-1].day == day:
            kept.pop()
        kept.append(snapshot)

    def _snapshot(self, day):
        rows = {model: self._rows(model) for model in COPIED}
        youth = Youth.objects.filter(pk=self.stand_in.youth.pk).values().get()
        placement = rows[Placement][0] if rows[Placement] else {}
        return Snapshot(
            day,
            rows,
            youth,
            Offer.objects.filter(pk=self.stand_in.offer.pk).values().get(),
            consumed=placement.get("hours_consumed", 0) + placement.get("hours_reserved", 0),
            stage=placement.get("stage", ""),
            situation=youth["situation"],
        )

    def _rows(self, model) -> list[dict]:
        found = [
            row for row in model.objects.order_by("pk").values() if row["id"] > self.before[model]
        ]
        if hasattr(model, "offer_id"):
            found = [row for row in found if self._is_mine(row)]
        for n, row in enumerate(found):
            row["n"] = n
        return found

    def _is_mine(self, row) -> bool:
        """Offers are common to all: rows about others may have been written meanwhile."""
        return (
            row["service_id"] == self.stand_in.service.pk
            or row["offer_id"] == self.stand_in.offer.pk
        )

    def _last_key(self, model) -> int:
        return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def _keys(self) -> dict[str, int]:
        stand_in = self.stand_in
        contacts = {f"contact{n}": row.pk for n, row in enumerate(stand_in.contacts, start=1)}
        return contacts | {
            "tutor": stand_in.tutor.pk,
            "coordinator": stand_in.coordinator.pk,
            "code": stand_in.offer.code,
        }


def tokens_of(recording: Recording, snapshot: Snapshot) -> dict[str, str]:
    """What stands for a code in the texts recorded."""
    codes = {recording.keys["code"]: "⟦offre⟧"}
    for row in snapshot.rows[Placement]:
        codes[row["code"]] = "⟦code⟧"
    return codes


def told_again(text: str, codes: dict[str, str], days: list[date]) -> str:
    """`text` with numbered tokens for its days, which join `days`, and tokens for codes."""
    for code, token in codes.items():
        text = text.replace(code, token)

    def number(found):
        day = date.fromisoformat(found[1])
        if day not in days:
            days.append(day)
        return f"⟦d{days.index(day) + 1}⟧"

    return DAY_TOKEN.sub(number, LEFT.sub("⟦reste⟧", text))
