"""Companies and buyers that may stand twice in their registry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
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


@dataclass(frozen=True, slots=True)
class _Row:
    """What of an organisation tells whether it stands twice."""

    pk: int
    name: str
    siret: str
    commune: int | None

    @property
    def siren(self) -> str:
        return self.siret[:SIREN]

    def may_be(self, other: "_Row") -> bool:
        """Two SIREN are two legal persons."""
        return not (self.siren and other.siren and self.siren != other.siren)


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
    mine = set(mine.values_list("pk", flat=True))
    rows = [
        _Row(pk, bare_name(name), siret, commune)
        for pk, name, siret, commune in model.objects.current()
        .order_by("pk")
        .values_list("pk", "name", "siret", "commune")
    ]
    by_pk = {row.pk: row for row in rows}
    mailboxes = [
        [by_pk[pk] for pk in pks if pk in by_pk] for pks in _mailboxes(contacts, organisation)
    ]
    found = (
        ((first.pk, second.pk), why)
        for first, second, why in _found(rows, mailboxes)
        if first.pk in mine or second.pk in mine
    )
    apart = set(DISTINCT[model].objects.values_list("first", "second"))
    return Pairs(found, apart, model.objects.select_related("commune"))


def _found(rows: list[_Row], mailboxes: list[list[_Row]]) -> Iterator[tuple[_Row, _Row, str]]:
    """(older, younger, why), the surest reason of a pair first."""
    near = [
        (SAME_SIREN, _of_commune(lambda row: row.siren or None), lambda a, b: True),
        (NAMES, _of_commune(lambda row: "" if row.name else None), _near),
        (
            NAMES_ALONE,
            lambda row: row.name or None,
            lambda a, b: a.may_be(b) and (a.commune is None or b.commune is None),
        ),
    ]
    for why, key, same in near:
        for first, second in pairs_within(rows, key, same):
            yield first, second, why
    for known in mailboxes:
        for first, second in pairs_within(known, lambda row: "", _Row.may_be):
            yield first, second, SAME_EMAIL


def _of_commune(key):
    def of(row: _Row):
        within = key(row)
        return None if row.commune is None or within is None else (row.commune, within)

    return of


def _near(first: _Row, second: _Row) -> bool:
    return (
        first.may_be(second)
        and fuzz.token_sort_ratio(first.name, second.name, score_cutoff=NEAR_NAME) > 0
    )


def _mailboxes(contacts, organisation: str) -> list[list[int]]:
    """Rows whose contacts, still there, share an address."""
    known = contacts.filter(left_on=None).exclude(email="").order_by("pk")
    of_address: dict[str, set[int]] = {}
    for email, pk in known.values_list("email", F(organisation)):
        of_address.setdefault(email.lower(), set()).add(pk)
    return [sorted(pks) for pks in of_address.values() if 1 < len(pks) <= MOST_OF_ONE_MAILBOX]
