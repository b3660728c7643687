"""The exchanges of a young person, newest first, read where they already stand.

Events (calls, notes, moves, what was agreed), messages and situations keep their own tables; a page
of the history is a few rows of each, found by one query over their keys.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from matching.models import Placement, SituationEntry, Youth
from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.messaging.enums import MessageState
from psf.messaging.kinds import LINK, SIGNING_CODE, fill
from psf.messaging.models import Message
from psf.workflow.models import Event

# In place of what only its recipient may use.
NOT_SHOWN = {LINK: "(son lien personnel)", SIGNING_CODE: "(son code)"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of the history, in words.

    `at` is the moment, `when` how a screen says it; `how` how or with whom, `about` the file it
    belongs to, `more` a longer text to unfold, `url` a page that says all of it.
    """

    at: datetime
    when: str
    icon: str
    what: str
    who: str
    how: str = ""
    reason: str = ""
    text: str = ""
    more: str = ""
    undone: bool = False
    about: str = ""
    url: str = ""


class Exchanges:
    """The history of one young person: its length and its slices, for a paginator.

    A slice costs a query over the keys, then one for each table that it meets; the rows are those
    that the database shows to whoever asks. `but` leaves out the events of one file, which its own
    page tells beside; `may_read` says whether texts of messages are shown.
    """

    def __init__(
        self, youth: Youth, *, but: Placement | None = None, may_read_messages: bool = False
    ) -> None:
        self.youth = youth
        self.but = but
        self.may_read_messages = may_read_messages

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        return self._keys().count()

    def __getitem__(self, wanted: slice) -> list[Exchange]:
        keys = list(self._keys().order_by("-moment", "-rank", "-pk")[wanted])
        found = {
            source: self._read(source, [key["pk"] for key in keys if key["source"] == source])
            for source in sorted({key["source"] for key in keys})
        }
        return [
            _WORDS[key["source"]](found[key["source"]][key["pk"]], key["moment"], self)
            for key in keys
        ]

    def _keys(self) -> Any:
        """(source, key, moment) of every line."""
        events = Event.objects.filter(youth=self.youth).news()
        if self.but is not None:
            events = events.exclude(placement=self.but)
        return _line(events, "event", 1, F("at")).union(
            _line(Message.objects.filter(youth=self.youth), "message", 0, F("created_at")),
            _line(
                SituationEntry.objects.filter(youth=self.youth),
                "situation",
                2,
                Coalesce("noted_at", Cast("since", DateTimeField())),
            ),
            all=True,
        )

    def _read(self, source: str, keys: list[int]) -> dict[int, Any]:
        rows: QuerySet[Any]
        if source == "event":
            rows = Event.objects.select_related("by", "contact", "placement")
        elif source == "message":
            rows = Message.objects.select_related("created_by", "placement")
        else:
            rows = SituationEntry.objects.select_related("by")
        return rows.in_bulk(keys)


def _line(rows: Any, source: str, rank: int, moment: Any) -> Any:
    """`rank` orders what happened at the same moment: the consequence above its cause."""
    return (
        rows.order_by()
        .annotate(
            source=Value(source, output_field=CharField()),
            rank=Value(rank, output_field=IntegerField()),
            moment=moment,
        )
        .values("source", "rank", "pk", "moment")
    )


def _event_in_words(event: Event, at: datetime, history: Exchanges) -> Exchange:
    return Exchange(
        at=at,
        when=numeric_moment(at),
        icon=ICONS.get(event.kind, "check"),
        what=event.label,
        who=event.author,
        how=", ".join(
            part
            for part in (
                f"au nom de : {event.get_on_behalf_of_display()}" if event.on_behalf_of else "",
                f"avec {event.contact.name}" if event.contact else "",
            )
            if part
        ),
        reason=event.reason_label,
        text=event.text,
        undone=bool(event.undone_by_id),
        about=event.placement.code if event.placement else "",
    )


def _message_in_words(message: Message, at: datetime, history: Exchanges) -> Exchange:
    may_read = history.may_read_messages
    return Exchange(
        at=at,
        when=numeric_moment(at),
        icon="mail",
        what=f"Message : {message.label}",
        who=str(message.created_by) if message.created_by else "Envoi automatique",
        how=f"{message.get_channel_display()} à : {message.get_recipient_display()},"
        f" {_state_in_words(message)}",
        more=fill(message.body, NOT_SHOWN) if may_read else "",
        about=message.placement.code if message.placement else "",
        url=reverse("messaging:message", args=[message.pk]) if may_read else "",
    )


def _state_in_words(message: Message) -> str:
    if message.state == MessageState.SENT and message.sent_at:
        return f"envoyé le {numeric_moment(message.sent_at)}"
    return message.get_state_display()


def _situation_in_words(entry: SituationEntry, at: datetime, history: Exchanges) -> Exchange:
    noted = timezone.localdate(entry.noted_at) if entry.noted_at else None
    when = numeric_moment(at) if entry.noted_at else numeric(entry.since)
    return Exchange(
        at=at,
        when=when,
        icon="user",
        what=f"Situation : {entry.get_situation_display()}",
        who=str(entry.by) if entry.by else "Sans auteur : import ou échéance",
        how=f"depuis le {numeric(entry.since)}" if noted and noted != entry.since else "",
        text=entry.comment,
    )


ICONS = {"call": "mobile-alt", "note": "comment", "undo": "rotate"}
_WORDS: dict[str, Callable[[Any, datetime, Exchanges], Exchange]] = {
    "event": _event_in_words,
    "message": _message_in_words,
    "situation": _situation_in_words,
}
