"""A flush wipes the rows that migrations loaded; every test that flushes puts them back.

pytest-django runs transactional tests first, but tests are in random order within them, and
copies of the test database (tests/own_database.py) start from what the last one left.
https://code.djangoproject.com/ticket/22487
"""

from django.test import TransactionTestCase

_flush = TransactionTestCase._fixture_teardown


def _flush_and_restore(self):
    _flush(self)
    restore()


def restore() -> None:
    """Load again what migrations and `post_migrate` load: places, ROME, groups, pages."""
    from home import reference as pages
    from offers import reference as fields
    from psf.accounts import permissions
    from psf.territories import reference as places

    for load in (places.load, fields.load, permissions.sync, pages.load):
        load()


TransactionTestCase._fixture_teardown = _flush_and_restore
