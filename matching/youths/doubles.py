"""Records in sight that may be one young person. What says so of one record: `duplicates`."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property, partial

from django.db.models import Q

from matching.models import DistinctYouths, Youth
from matching.youths.duplicates import names_near, ordered_names
from psf.doubles import Keys, Pairs, pairs_within
from psf.french.folding import fold

NAMES = "nés le même jour, noms proches"
SLIP = "mêmes noms, dates de naissance à une faute près"
PHONE = "même téléphone, même prénom"
EMAIL = "même adresse électronique, même prénom"

READ = ("pk", "ine", "last_name", "first_name", "birth_date", "sort_name", "phone", "email")


class _Record:
    """What of a young person is compared: read as values, each form of the names made once."""

    def __init__(
        self,
        pk: int,
        ine: str,
        last_name: str,
        first_name: str,
        birth_date: date,
        sort_name: str,
        phone: str,
        email: str,
    ) -> None:
        self.pk, self.ine, self.birth_date = pk, ine, birth_date
        self.last_name, self.first_name, self.sort_name = last_name, first_name, sort_name
        self.phone, self.email = phone, email

    @cached_property
    def ordered(self) -> tuple[str, str]:
        return ordered_names(self.sort_name)

    @cached_property
    def folded_first(self) -> str:
        return fold(self.first_name)

    @cached_property
    def folded_last(self) -> str:
        return fold(self.last_name)


def youth_doubles() -> Pairs:
    """Pairs of records in sight, but those said to be two people."""
    rows = Youth.objects.current().order_by("pk").values_list(*READ)
    records = [_Record(*row) for row in rows]
    said = DistinctYouths.objects.values_list("youth", "other")
    apart = {(min(pair), max(pair)) for pair in said}
    shown = Youth.objects.select_related("service", "commune", "tutor")
    return Pairs(_found(records), apart, shown)


def set_apart(pks: set[int], *, by) -> None:
    """Say that two records are of two people; saying it again changes nothing.

    Raises Youth.DoesNotExist unless both are in sight and in use.
    """
    pair = list(Youth.objects.current().filter(pk__in=pks).order_by("pk"))
    if len(pair) != 2:
        raise Youth.DoesNotExist
    first, second = pair
    said = DistinctYouths(youth=first, other=second.pk, by=by, service_id=first.service_id)
    # Somebody may be saying it too.
    DistinctYouths.objects.bulk_create([said], ignore_conflicts=True)


def move_distinctions(kept: Youth, absorbed: Youth) -> None:
    """Before a merge moves rows by their `youth`: what was said of one is said of both, once."""
    of = {youth: _apart_from(youth) for youth in (kept, absorbed)}
    repeated = [*of[kept] & of[absorbed], kept.pk]
    rows = DistinctYouths.objects.filter(
        Q(youth=absorbed, other__in=repeated) | Q(other=absorbed.pk, youth__in=repeated)
    )
    rows.delete()
    DistinctYouths.objects.filter(other=absorbed.pk).update(other=kept.pk)


def _apart_from(youth: Youth) -> set[int]:
    said = DistinctYouths.objects.filter(Q(youth=youth) | Q(other=youth.pk))
    return {pk for pair in said.values_list("youth", "other") for pk in pair} - {youth.pk}


def _found(records: list[_Record]) -> Iterator[tuple[Keys, str]]:
    """((older, younger), why), the surest reason of a pair first."""
    ways = (
        (NAMES, lambda one: one.birth_date, partial(_two_alike, _names_near)),
        (SLIP, _names, partial(_two_alike, _days_apart_by_a_slip)),
        (PHONE, lambda one: one.phone or None, partial(_two_alike, _first_names_alike)),
        (EMAIL, lambda one: one.email.lower() or None, partial(_two_alike, _first_names_alike)),
    )
    for why, key, same in ways:
        for first, second in pairs_within(records, key, same):
            yield (first.pk, second.pk), why


def _names_near(first: _Record, second: _Record) -> bool:
    return names_near(first.ordered, second.ordered)


def _names(youth: _Record) -> tuple[str, ...]:
    """In whatever order they were typed."""
    return tuple(sorted(youth.sort_name.split()))


def _two_alike(alike, first: _Record, second: _Record) -> bool:
    """Two known INE that differ are two people."""
    return not (first.ine and second.ine and first.ine != second.ine) and alike(first, second)


def _days_apart_by_a_slip(first: _Record, second: _Record) -> bool:
    """One of day, month and year differs, or day and month stand in each other's place."""
    one, other = _parts(first.birth_date), _parts(second.birth_date)
    if one[:2] == other[1::-1] and one[2] == other[2]:
        return True
    return sum(here != there for here, there in zip(one, other, strict=True)) <= 1


def _parts(day: date) -> tuple[int, int, int]:
    return day.day, day.month, day.year


def _first_names_alike(first: _Record, second: _Record) -> bool:
    """Brothers and sisters share a telephone; the same given name is the same person."""
    return first.folded_first in (second.folded_first, second.folded_last)
