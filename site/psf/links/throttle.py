"""How often an address or a link may try, counted in the shared cache."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

# (tries, seconds)
GUESSES = (30, 600)
ANSWERS = (30, 3600)
RESENDS = (3, 3600)
RESENDS_FROM_ONE_ADDRESS = (20, 3600)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, our own proxies left aside."""
    return str(get_adapter(request).get_client_ip(request))


def tries(what: str, who: str, limit: tuple[int, int]) -> int:
    """How many times `who` tried in the current window."""
    so_far: int = cache.get(_key(what, who, limit), 0)
    return so_far


def is_over(what: str, who: str, limit: tuple[int, int]) -> bool:
    """Whether `who` has tried too often already; counts nothing."""
    return tries(what, who, limit) >= limit[0]


def count(what: str, who: str, limit: tuple[int, int]) -> bool:
    """Count one try; False when it is one too many."""
    so_far = tries(what, who, limit)
    cache.set(_key(what, who, limit), so_far + 1, limit[1])
    return so_far < limit[0]


def _key(what: str, who: str, limit: tuple[int, int]) -> str:
    window = int(time.time()) // limit[1]
    return f"links:{what}:{window}:{hashlib.sha256(str(who).encode()).hexdigest()[:24]}"
