"""Conditions of a view: groups of conditions, of two levels and no more; what the database keeps of them.

    {"every": true, "groups": [{"every": false, "conditions": [
        {"field": "situation", "operator": "in", "values": ["to_contact"]}]}]}

Every value is a code, a key, a day or a number of days: never what somebody typed, never a name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

# The same pattern in the constraints of the table: no space, no capital, no accent, so no name of a person.
CODE = r"^[a-z0-9_.-]{1,60}$"
MOST_GROUPS, MOST_CONDITIONS, MOST_VALUES = 6, 8, 120


class Operator(StrEnum):
    IN = "in"
    NOT_IN = "not_in"
    SINCE = "since"
    UNTIL = "until"
    BETWEEN = "between"
    NEXT = "next"
    LAST = "last"
    OLDER = "older"


OF_CHOICES = (Operator.IN, Operator.NOT_IN)
OF_DAYS = (
    Operator.NEXT,
    Operator.LAST,
    Operator.OLDER,
    Operator.SINCE,
    Operator.UNTIL,
    Operator.BETWEEN,
)
IN_DAYS = frozenset({Operator.NEXT, Operator.LAST, Operator.OLDER})


class Unreadable(ValueError):
    """Not conditions as they are kept."""


def is_code(text: object, pattern: str = CODE) -> bool:
    return isinstance(text, str) and re.fullmatch(pattern, text) is not None


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter of the list by its name, how it is compared, to what."""

    field: str
    operator: Operator = Operator.IN
    values: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: Any) -> Self:
        try:
            field, operator, values = kept["field"], kept["operator"], kept["values"]
            known = Operator(operator)
        except (TypeError, KeyError, ValueError) as error:
            raise Unreadable(str(error)) from None
        if set(kept) != {"field", "operator", "values"}:
            raise Unreadable(f"more than a condition on {field!r}")
        if not is_code(field) or not isinstance(values, list) or len(values) > MOST_VALUES:
            raise Unreadable(f"condition {field!r}")
        if not all(is_code(value) for value in values):
            raise Unreadable(f"values of {field}")
        return cls(field, known, tuple(values))

    def kept(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "operator": self.operator.value,
            "values": list(self.values),
        }


@dataclass(frozen=True, slots=True)
class Group:
    """All of its conditions (`every`), or one at least."""

    every: bool = True
    conditions: tuple[Condition, ...] = ()

    @classmethod
    def read(cls, kept: Any) -> Self:
        every, conditions = _level(kept, "conditions", MOST_CONDITIONS)
        return cls(every, tuple(Condition.read(each) for each in conditions))

    def kept(self) -> dict[str, Any]:
        return {"every": self.every, "conditions": [each.kept() for each in self.conditions]}


@dataclass(frozen=True, slots=True)
class Conditions:
    """All of its groups (`every`), or one at least; none keeps every row."""

    every: bool = True
    groups: tuple[Group, ...] = ()

    @classmethod
    def read(cls, kept: Any) -> Self:
        """Raises Unreadable."""
        if kept == {}:
            return cls()
        every, groups = _level(kept, "groups", MOST_GROUPS)
        return cls(every, tuple(Group.read(each) for each in groups))

    def kept(self) -> dict[str, Any]:
        return {"every": self.every, "groups": [each.kept() for each in self.groups]}

    def __iter__(self) -> Iterator[Condition]:
        return (condition for group in self.groups for condition in group.conditions)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def without_empty(self) -> "Conditions":
        """Without conditions that ask nothing, nor groups without any."""
        groups = (
            Group(group.every, tuple(each for each in group.conditions if each.values))
            for group in self.groups
        )
        return Conditions(self.every, tuple(group for group in groups if group.conditions))

    def narrowed(self, more: Iterable[Condition]) -> "Conditions":
        """These, and each of `more` too."""
        asked = tuple(more)
        if not asked:
            return self
        own = self.without_empty()
        if not own.groups:
            return Conditions(True, (Group(True, asked),))
        if own.every or len(own.groups) == 1:
            return Conditions(True, (*own.groups, Group(True, asked)))
        if all(len(group.conditions) == 1 for group in own.groups):
            either = tuple(group.conditions[0] for group in own.groups)
            return Conditions(True, (Group(False, either), Group(True, asked)))
        # (a and b) or c, narrowed: each of the groups is.
        if all(group.every or len(group.conditions) == 1 for group in own.groups):
            return Conditions(
                False, tuple(Group(True, (*group.conditions, *asked)) for group in own.groups)
            )
        raise Unreadable("more than two levels")


def _level(kept: Any, name: str, most: int) -> tuple[bool, list[Any]]:
    if not isinstance(kept, dict) or set(kept) != {"every", name}:
        raise Unreadable(f"{name} expected")
    every, found = kept["every"], kept[name]
    if not isinstance(every, bool) or not isinstance(found, list) or len(found) > most:
        raise Unreadable(f"{name} out of bounds")
    return every, found
