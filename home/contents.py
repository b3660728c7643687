"""The version of what public pages show, and what each process keeps of it while it lasts.

`renew` begins a new version: any published page, snippet or dated row that changes does
(home.signals). A process asks for the present one at most once a second, so another process may be
a second late. `while_unchanged` answers from what was read under the present version and day.

Whoever has a session reads afresh, once a request: editors see at once what they changed, and what
they see is never kept for visitors.
"""

import time
import uuid
from collections.abc import Callable, Hashable
from contextvars import ContextVar

from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.utils import timezone

GENERATION = "home.page_cache.generation"
LOOK_AGAIN_SECONDS = 1
# More than the whole site reads; beyond, what is read is not kept.
MOST = 5000


class _Version:
    """The version this process last saw, when, and what was read under it."""

    def __init__(self):
        self.name, self.seen = "", 0.0
        self.read: tuple[tuple, dict] = ((), {})


class _Request:
    """What this request has read. `shared` stays None for who may not share."""

    def __init__(self, *, may_share: bool):
        self.read = {}
        self.may_share = may_share
        self.shared: dict | None = None


_version = _Version()
_request: ContextVar[_Request | None] = ContextVar("what this request has read", default=None)


def generation() -> str:
    """The present version, as this process knows it since at most a second."""
    found, now = _version.name, time.monotonic()
    if not found or now - _version.seen > LOOK_AGAIN_SECONDS:
        found = cache.get(GENERATION)
        if found is None:
            found = uuid.uuid4().hex
            cache.add(GENERATION, found, timeout=None)
            found = cache.get(GENERATION) or found
        _version.name, _version.seen = found, now
    return found


def renew() -> None:
    """Nothing kept so far is used again."""
    cache.set(GENERATION, uuid.uuid4().hex, timeout=None)
    _version.name, _version.seen, _version.read = "", 0.0, ((), {})
    if _request.get() is not None:
        # This request has seen what others may not read yet: it shares nothing any more.
        _request.set(_Request(may_share=False))


def while_unchanged(key: Hashable, read: Callable):
    """What `read` answers: kept for visitors while nothing changes, for others once a request.

    Outside a request (a command, a task) it is read each time. The value is shared between
    threads: nobody may change it.
    """
    request = _request.get()
    if request is None:
        return read()
    if request.may_share:
        if request.shared is None:
            request.shared = _present()
        if key not in request.shared:
            value = read()
            # `read` itself may have changed something.
            if _request.get() is not request or len(request.shared) >= MOST:
                return value
            request.shared[key] = value
        return request.shared[key]
    if key not in request.read:
        request.read[key] = read()
    return request.read[key]


def _present() -> dict:
    """What was read under the present version; figures change at midnight too."""
    asked = (generation(), timezone.localdate())
    if _version.read[0] != asked:
        _version.read = (asked, {})
    under, kept = _version.read
    # Another thread may have begun a newer version since: then nothing of ours goes there.
    return kept if under == asked else {}


def _begin(environ=None, **kwargs):
    alone = environ is not None and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get(
        "HTTP_COOKIE", ""
    )
    _request.set(_Request(may_share=alone and settings.KEEP_CONTENTS))


def _end(**kwargs):
    _request.set(None)


request_started.connect(_begin, dispatch_uid="home.contents")
request_finished.connect(_end, dispatch_uid="home.contents")
