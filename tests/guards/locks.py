"""A lock without `of` takes a row of each joined table too, in an order nobody chose: a fault."""

import sys
from functools import wraps

from django.conf import settings
from django.db.backends.postgresql.compiler import SQLCompiler

from tests.guards.faults import note

# What stands between a line of ours and its SQL.
BETWEEN = ("/site-packages/django/", "/tests/guards/locks.py", "/tests/guards/orders.py")


def pytest_configure(config):
    SQLCompiler.get_from_clause = _looking(SQLCompiler.get_from_clause)


def _looking(get_from_clause):
    @wraps(get_from_clause)
    def write(compiler):
        query = compiler.query
        if query.select_for_update and not query.select_for_update_of:
            used = {alias for alias, uses in query.alias_refcount.items() if uses}
            joined = sorted(used - {query.base_table})
            if joined and (line := _line_that_asks()):
                also = ", ".join(joined)
                model = query.model.__name__
                note(f"{line}: select_for_update() of {model} also locks {also}: say of=(…)")
        return get_from_clause(compiler)

    return write


def _line_that_asks() -> str | None:
    """`file:line` of the project; None when a library asks, which we can't mend."""
    frame = sys._getframe()
    while any(part in frame.f_code.co_filename for part in BETWEEN):
        frame = frame.f_back
    path, root = frame.f_code.co_filename, f"{settings.BASE_DIR}/"
    ours = path.startswith(root) and "/site-packages/" not in path
    return f"{path.removeprefix(root)}:{frame.f_lineno}" if ours else None
