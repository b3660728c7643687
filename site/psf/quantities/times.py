"""Times of day and moments as people type them: 14h30, 14 h, 1430; 22/11/2026 à 14 h 30."""

import re
from datetime import datetime, time

from psf.french.folding import fold
from psf.quantities.days import read_day
from psf.quantities.errors import Unreadable, quoted

EXAMPLE = "Écrivez par exemple 14:30 ou 14 h 30."
EXAMPLE_OF_MOMENT = "Écrivez par exemple 22/11/2026 à 14:30."
HOURS = re.compile(r"([0-9]{1,2}) ?(?:h|heures?)(?: ?([0-9]+) ?(?:m|min|mn|minutes?)?)?")
COLON = re.compile(r"([0-9]{1,2}) ?[:.] ?([0-9]+)(?::00(?:\.0+)?)?")
COMPACT = re.compile(r"([0-9]{1,2}?)([0-9]{2})?")
MARKED = re.compile("[:h]|^midi$")
# What ISO 8601 writes between a day and its time.
BETWEEN = re.compile("(?<=[0-9])t(?=[0-9])")
MOST_WORDS = 4  # « 14 h 30 min »


def read_time(text: str) -> time:
    """The time written in `text`, to the minute. Raises Unreadable, in French."""
    folded = " ".join(fold(text).split())
    if folded == "midi":
        return time(12)
    match = HOURS.fullmatch(folded) or COLON.fullmatch(folded) or COMPACT.fullmatch(folded)
    if not match:
        raise Unreadable(f"{quoted(text)} n'est pas une heure reconnue. {EXAMPLE}")
    hour, minutes = match.groups()
    if minutes and len(minutes) != 2:
        # « 8:5 » is five past eight for some, ten to nine for others.
        raise Unreadable(f"{quoted(text)} : écrivez les minutes sur deux chiffres. {EXAMPLE}")
    if int(hour) > 23 or int(minutes or 0) > 59:
        raise Unreadable(
            f"{quoted(text)} n'existe pas : les heures vont de 0:00 à 23:59. {EXAMPLE}"
        )
    return time(int(hour), int(minutes or 0))


def read_moment(text: str) -> datetime:
    """The day and time written in `text`, without time zone. Raises Unreadable, in French."""
    folded = BETWEEN.sub(" ", " ".join(fold(text).split()))
    day, marked, hour = folded.partition(" a ")
    if marked:
        return datetime.combine(read_day(day), read_time(hour))
    words = folded.split(" ")
    for number in range(1, min(MOST_WORDS, len(words) - 1) + 1):
        hour = " ".join(words[-number:])
        # A lone number after a day may be anything.
        if MARKED.search(hour) and (at := _time_or_none(hour)):
            return datetime.combine(read_day(" ".join(words[:-number])), at)
    try:
        read_day(text)
    except Unreadable:
        raise Unreadable(
            f"{quoted(text)} n'est pas un jour et une heure reconnus. {EXAMPLE_OF_MOMENT}"
        ) from None
    raise Unreadable(f"{quoted(text)} : il manque l'heure. {EXAMPLE_OF_MOMENT}")


def _time_or_none(text: str) -> time | None:
    try:
        return read_time(text)
    except Unreadable:
        return None
