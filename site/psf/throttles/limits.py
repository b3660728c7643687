"""A limit: so many tries, then a wait. Each try is one statement on a connection of its own.

Counting and refusing are the same statement, so tries at the same moment can't pass together; the
connection commits at once, so a request that fails afterwards keeps its count. Whoever gave a right
answer gets the try back. docs/decisions/throttles.md
"""

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from psf.throttles.models import Tally

TABLE = Tally._meta.db_table
# No row comes back from a try that is not heard. The n-th try past the free ones closes for
# first × 2ⁿ seconds, never longer than the longest, never beyond the end of the window.
COUNT = f"""
insert into {TABLE} as kept (key, tries, closed_until, ends_at)
values (%(key)s, 1, %(closed_after_first)s, %(ends_at)s)
on conflict (key) do update set
    tries = case when kept.ends_at <= %(now)s then 1 else kept.tries + 1 end,
    ends_at = case when kept.ends_at <= %(now)s then excluded.ends_at else kept.ends_at end,
    closed_until = case
        when kept.ends_at <= %(now)s then excluded.closed_until
        when kept.tries + 1 < %(free)s then null
        else least(
            kept.ends_at,
            %(now)s + interval '1 second' * least(
                %(longest)s, %(first)s * power(2, least(kept.tries + 1 - %(free)s, 30))
            )
        )
    end
where kept.closed_until is null or kept.closed_until <= %(now)s or kept.ends_at <= %(now)s
returning tries
"""
GIVE_BACK = f"update {TABLE} set tries = greatest(tries - 1, 0), closed_until = null where key = %s"
FORGET = f"delete from {TABLE} where key = %s"
CLOSED_UNTIL = f"select closed_until from {TABLE} where key = %s and ends_at > %s"
# A house, an office: the smallest block of IPv6 that one subscriber gets.
IPV6_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` in `seconds` from the first; then closed until these are over, or, with `first_wait`,
    for that many seconds, twice as many after the next try, and so on up to `longest_wait`.

    `name` is unique among limits.
    """

    name: str
    tries: int
    seconds: float
    first_wait: float | None = None
    longest_wait: float | None = None

    def allows(self, who: object) -> bool:
        """Count one try of `who`; False, and not counted, when it comes too soon."""
        now = timezone.now()
        ends_at = now + timedelta(seconds=self.seconds)
        first = self.seconds if self.first_wait is None else self.first_wait
        closes = min(ends_at, now + timedelta(seconds=first)) if self.tries <= 1 else None
        values: dict[str, str | float | datetime | None] = {
            "key": self._key(who),
            "now": now,
            "ends_at": ends_at,
            "closed_after_first": closes,
            "free": self.tries,
            "first": first,
            "longest": self.seconds if self.longest_wait is None else self.longest_wait,
        }
        with _cursor() as cursor:
            cursor.execute(COUNT, values)
            return cursor.fetchone() is not None

    def is_open(self, who: object) -> bool:
        """Whether the next try of `who` would be heard; counts nothing."""
        return not self.wait(who)

    def wait(self, who: object) -> int:
        """Seconds until the next try of `who` is heard, rounded up; 0 for now."""
        now = timezone.now()
        with _cursor() as cursor:
            cursor.execute(CLOSED_UNTIL, [self._key(who), now])
            row: tuple[datetime | None] | None = cursor.fetchone()
        until = row[0] if row else None
        return max(0, math.ceil((until - now).total_seconds())) if until else 0

    def give_back(self, who: object) -> None:
        """Take one try of `who` away: it was a right one."""
        with _cursor() as cursor:
            cursor.execute(GIVE_BACK, [self._key(who)])

    def forget(self, who: object) -> None:
        """Start `who` anew."""
        with _cursor() as cursor:
            cursor.execute(FORGET, [self._key(who)])

    def _key(self, who: object) -> str:
        """Keyed: addresses are few enough for a plain digest to be searched through."""
        return salted_hmac("psf.throttles", f"{self.name}|{who}", algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, our own proxies left aside; of IPv6 the block of a subscriber."""
    said = str(get_adapter(request).get_client_ip(request))
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_BLOCK), strict=False))
    return said


def _cursor() -> CursorWrapper:
    return connections[settings.THROTTLES_DATABASE].cursor()
