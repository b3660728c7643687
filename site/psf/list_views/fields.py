"""What a list may be asked by a view: the filters of its own FilterSet, but for those that are typed.

One source: a condition is answered by the filter of that name, so that a list narrowed by a filter and one
narrowed by a view are the same rows. What several related rows may answer is asked by a subquery of keys,
never by a join: no row comes twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import django_filters
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from psf.french.days import numeric
from psf.french.numbers import counted
from psf.french.phrases import listed
from psf.list_views.conditions import (
    IN_DAYS,
    OF_CHOICES,
    OF_DAYS,
    Condition,
    Conditions,
    Operator,
)
from psf.quantities.days import read_day

CODED = (
    django_filters.ChoiceFilter,
    django_filters.MultipleChoiceFilter,
    django_filters.ModelChoiceFilter,
    django_filters.ModelMultipleChoiceFilter,
)
MOST_DAYS = 3650


@dataclass
class Field:
    """A filter of a list, as conditions use it."""

    name: str
    filter: django_filters.Filter

    @cached_property
    def label(self) -> str:
        return str(self.filter.label)

    @property
    def operators(self) -> tuple[Operator, ...]:
        raise NotImplementedError

    def readable(self, condition: Condition) -> Condition:
        """The condition without the values that mean nothing here."""
        raise NotImplementedError

    def rule(self, condition: Condition) -> Q:
        raise NotImplementedError

    def words(self, condition: Condition) -> str:
        raise NotImplementedError

    def _rows(self, raw: Any):
        """Keys of the rows that the filter keeps for what a form would have sent."""
        model = self.filter.model
        cleaned = self.filter.field.clean(raw)
        kept = self.filter.filter(model._default_manager.all(), cleaned)
        return Q(pk__in=kept.order_by().values("pk"))


class Choices(Field):
    @property
    def operators(self) -> tuple[Operator, ...]:
        return OF_CHOICES

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """Values and words, without « tous »."""
        found = [(str(value), str(words)) for value, words in self.filter.field.choices]
        return [(value, words) for value, words in found if value]

    @cached_property
    def words_of(self) -> dict[str, str]:
        return dict(self.choices)

    def readable(self, condition: Condition) -> Condition:
        known = tuple(value for value in condition.values if value in self.words_of)
        operator = condition.operator if condition.operator in OF_CHOICES else Operator.IN
        return Condition(condition.field, operator, known)

    def rule(self, condition: Condition) -> Q:
        kept = Q()
        if self._is_plain:
            kept = Q(**{f"{self.filter.field_name}__in": condition.values})
        else:
            for value in condition.values:
                kept |= self._rows([value] if self._takes_several else value)
        return ~kept if condition.operator == Operator.NOT_IN else kept

    def words(self, condition: Condition) -> str:
        said = [self.words_of[value] for value in condition.values]
        if condition.operator == Operator.NOT_IN:
            return f"{self.label} : sauf {listed(said)}"
        return f"{self.label} : {listed(said, 'ou')}"

    @property
    def _takes_several(self) -> bool:
        return isinstance(self.filter, django_filters.MultipleChoiceFilter)

    @property
    def _is_plain(self) -> bool:
        """Whether it compares a column of the row itself, or of the one row that it names."""
        if self.filter.method or self.filter.exclude or self.filter.lookup_expr != "exact":
            return False
        model = self.filter.model
        for part in self.filter.field_name.split("__"):
            try:
                field = model._meta.get_field(part)
            except FieldDoesNotExist:
                return False
            if field.one_to_many or field.many_to_many:
                return False
            model = field.related_model
        return True


class Days(Field):
    @property
    def operators(self) -> tuple[Operator, ...]:
        return OF_DAYS

    def readable(self, condition: Condition) -> Condition:
        values: tuple[str, ...] = ()
        operator = condition.operator
        if operator in IN_DAYS:
            values = tuple(each for each in condition.values[:1] if _days(each) is not None)
        elif operator in OF_DAYS:
            wanted = 2 if operator == Operator.BETWEEN else 1
            read = [each for each in condition.values[:wanted] if _day(each)]
            values = tuple(read) if len(read) == wanted else ()
        return Condition(condition.field, operator, values)

    def rule(self, condition: Condition) -> Q:
        first, last = self.bounds(condition)
        return self._rows([first.isoformat() if first else "", last.isoformat() if last else ""])

    def bounds(self, condition: Condition) -> tuple[date | None, date | None]:
        today, value = timezone.localdate(), condition.values[0]
        match condition.operator:
            case Operator.NEXT:
                return today, today + timedelta(days=_days(value) or 0)
            case Operator.LAST:
                return today - timedelta(days=_days(value) or 0), today
            case Operator.OLDER:
                return None, today - timedelta(days=(_days(value) or 0) + 1)
            case Operator.SINCE:
                return _day(value), None
            case Operator.UNTIL:
                return None, _day(value)
        return _day(value), _day(condition.values[-1])

    def words(self, condition: Condition) -> str:
        return f"{self.label} : {self._when(condition)}"

    @staticmethod
    def day(text: str) -> date | None:
        return _day(text)

    def _when(self, condition: Condition) -> str:
        value = condition.values[0]
        match condition.operator:
            case Operator.NEXT:
                return f"d’ici {counted(int(value), 'jour')}"
            case Operator.LAST:
                return f"il y a {counted(int(value), 'jour')} au plus"
            case Operator.OLDER:
                return f"il y a plus de {counted(int(value), 'jour')}"
            case Operator.SINCE:
                return f"à partir du {numeric(_day(value))}"
            case Operator.UNTIL:
                return f"jusqu’au {numeric(_day(value))}"
        return f"du {numeric(_day(value))} au {numeric(_day(condition.values[-1]))}"


def _days(text: str) -> int | None:
    number = int(text) if text.isdecimal() and len(text) < 5 else MOST_DAYS + 1
    return number if number <= MOST_DAYS else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Asked:
    """Conditions understood by a list: which rows, in words, and what had to be set aside."""

    rule: Q
    sentence: SafeString
    set_aside: list[str]


class Fields:
    """Fields of a FilterSet by name, in its order; what is typed is none of them."""

    def __init__(self, filterset: django_filters.FilterSet | None):
        self.by_name: dict[str, Field] = {}
        for name, one in (filterset.filters if filterset else {}).items():
            if isinstance(one, django_filters.DateFromToRangeFilter):
                self.by_name[name] = Days(name, one)
            elif isinstance(one, CODED):
                self.by_name[name] = Choices(name, one)

    def __iter__(self):
        return iter(self.by_name.values())

    def __bool__(self) -> bool:
        return bool(self.by_name)

    def get(self, name: str) -> Field | None:
        return self.by_name.get(name)

    def understood(self, conditions: Conditions) -> Asked:
        aside: list[str] = []
        rules: list[Q] = []
        said: list[tuple[bool, list[str]]] = []
        for group in conditions.groups:
            read = [one for each in group.conditions if (one := self._read(each, aside))]
            if read:
                rules.append(_joined(group.every, [rule for rule, _ in read]))
                said.append((group.every, [words for _, words in read]))
        parts = [_sentence(every, words) for every, words in said]
        if len(parts) > 1:
            parts = [
                format_html("({})", part) if len(words) > 1 else part
                for part, (_, words) in zip(parts, said, strict=True)
            ]
        return Asked(_joined(conditions.every, rules), _sentence(conditions.every, parts), aside)

    def _read(self, condition: Condition, aside: list[str]) -> tuple[Q, str] | None:
        field = self.get(condition.field)
        if field is None:
            if condition.values:
                aside.append(condition.field)
            return None
        known = field.readable(condition)
        if len(known.values) < len(condition.values):
            aside.append(field.label)
        if not known.values:
            return None
        try:
            return field.rule(known), field.words(known)
        except ValidationError:
            aside.append(field.label)
            return None

    def of_query(self, query) -> tuple[Condition, ...]:
        """What the filters of an address ask, as conditions."""
        found = []
        for name, field in self.by_name.items():
            if isinstance(field, Choices):
                asked = Condition(name, Operator.IN, tuple(query.getlist(name)))
            else:
                asked = _between(name, query.get(f"{name}_from", ""), query.get(f"{name}_to", ""))
            known = field.readable(asked)
            if known.values:
                found.append(known)
        return tuple(found)


def _between(name: str, first: str, last: str) -> Condition:
    start, end = read(first), read(last)
    days = tuple(day.isoformat() for day in (start, end) if day)
    if start and end:
        return Condition(name, Operator.BETWEEN, days)
    return Condition(name, Operator.SINCE if start else Operator.UNTIL, days)


def read(text: str) -> date | None:
    """The day that an address or a box says; None where it says none."""
    try:
        return _day(text) or read_day(text)
    except ValueError:
        return None


def _joined(every: bool, rules: Iterable[Q]) -> Q:
    kept = Q()
    for rule in rules:
        kept = kept & rule if every else kept | rule
    return kept


def _sentence(every: bool, said: Sequence[str]) -> SafeString:
    word = mark_safe(" <strong>et</strong> " if every else " <strong>ou</strong> ")
    return format_html_join(word, "{}", ((each,) for each in said))
