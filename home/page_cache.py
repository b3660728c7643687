"""Anonymous answers of public pages, kept whole until something they show changes.

A view offers its answer by `response.page_cache_seconds`, and names what it read of the query, in
`response.page_cache_query`: names and values that it knows. Asked with anything else, an answer is not
kept, so nobody can fill the cache with addresses. It stands in a cache of its own under host, path and
query, and is served while the release, the generation (home.contents) and the day are those it was
written under (figures change at midnight); `clear` begins a new generation. Each process also keeps
what it served lately, and looks again for the generation after one second: a page that is asked often
costs no query at all.

Whoever has a session goes past the cache in both directions: what an editor sees is never kept.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from home import contents
from home.contents import generation

CACHE = "pages"
KEPT_HERE = 300
# Marks of campaigns: no page reads them, nor sees them.
LEFT_OUT = ("utm_", "mtm_", "pk_", "at_")
KEPT_HEADERS = frozenset({"Content-Type", "X-Frame-Options", "Content-Language", "Link"})


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it will be sent again."""

    body: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str
    under: str
    until: float

    def is_fresh(self, under: str) -> bool:
        return self.under == under and self.until > time.time()


class _Nearby:
    """What this process served lately."""

    def __init__(self):
        self.pages: OrderedDict[str, Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, key):
        with self.lock:
            kept = self.pages.get(key)
            if kept is not None:
                self.pages.move_to_end(key)
            return kept

    def put(self, key, kept):
        with self.lock:
            self.pages[key] = kept
            while len(self.pages) > KEPT_HERE:
                self.pages.popitem(last=False)

    def forget(self):
        with self.lock:
            self.pages.clear()


_nearby = _Nearby()


def clear(**kwargs) -> None:
    """Nothing kept so far is served again."""
    contents.renew()
    _nearby.forget()


def release() -> str:
    """What pages are written with: after an upgrade, none names a file that is no longer there."""
    return f"{settings.VERSION}|{getattr(staticfiles_storage, 'manifest_hash', '')}"


def from_a_visitor(request) -> bool:
    """Whether the answer is the same for everybody who has no session."""
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


def present() -> str:
    """What an answer is written under, besides its address."""
    return f"{release()}|{generation()}|{timezone.localdate()}"


def has_a_name_of_ours(request) -> bool:
    """Whether the site is asked by a name that the settings spell out, not by one they let pass."""
    host, _port = split_domain_port(request.get_host())
    ours = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return host == ours or host in settings.ALLOWED_HOSTS


def asked_of(request) -> dict[str, str] | None:
    """What is asked in the query; None when a name comes twice."""
    lists = list(request.GET.lists())
    if any(len(values) != 1 for _name, values in lists):
        return None
    return {name: values[0] for name, values in lists}


def key_of(request) -> str | None:
    """The key of what is asked, or None when it must be answered afresh."""
    if not from_a_visitor(request) or request.path.startswith(
        ("/admin/", "/static/", "/compte/", "/sante/")
    ):
        return None
    asked = asked_of(request)
    if asked is None or not has_a_name_of_ours(request):
        return None
    host, _port = split_domain_port(request.get_host())
    address = f"{host}|{request.path}|{sorted(asked.items())}"
    return hashlib.sha256(address.encode()).hexdigest()


class PageCacheMiddleware:
    """Stands outside sessions and transactions: a hit touches neither."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.PAGE_CACHE:
            return self.get_response(request)
        if any(name.startswith(LEFT_OUT) for name in request.GET):
            request.GET = without_marks(request.GET)
        key = key_of(request)
        if key is None:
            return self.fresh(request)
        under = present()
        kept = _nearby.get(key)
        if kept is None or not kept.is_fresh(under):
            kept = caches[CACHE].get(key)
            if kept is not None:
                _nearby.put(key, kept)
        if kept is not None and kept.is_fresh(under):
            return again(request, kept)
        response = self.get_response(request)
        seconds = getattr(response, "page_cache_seconds", 0)
        if not seconds or not may_be_kept(response):
            return response
        kept = kept_of(response, seconds, under)
        if getattr(response, "page_cache_query", {}) == asked_of(request):
            caches[CACHE].set(key, kept, timeout=seconds)
            _nearby.put(key, kept)
        return again(request, kept)

    def fresh(self, request):
        """An answer that is not kept; packed all the same when anybody would get it."""
        response = self.get_response(request)
        seconds = getattr(response, "page_cache_seconds", 0)
        if seconds and from_a_visitor(request) and may_be_kept(response):
            return again(request, kept_of(response, seconds, present()))
        return response


def without_marks(query):
    kept = query.copy()
    for name in query:
        if name.startswith(LEFT_OUT):
            del kept[name]
    return kept


def may_be_kept(response) -> bool:
    return response.status_code == 200 and not response.streaming and not response.cookies


def kept_of(response, seconds: int, under: str) -> Kept:
    body = response.content
    return Kept(
        body=body,
        packed=gzip.compress(body, 6, mtime=0),
        headers=tuple((k, v) for k, v in response.items() if k in KEPT_HEADERS),
        tag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        under=under,
        until=time.time() + seconds,
    )


def again(request, kept: Kept) -> HttpResponse:
    """The answer, packed for who can unpack it; 304 for who has it."""
    if request.headers.get("If-None-Match") == kept.tag:
        response = HttpResponse(status=304)
    else:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(kept.packed if packs else kept.body)
        if packs:
            response["Content-Encoding"] = "gzip"
    for name, value in kept.headers:
        response[name] = value
    response["ETag"] = kept.tag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
