"""An agenda as an iCalendar file (RFC 5545): kinds, codes and hours; no place, no name, no company.

Whatever reads it is out of our hands: a calendar copies it to other machines, and shows it on a locked
screen. What a code is about is read in the dossier, signed in.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from matching.desk.agenda.entries import Entry

# The hours of people, whatever the time zone of the machine that reads them.
PARIS = ZoneInfo("Europe/Paris")
# A réunion has no end; calendars want one, to keep the time free.
MEETING = timedelta(hours=1)
DAY = timedelta(days=1)
# How long a program may wait before it reads again.
REFRESH = timedelta(hours=1)
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(entries: Iterable[Entry], now: datetime) -> bytes:
    """The file; `now` is when it is written."""
    calendar = Calendar()
    calendar.add("prodid", "-//PSF//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Suivi des parcours")
    calendar.add("x-wr-timezone", PARIS.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@psf")
    event.add("dtstamp", now)
    event.add("summary", f"{entry.kind.label} {entry.code}".strip())
    if entry.at:
        start = entry.at.astimezone(PARIS)
        event.add("dtstart", start)
        event.add("dtend", start + MEETING)
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + DAY)
        event.add("transp", "TRANSPARENT")
    # Shared with colleagues, it shows as busy.
    event.add("class", "PRIVATE")
    return event
