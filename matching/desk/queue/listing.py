"""One list of the queue: who asks, in which services, by which tab and filters.

Every figure about actions is the count of such a list, and links to its address: home, dashboard,
tabs, « Enchaîner » and the morning digest ask here, so that one question has one answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from matching.desk.queue.filters import ACTIVE, DUE, Filters
from matching.desk.queue.tabs import TABS, Tab, actions_of, services_of, tab_of
from psf.accounts.models import User

MINE, EVERYTHING = "a-moi", "tout"
LATE = {"retard": "1"}
DUE_TODAY = {"echeance": DUE}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A view of the queue: its key in addresses, which actions it keeps."""

    key: str
    rule: Q


@dataclass(frozen=True, slots=True)
class Listing:
    """Open actions that `user` sees by a tab, filters and a view; `services` are the ids in sight."""

    user: User
    services: list[int]
    tab: Tab
    filters: Filters
    view: Narrowing | None = None

    @classmethod
    def asked(
        cls,
        user: User,
        services: list[int],
        params: Mapping[str, str],
        today: date | None = None,
    ) -> Self:
        """What an address, or a figure, asks for by its parameters; `today` in Paris by default."""
        return cls(user, services, tab_of(params), Filters(params, services, today))

    def narrowed(self, params: Mapping[str, str]) -> "Listing":
        """The same list, by these filters too."""
        asked = Listing.asked(self.user, self.services, {**self.params, **params})
        return asked.within(self.view)

    def within(self, view: Narrowing | None) -> "Listing":
        """The same list, of which a view keeps a part."""
        return replace(self, view=view)

    def rule(self) -> Q:
        own = self.tab.rule(self.user) & self.filters.rule()
        return own & self.view.rule if self.view else own

    def actions(self):
        return actions_of(self.services).filter(self.rule())

    def count(self) -> int:
        return self.actions().count()

    @property
    def params(self) -> dict[str, str]:
        """The tab and the filters, as an address says them; never a name."""
        view = {"vue": self.view.key} if self.view else {}
        return {"onglet": self.tab.slug, **view, **self.filters.params}

    def address(self, name: str = "queue", **more: object) -> str:
        return f"{reverse(f'work:{name}')}?{urlencode({**self.params, **more})}"


def late_for(user: User, services: list[int], today: date | None = None) -> Listing:
    """What `user` has to do and is late: that of the home page."""
    return Listing.asked(user, services, {"onglet": MINE, **LATE}, today)


def reminded_for(user: User, services: list[int], today: date | None = None) -> Listing:
    """The same without files whose reminders are suspended, if any: what the morning digest recalls."""
    late = late_for(user, services, today)
    asked = {"onglet": MINE, **LATE, "relances": ACTIVE}
    recalled = Listing.asked(user, services, asked, today)
    every, some = counts([late, recalled])
    return recalled if some < every else late


def due_today_for(user: User, services: list[int]) -> Listing:
    """What `user` has to do today, what is late included: what « Enchaîner » goes through."""
    return Listing.asked(user, services, {"onglet": MINE, **DUE_TODAY})


def late_in(user: User, services: list[int]) -> Listing:
    """Everything late in the services in sight, whoever must do it, companies and buyers too."""
    return Listing.asked(user, services, {"onglet": EVERYTHING, **LATE})


def watched_in(user: User, services: list[int], slug: str) -> Listing:
    """What waits for too long in the services in sight; `slug` is one of WATCHES."""
    return Listing.asked(user, services, {"onglet": EVERYTHING, "veille": slug})


def tabs_of(user: User, services: list[int]) -> list[Listing]:
    """Each tab, without filter."""
    return [Listing.asked(user, services, {"onglet": slug}) for slug in TABS]


def counts(listings: Iterable[Listing]) -> list[int]:
    """The number of each of these lists, over the same services, in one query."""
    listings = list(listings)
    if not listings:
        return []
    numbers = {
        f"n{place}": Count("pk", filter=rule) if (rule := listing.rule()) else Count("pk")
        for place, listing in enumerate(listings)
    }
    found = actions_of(listings[0].services).order_by().aggregate(**numbers)
    return [found[name] for name in numbers]


def in_sight_of(request) -> list[int]:
    """Ids of the services that a request shows, asked once for each."""
    if not hasattr(request, "services_of_queue"):
        request.services_of_queue = services_of(request)
    return request.services_of_queue
