"""Questions asked of the territories, as sentences."""

import datetime
import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import (
    Case,
    DurationField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Manager,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

from psf.french.folding import fold
from psf.seeking.words import Typed

from .distance import METRES_PER_DEGREE
from .enums import ServiceKind
from .errors import UnknownSchoolCalendar

if TYPE_CHECKING:
    from .models import Academy, Service  # The second is named by a string.

SHORT_WORDS = {"st": "(st|saint)", "ste": "(ste|sainte)"}
SEPARATOR = "[ '-]+"
POSTAL_CODE = re.compile(r"\d{5}")
# A name begun by more communes is still being typed.
MOST_PLACES = 40
POSTAL_TOKEN = re.compile(r"\d{2,5}|2[ab]\d{0,3}")
# A holiday this long is entered last, once those before it are: the calendar is whole up to its end.
GRANDES_VACANCES = datetime.timedelta(days=28)


class CommuneQuerySet(QuerySet):
    def search(self, text: str):
        """Communes whose name, or a word of it, or whose postal code begins as typed.

        Accents, case and hyphens do not matter and "st" is "saint". Digits narrow by postal or
        INSEE code: `search("evry 91")`. Exact names come first, then names that begin so (or the
        arrondissement of a postal code), then the others; the most populated first. Empty text
        gives no commune.
        """
        tokens = [token for token in re.split(r"[^a-z0-9]+", fold(text)) if token]
        if not tokens:
            return self.none()
        words = [token for token in tokens if not POSTAL_TOKEN.fullmatch(token)]
        codes = [token.upper() for token in tokens if POSTAL_TOKEN.fullmatch(token)]
        whole, by_words = _name_pattern(tokens), _name_pattern(words)
        narrowed = Q(sort_name__regex=f"(^|[ '-]){by_words}") if words else Q()
        for code in codes:
            narrowed &= Q(postal_text__regex=f"(^| ){code}") | Q(code__startswith=code)
        name = by_words if words else whole
        begins = Q(sort_name__regex=f"^{name}")
        if not words and any(len(code) == 5 for code in codes):
            begins |= Q(parent__isnull=False)
        return (
            self.annotate(
                postal_text=Func(
                    F("postal_codes"),
                    Value(" "),
                    function="array_to_string",
                    output_field=TextField(),
                )
            )
            .filter(narrowed | Q(sort_name__regex=f"(^|[ '-]){whole}"))
            .annotate(
                rank=Case(
                    When(sort_name__regex=f"^{name}$", then=0),
                    When(begins, then=1),
                    default=2,
                    output_field=IntegerField(),
                )
            )
            .order_by("rank", F("population").desc(nulls_last=True), "sort_name", "code")
        )

    def read_in(self, typed: Typed) -> list[tuple[Typed, list[int]]]:
        """Each way to read the end of what was typed as a place: (the words before, ids of communes).

        « nguyen saint-denis », « saint-denis », « 93200 ». What begins the name of too many communes
        names none.
        """
        found = []
        words: Expression = self.model.WORDS  # type: ignore[attr-defined]  # Set on Commune, which comes after.
        for before, place in typed.with_a_place():
            named = place.in_vector(words)
            if POSTAL_CODE.fullmatch(place.text):
                named = Q(postal_codes__contains=[place.text])
            communes = list(self.filter(named).values_list("pk", flat=True)[: MOST_PLACES + 1])
            if place and 0 < len(communes) <= MOST_PLACES:
                found.append((before, communes))
        return found

    def within(self, latitude: float, longitude: float, km: float):
        """Communes inside the box of `km` kilometres on each side of the point (degrees).

        A box, so that the btree on the pair serves: the corners are farther than `km`; sort or
        cut with `distance.metres_between` where the circle matters.
        """
        dy = km * 1000 / METRES_PER_DEGREE
        dx = dy / max(math.cos(math.radians(latitude)), 0.01)
        return self.filter(
            latitude__range=(latitude - dy, latitude + dy),
            longitude__range=(longitude - dx, longitude + dx),
        )

    def whole(self):
        """Communes themselves, without the arrondissements of Paris, Lyon and Marseille."""
        return self.filter(parent=None)


def _name_pattern(words):
    return SEPARATOR.join(SHORT_WORDS.get(word, re.escape(word)) for word in words)


class ServiceQuerySet(QuerySet["Service"]):
    def active(self):
        return self.filter(active=True)

    def following_young_people(self):
        """Services that may follow a young person: all but the national team."""
        return self.exclude(kind=ServiceKind.NATIONAL)

    def of_academy(self, academy: "Academy") -> Self:
        return self.filter(department__academy=academy)

    def archives_of(self, services: "Iterable[Service | int]") -> Self:
        """Restricted archives of these services; to be asked of `Service.everywhere`."""
        return self.filter(archive_of__in=services)

    def national(self):
        """The national team's only row. Raises Service.DoesNotExist when it was not loaded."""
        return self.get(kind=ServiceKind.NATIONAL)

    def mlds_first(self):
        """MLDS, then PSAD, then others, each by name."""
        return self.order_by(
            Case(
                When(kind=ServiceKind.MLDS, then=0),
                When(kind=ServiceKind.PSAD, then=1),
                default=2,
                output_field=IntegerField(),
            ),
            "sort_name",
            "pk",
        )

    def following(self, commune):
        """Active services responsible for `commune`, MLDS first.

        Those that list it (or the whole town, for an arrondissement); when none lists it, all
        those of its département.
        """
        codes = [commune.pk] if commune.parent_id is None else [commune.pk, commune.parent_id]
        listing = self.model.communes.through.objects.filter(commune_id__in=codes)
        lists_it = Exists(listing.filter(service=OuterRef("pk")))
        somebody = Exists(listing.filter(service__active=True))
        return (
            self.active()
            .following_young_people()
            .filter(lists_it | (Q(department=commune.department_id) & ~Q(somebody)))
            .mlds_first()
        )


class WorkingServices(Manager["Service"]):
    """Services at work or closed, never the restricted archives, which nobody chooses or is given."""

    def get_queryset(self):
        return super().get_queryset().filter(archive_of=None)


class SchoolHolidayQuerySet(QuerySet):
    def of_zone(self, zone: str):
        return self.filter(zone=zone)

    def between(self, academy, first: datetime.date, last: datetime.date):
        """Holidays of the academy that touch the days from `first` to `last`, both included.

        Raises UnknownSchoolCalendar when part of these days is not in the academy's calendar.
        """
        self.check_known(academy, first, last)
        return self.of_zone(academy.holiday_zone).filter(starts_on__lte=last, ends_on__gte=first)

    def covering(self, academy, day: datetime.date):
        """The holiday of the academy on `day`, as a queryset: empty on a day of class.

        Raises UnknownSchoolCalendar when the academy's calendar does not reach `day`: an unknown
        day is never taken for a day of class.
        """
        return self.between(academy, day, day)

    def known_until(self, academy) -> datetime.date | None:
        """Last day of the academy's calendar: the end of its last long holiday, or None.

        Small holidays entered after it do not count: the next one may be missing.
        """
        return self._known(academy)["last"]

    def check_known(self, academy, *days: datetime.date):
        """Raise UnknownSchoolCalendar unless all `days` are inside the academy's calendar."""
        known = self._known(academy)
        first, last = known["first"], known["last"]
        for day in days:
            if last is None or day > last or day < first:
                raise UnknownSchoolCalendar(academy, day, first, last)

    def _known(self, academy) -> dict:
        """The first and the last day of the academy's calendar, None without any."""
        length = ExpressionWrapper(F("ends_on") - F("starts_on"), output_field=DurationField())
        known = self.of_zone(academy.holiday_zone).annotate(length=length)
        return known.aggregate(
            first=Min("starts_on"),
            last=Max("ends_on", filter=Q(length__gte=GRANDES_VACANCES)),
        )
