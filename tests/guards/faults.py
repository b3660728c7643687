"""What a guard found fails the test during which it happened.

Noted, then asked for at the end: many callers swallow exceptions (`{% if %}`, a server's thread).
"""

from contextlib import contextmanager

import pytest

_FOUND: list[str] = []


def note(fault: str) -> None:
    """Add a sentence about a fault, once."""
    if fault not in _FOUND:
        _FOUND.append(fault)


@contextmanager
def expected():
    """Within, faults go to the list given instead of failing the test."""
    before, _FOUND[:] = _FOUND[:], []
    found: list[str] = []
    try:
        yield found
    finally:
        found[:], _FOUND[:] = _FOUND, before


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Those of its fixtures included."""
    __tracebackhide__ = True
    try:
        result = yield
    finally:
        found, _FOUND[:] = _FOUND[:], []
    if found:
        pytest.fail("\n".join(found), pytrace=False)
    return result
