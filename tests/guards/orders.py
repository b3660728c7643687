"""No order by luck: held where Django writes its SQL.

A SELECT whose order does not reach a unique column is completed with `random()`. Its seed is that
of pytest-randomly with the test's name: the line `Using --randomly-seed=…` brings a failure back.
"""

from functools import wraps
from zlib import crc32

import pytest
from django.db.backends.postgresql.compiler import SQLCompiler
from django.db.models.expressions import Col
from django.db.models.functions import Random
from django.db.models.sql.constants import MULTI

# What says which shuffle a test gets: the run's seed, then the test's name.
_SEED = {"run": 0, "test": ""}


def pytest_configure(config):
    SQLCompiler.get_order_by = _never_by_luck(SQLCompiler.get_order_by)
    SQLCompiler.as_sql = _wrapped(SQLCompiler.as_sql)
    SQLCompiler.execute_sql = _outermost(SQLCompiler.execute_sql)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    _SEED.update(run=item.config.getoption("randomly_seed", 0), test=item.nodeid)


def _outermost(execute_sql):
    """Mark what is asked for rows: orders inside of it, in subqueries and counts, mean nothing."""

    @wraps(execute_sql)
    def execute(compiler, result_type=MULTI, *args, **kwargs):
        compiler.asked = result_type == MULTI and not compiler.query.explain_info
        if compiler.asked:
            _seed(compiler.connection)
        return execute_sql(compiler, result_type, *args, **kwargs)

    return execute


def _never_by_luck(get_order_by):
    @wraps(get_order_by)
    def complete(compiler):
        order, query = get_order_by(compiler), compiler.query
        compiler.ordered = bool(order)
        if not getattr(compiler, "asked", False) or query.combinator or _is_total(order, query):
            return order
        if not query.distinct or query.distinct_fields:
            # As if it were a reference: nothing to group by.
            order.append((Random(), ("random()", (), True)))
        elif order and (key := _selected_key(compiler)):
            order.append((key, (f"{compiler.compile(key)[0]} DESC", (), True)))
        return order

    return complete


def _wrapped(as_sql):
    @wraps(as_sql)
    def write(compiler, *args, **kwargs):
        sql, params = as_sql(compiler, *args, **kwargs)
        if getattr(compiler, "asked", False):
            query = compiler.query
            plain = not query.distinct and not query.combinator
            if sql and not plain and not compiler.ordered:
                sql = f"SELECT * FROM ({sql}) AS by_luck ORDER BY random()"
        return sql, params

    return write


def _is_total(order, query) -> bool:
    """Whether no two rows of the model can come at the same place."""
    found = (getattr(expression, "expression", None) for expression, _sql in order)
    # `ORDER BY 1` is a reference to what is selected.
    columns = (getattr(column, "source", column) for column in found)
    return any(
        isinstance(column, Col)
        and column.target.unique
        and not column.target.null
        and column.alias == query.base_table
        for column in columns
    )


def _selected_key(compiler):
    """The column of the primary key, when it is among those selected; else None."""
    model, table = compiler.query.model, compiler.query.base_table
    for column, _sql, _alias in compiler.select:
        if isinstance(column, Col) and column.alias == table and column.target is model._meta.pk:
            return column
    return None


def _seed(connection):
    """Once a test and connection, beside Django: no query is counted."""
    now = (_SEED["run"], _SEED["test"])
    if connection.connection is not None and getattr(connection, "shuffled_for", None) != now:
        connection.shuffled_for = now
        seed = crc32(repr(now).encode()) / 2**32
        connection.connection.execute("SELECT setseed(%s)", [seed])
