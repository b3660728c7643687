"""Who reads by a personal link: looked up when the log is read, never kept in it.

Links stand above the log: they say here how to find the name, once.
"""

from django.db.models import CharField, Value
from django.db.models.expressions import BaseExpression

_found_by: list[BaseExpression] = []


def find_holders_by(expression: BaseExpression) -> None:
    """`expression`: the name of whoever holds the link of a row of the log, NULL for nobody."""
    _found_by[:] = [expression]


def holder() -> BaseExpression:
    return _found_by[0] if _found_by else Value(None, output_field=CharField(null=True))
