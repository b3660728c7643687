"""How long each sort of row is kept, in words and in code: RGPD article 5(1)(e)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from psf.french.numbers import counted
from psf.months import add_months
from psf.registry import Registry


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; months are those of the calendar, in Paris."""

    months: int = 0
    days: int = 0
    hours: int = 0

    def before(self, now: datetime | None = None) -> datetime:
        """The moment that long before `now`: what is older is over."""
        local = timezone.localtime(now)
        day = add_months(local.date(), -self.months)
        at = local.replace(year=day.year, month=day.month, day=day.day)
        return at - timedelta(days=self.days, hours=self.hours)

    def __str__(self) -> str:
        parts = (
            (self.months, "mois", "mois"),
            (self.days, "jour", "jours"),
            (self.hours, "heure", "heures"),
        )
        return " et ".join(counted(number, *words) for number, *words in parts if number)


@dataclass(frozen=True, slots=True)
class Duration:
    """How long, from when, and what ends it.

    `words` is read on the public page; each name in braces stands for a number of months or an age
    in force: a field of the dated settings that `setting` names (« matching.RetentionPolicy »), or
    `length` for the `fixed` span. `ended_by` is the dotted path of what makes rows go when it is
    over. `to_verify`: the number is a default that the controller has not decided.
    """

    key: str
    label: str
    words: str
    ended_by: str
    setting: str = ""
    fixed: Span | None = None
    to_verify: bool = False

    def in_words(self, *, by_default: bool = False) -> str:
        """« 12 mois après la clôture du suivi », with the numbers in force today.

        `by_default`: with those that the code proposes, whatever was decided here.
        """
        settings = None
        if self.setting:
            model = apps.get_model(self.setting)
            settings = model() if by_default else model.current()
        return re.sub(r"{(\w+)}", lambda found: self._length(found[1], settings), self.words)

    def _length(self, name: str, settings: Model | None) -> str:
        if name == "length":
            return str(self.fixed)
        number = getattr(settings, name)
        return f"{number} ans" if name.endswith("_age") else str(_span(name, number))

    def before(self, now: datetime | None = None) -> datetime:
        """The moment before which what this duration counts is over; by the numbers in force then.

        Raises ValueError where there are several numbers, or none.
        """
        if self.fixed is not None:
            return self.fixed.before(now)
        names = re.findall(r"{(\w+)}", self.words)
        if len(names) != 1:
            raise ValueError(f"{self.key}: which of {names}?")
        settings = apps.get_model(self.setting).current(timezone.localdate(now))
        return _span(names[0], getattr(settings, names[0])).before(now)

    def ending(self) -> Callable:
        """Raises ImportError when nothing ends it."""
        return import_string(self.ended_by)


def _span(name: str, number: int) -> Span:
    """The unit stands in the name of the field: `closed_months`, `task_days`."""
    return Span(days=number) if name.endswith("_days") else Span(months=number)


DURATIONS: Registry[str, Duration] = Registry(
    "durations", key=lambda duration: duration.key, module="personal"
)
