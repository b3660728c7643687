"""Figures in sentences: `{figure:code}` becomes the value in force, with its date and source.

`readings()` gives everything that can be quoted, in at most three queries, while
nothing changes (home.contents).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from home.contents import while_unchanged
from offers.gratification import gratification
from offers.models import EuropeanThreshold, GratificationRate
from psf.french import numbers
from psf.french.days import numeric
from resources.enums import LawFigure

TOKEN = re.compile(r"\{figure:([a-z0-9-]+)\}")
MISSING = "chiffre à venir"
NBSP = "\u00a0"
# A source that ends with its years, "(2019–2022)", dates the figure: it was counted, it is no rule.
DATED_BY_ITS_SOURCE = re.compile(r"\(\d{4}(–\d{4})?\)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as a sentence quotes it."""

    code: str
    label: str
    text: str
    since: date
    source: str
    url: str = ""
    # The day somebody read the source again; None for a figure that has no such day.
    checked_on: date | None = None

    @property
    def title(self) -> str:
        since = f" En vigueur depuis le {numeric(self.since)}." if self.is_rule else ""
        checked = f" Vérifié le {numeric(self.checked_on)}." if self.checked_on else ""
        return f"{self.label}.{since}{checked} Source : {self.source}"

    @property
    def is_rule(self) -> bool:
        """In force since a day, like a rate or a threshold; otherwise counted over its source's years."""
        return not DATED_BY_ITS_SOURCE.search(self.source)


def readings(on: date | None = None) -> dict[str, Reading]:
    """Code → reading on that day (today in Paris by default); one without a value is left out."""
    day = on or timezone.localdate()
    return while_unchanged(("figures", day), lambda: _read(day))


def _read(day: date) -> dict[str, Reading]:
    from resources.models import Figure

    rows = list(Figure.objects.in_force(day))
    law = _law_of(day) if any(row.dated_row for row in rows) else {}
    found = {}
    for row in rows:
        if not row.dated_row:
            text = f"{row.value}{NBSP}{row.unit}" if row.unit else row.value
            reading = Reading(row.code, row.label, text, row.valid_from, row.source, row.url)
        elif row.dated_row in law:
            text, since, source, checked_on = law[row.dated_row]
            unit = row.unit.removeprefix("€").strip()
            text = f"{text}{NBSP}{unit}" if unit else text
            reading = Reading(row.code, row.label, text, since, source, row.url, checked_on)
        else:
            continue
        found[row.code] = reading
    return found


def _law_of(day: date) -> dict[str, tuple[str, date, str, date | None]]:
    """Figure of the law → (amount in words, first day, source, day of the check)."""
    law = {}
    rate = GratificationRate.objects.in_force(day).first()
    if rate is not None:
        as_rate = rate.as_rate()
        amounts = {
            LawFigure.HOURLY: numbers.euros(rate.hourly_rate),
            LawFigure.MONTHS_3: _due(450, as_rate),
            LawFigure.MONTHS_6: _due(900, as_rate),
        }
        law |= {
            code: (text, rate.valid_from, rate.source, rate.checked_on)
            for code, text in amounts.items()
        }
    for row in EuropeanThreshold.objects.in_force(day):
        law[f"offers.threshold.{row.kind}"] = (
            numbers.euros(row.amount),
            row.valid_from,
            row.source,
            row.checked_on,
        )
    return law


def _due(hours: int, rate) -> str:
    return numbers.euros(gratification(Decimal(hours), rate).amount or 0)


def choices() -> list[tuple[str, str]]:
    """Codes and labels, for editors."""
    return sorted((code, f"{r.label} : {r.text}") for code, r in readings().items())


def quoted(html: str) -> str:
    """Safe HTML with each token replaced; an unknown code says so instead of a number."""
    if "{figure:" not in html:
        return mark_safe(html)
    found = readings()

    def written(match):
        reading = found.get(match[1])
        if reading is None:
            return format_html("<em>{}</em>", MISSING)
        return format_html(
            '<span class="psf-figure" title="{}">{}</span>', reading.title, reading.text
        )

    return mark_safe(TOKEN.sub(written, html))


def plain(text: str) -> str:
    """The same in plain text, for copies and the search."""
    found = readings() if "{figure:" in text else {}
    return TOKEN.sub(lambda m: found[m[1]].text if m[1] in found else MISSING, text)


def codes_in(text: str) -> set[str]:
    return set(TOKEN.findall(text))
