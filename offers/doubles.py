"""Companies and buyers that may stand twice in their registry."""

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from itertools import chain
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from rapidfuzz import fuzz

from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    DistinctBuyers,
    DistinctCompanies,
    Offer,
)
from offers.querysets import NEAR_NAME, bare_name
from psf.doubles import Pairs, pairs_within
from psf.territories.models import Service

SIREN = 9
NAMES = "noms proches, même commune"
NAMES_ALONE = "même nom, l’une des deux fiches n’a pas de commune"
SAME_SIREN = "même SIREN, même commune"
SAME_EMAIL = "un contact de même adresse électronique"
# A mailbox of more rows than that is a platform's or a group's.
MOST_OF_ONE_MAILBOX = 5


class _Row:
    """What of an organisation tells whether it stands twice; the forms compared are made once."""

    def __init__(self, pk: int, name: str, siret: str, commune: int | None, mine: bool) -> None:
        self.pk, self._name, self.siren = pk, name, siret[:SIREN]
        self.commune, self.mine = commune, mine

    @cached_property
    def name(self) -> str:
        return bare_name(self._name)

    @cached_property
    def ordered(self) -> str:
        return " ".join(sorted(self.name.split()))

    def may_be(self, other: "_Row") -> bool:
        """Two SIREN are two legal persons."""
        return self.siren == other.siren or not (self.siren and other.siren)


def company_doubles(services: Iterable[int]) -> Pairs:
    """Pairs of companies of which one stands where these services work, or holds an offer of theirs."""
    here = _stands_in(services)
    offers = Offer.objects.filter(service__in=list(services), company=OuterRef("pk"))
    mine = Company.objects.current().filter(here | Exists(offers))
    return _pairs(Company, mine, CompanyContact.objects.filter(same_as=None), "company")


def buyer_doubles(services: Iterable[int]) -> Pairs:
    """The same, of buyers: where these services work, or with a marché behind an offer of theirs."""
    here = _stands_in(services)
    offers = Offer.objects.filter(service__in=list(services), contract__buyer=OuterRef("pk"))
    mine = Buyer.objects.current().filter(here | Exists(offers))
    return _pairs(Buyer, mine, BuyerContact.objects.all(), "buyer")


def _stands_in(services: Iterable[int]) -> Q:
    places = Service.objects.filter(pk__in=list(services)).order_by().values("department")
    return Q(commune__department__in=places)


def set_apart(model: Any, pks: set[int], *, by) -> None:
    """Say that two companies, or buyers, are two; saying it again changes nothing.

    `pks`: two keys of rows not merged. Raises the model's DoesNotExist otherwise.
    """
    if model.objects.current().filter(pk__in=pks).count() != 2:
        raise model.DoesNotExist
    first, second = sorted(pks)
    said = DISTINCT[model](first_id=first, second_id=second, by=by)
    # Somebody may be saying it too.
    DISTINCT[model].objects.bulk_create([said], ignore_conflicts=True)


DISTINCT: dict[Any, Any] = {Company: DistinctCompanies, Buyer: DistinctBuyers}


def _pairs(model, mine, contacts, organisation: str) -> Pairs:
    mine = dict(mine.order_by("pk").values_list("pk", "commune"))
    mailboxes = _mailboxes(contacts, organisation, mine)
    rows = [
        _Row(pk, name, siret, commune, pk in mine)
        for pk, name, siret, commune in model.objects.current()
        .filter(_beside(mine, mailboxes))
        .order_by("pk")
        .values_list("pk", "name", "siret", "commune")
    ]
    by_pk = {row.pk: row for row in rows}
    shared = [[by_pk[pk] for pk in pks if pk in by_pk] for pks in mailboxes]
    found = (((first.pk, second.pk), why) for first, second, why in _found(rows, shared))
    apart = set(DISTINCT[model].objects.values_list("first", "second"))
    return Pairs(found, apart, model.objects.select_related("commune"))


def _beside(mine: dict[int, int | None], mailboxes: list[list[int]]) -> Q:
    """What may be one with a row of `mine`: every row, where one of these has no commune."""
    communes = set(mine.values())
    if None in communes:
        return Q()
    keys = set(chain(mine, *mailboxes))
    return Q(pk__in=keys) | Q(commune__in=communes) | Q(commune=None)


def _found(rows: list[_Row], mailboxes: list[list[_Row]]) -> Iterator[tuple[_Row, _Row, str]]:
    """(older, younger, why), the surest reason of a pair first."""
    near = [
        (SAME_SIREN, _of_commune(lambda row: row.siren or None), lambda a, b: True),
        (NAMES, _of_commune(lambda row: "" if row.name else None), _near),
        (
            NAMES_ALONE,
            lambda row: row.name or None,
            lambda a, b: (a.commune is None or b.commune is None) and a.may_be(b),
        ),
    ]
    for why, key, same in near:
        for first, second in pairs_within(rows, key, partial(_one_of_mine, same)):
            yield first, second, why
    for known in mailboxes:
        for first, second in pairs_within(
            known, lambda row: "", partial(_one_of_mine, _Row.may_be)
        ):
            yield first, second, SAME_EMAIL


def _of_commune(key):
    def of(row: _Row):
        within = key(row)
        return None if row.commune is None or within is None else (row.commune, within)

    return of


def _one_of_mine(same, first: _Row, second: _Row) -> bool:
    return (first.mine or second.mine) and same(first, second)


def _near(first: _Row, second: _Row) -> bool:
    return (
        first.may_be(second)
        and fuzz.ratio(first.ordered, second.ordered, score_cutoff=NEAR_NAME) > 0
    )


def _mailboxes(contacts, organisation: str, mine: Iterable[int]) -> list[list[int]]:
    """Rows whose contacts, still there, share an address with one of `mine`."""
    known = contacts.filter(left_on=None).exclude(email="").annotate(address=Lower("email"))
    theirs = known.filter(**{f"{organisation}__in": list(mine)}).order_by()
    shared = known.filter(address__in=theirs.values("address")).order_by("pk")
    of_address: dict[str, set[int]] = {}
    for address, pk in shared.values_list("address", F(organisation)):
        of_address.setdefault(address, set()).add(pk)
    return [sorted(pks) for pks in of_address.values() if 1 < len(pks) <= MOST_OF_ONE_MAILBOX]
