"""Figures of the home page and of the dashboard: of what, whose, and the list behind each.

A tile is the count of a `Listing` of the queue, or of a list of the registry of offers, and its link is
that list's address. The national team sees the country as the lines of its table, never as rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from matching.desk import figures
from matching.desk.queue.listing import (
    Listing,
    counts,
    due_today_for,
    in_sight_of,
    late_for,
    late_in,
    watched_in,
)
from matching.desk.queue.watches import WATCHES
from offers.enums import OfferStage
from offers.filters import ENDING_SOON, MINE, OfferFilterSet
from offers.models import Filing, Offer
from offers.views.filings import may_answer
from psf.accounts.roles import Role

COUNTRY = "academies"
ENDING = {"stage": OfferStage.AVAILABLE.value, "watch": [ENDING_SOON, MINE], "hours": "1"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A number, of what, and the list of these. The country's are words: small ones are hidden."""

    number: int | str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tiles about the same people's work; `heading` says whose."""

    heading: str
    tiles: list[Tile]


def groups_of(request, lines: list[figures.Line] | None = None) -> list[Group]:
    """What waits: for whoever asks, in their services, in the country (the lines of its table)."""
    user, services = request.user, in_sight_of(request)
    mine = {
        "à faire aujourd'hui, retards compris": due_today_for(user, services),
        "en retard": late_for(user, services),
    }
    ours = {"actions en retard, de qui que ce soit": late_in(user, services)}
    if request.services:
        ours |= {
            watch.counted(services): watched_in(user, services, slug)
            for slug, watch in WATCHES.items()
        }
    tiles = _tiles(mine | ours)
    groups = [
        Group("À faire par vous", tiles[: len(mine)]),
        Group(whose(request), [*tiles[len(mine) :], *_filings(request), *_offers(request)]),
    ]
    if lines:
        groups.append(Group("Dans toutes les académies", _country(lines[0])))
    return groups


def whose(request) -> str:
    """« Dans vos 12 services », « Confié à l'équipe nationale »."""
    if not request.services:
        national = Role.NATIONAL in request.user.roles
        return "Confié à l'équipe nationale" if national else "Aucun service dans votre périmètre"
    number = len(in_sight_of(request))
    return f"Dans vos {number} services" if number > 1 else "Dans votre service"


def lines_for(user) -> list[figures.Line] | None:
    """The country in aggregates, for the national team alone."""
    return figures.national() if Role.NATIONAL in user.roles else None


def _tiles(asked: dict[str, Listing]) -> list[Tile]:
    return [
        Tile(number, words, listing.address())
        for (words, listing), number in zip(asked.items(), counts(asked.values()), strict=True)
    ]


def _filings(request) -> Iterable[Tile]:
    if request.services and may_answer(request.user):
        waiting = Filing.objects.waiting().count()
        yield Tile(waiting, "demandes en ligne à traiter", reverse("filings:list"))


def _offers(request) -> Iterable[Tile]:
    """Counted by the registry's own filter, as its list is."""
    if not request.services:
        return
    params = urlencode(ENDING, doseq=True)
    offers = OfferFilterSet(QueryDict(params), queryset=Offer.objects.all(), request=request)
    yield Tile(
        offers.qs.count(),
        "offres disponibles, avec des heures, dont le marché finit dans moins de 6 mois",
        f"{reverse('wagtailsnippets_offers_offer:list')}?{params}",
    )


def _country(together: figures.Line) -> list[Tile]:
    table = f"{reverse('work:dashboard')}#{COUNTRY}"
    return [
        Tile(together.late, "actions en retard, de qui que ce soit", table),
        Tile(together.silent, "entreprises sans réponse", table),
        Tile(together.waiting, "jeunes prêts sans proposition", table),
        Tile(together.alone, "offres sans jeune", table),
    ]
