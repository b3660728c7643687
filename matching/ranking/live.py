"""The bridge from rows to the live lists of the engine: ranked slots, and the reverse.

Candidates are read as plain values by a constant number of queries, inside a box of degrees where
there is one; the engine judges them all; only the lines shown are loaded as objects. Offers and
slots are common to all services; young people are those that row-level security leaves in sight.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from matching.engine import live as engine
from matching.engine.hard import Obstacle
from matching.engine.profiles import Seeker, Slot
from matching.engine.relaxations import MARGIN_KM
from matching.engine.settings import Settings, Weights
from matching.enums import (
    ChoiceReason,
    InterruptedReason,
    PlacementStage,
    Situation,
    WithdrawnReason,
)
from matching.models import MatchingPolicy, Placement, Youth, YouthInterest
from matching.stages import ACTIVE
from offers.enums import OPEN_STAGES, OfferStage
from offers.hours import hours_left
from offers.models import HostSlot, Rome
from psf.territories.distance import METRES_PER_DEGREE
from psf.territories.models import Academy, SchoolHoliday
from psf.territories.school_days import Holiday

LIMIT = 50
ADULT = 18
KM_PER_DEGREE = METRES_PER_DEGREE / 1000
# The widest wish, and what a relaxation may add to it, in degrees: how far north a box may reach.
WIDEST_DEGREES = (200 + MARGIN_KM) / KM_PER_DEGREE

# Ends after which the same pair is not proposed again: somebody said no to the other. A silent
# company, an expired reservation, another solution found or a mistake typed say nothing about the
# pair, and a parcours that went to its end may be followed by another one there.
SAID_NO = (
    Q(stage=PlacementStage.NOT_RETAINED)
    | Q(
        stage=PlacementStage.WITHDRAWN,
        end_reason__in=[WithdrawnReason.YOUTH_DECLINES, ChoiceReason.ANOTHER_COMPANY],
    )
    | Q(
        stage__in=[PlacementStage.REVIEW, PlacementStage.CLOSED],
        end_reason__in=[
            InterruptedReason.YOUTH_LEAVES,
            InterruptedReason.ABSENCES,
            InterruptedReason.COMPANY_STOPS,
            InterruptedReason.CONDITIONS,
        ],
    )
)

SLOT_COLUMNS = (
    "pk",
    "offer_id",
    "commune__latitude",
    "commune__longitude",
    "codes",
    "offer__calibre",
    "offer__splittable",
    "offer__stage",
    "offer__budget__total",
    "offer__budget__reserved",
    "offer__budget__consumed",
    "offer__contract__firm_end",
    "window_from",
    "window_until",
    "busy",
    "days_per_week",
    "weekly_hours",
    "adults_only",
)
YOUTH_COLUMNS = (
    "pk",
    "birth_date",
    "commune__latitude",
    "commune__longitude",
    "radius_km",
    "wants_far",
    "available_from",
    "available_until",
    "hours_wanted",
    "situation_since",
    "placed",
)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, for one young person; by default what that person wishes."""

    wished: tuple[tuple[str, ...], ...] = ()
    """ROME codes, one tuple for each wish, first wishes first; empty: any field."""
    only_wished: bool = False
    """Leave out slots of other fields instead of ranking them low."""
    radius_km: int = 20
    wants_far: bool = False
    hours_wanted: int | None = None

    @classmethod
    def of(cls, youth: Youth) -> "Search":
        return cls(
            wished=tuple(wishes_of([youth.pk])[youth.pk].values()),
            radius_km=youth.radius_km,
            wants_far=youth.wants_far,
            hours_wanted=youth.hours_wanted,
        )


class Line(NamedTuple):
    """One line of a list: a HostSlot or a Youth, and what the engine says of the pair."""

    subject: HostSlot | Youth
    proposal: engine.Proposal


class LiveList(NamedTuple):
    """A ranked list with all that explains it."""

    lines: list[Line]
    ranking: engine.Ranking
    settings: Settings
    policy: MatchingPolicy


def slots_for(
    youth: Youth, search: Search | None = None, *, limit: int = LIMIT, today: date | None = None
) -> LiveList:
    """Slots for one young person, best first, whichever service follows the offer.

    Only free slots within reach are read one by one; the others are counted, and read too when
    nothing can be proposed, to find the relaxation.
    """
    today = today or timezone.localdate()
    search = search or Search.of(youth)
    under_way = HostSlot.objects.filter(active=True, offer__stage__in=OPEN_STAGES)
    slots = _slots(_within(under_way.free(), youth.commune, search, margin_km=0))
    policy = MatchingPolicy.current(today)
    settings = _settings(policy, youth.commune, slots, today)
    seeker = _seeker(youth, search)
    ranking = engine.rank_slots(seeker, slots, settings, today, limit=limit)
    around = _within(under_way, youth.commune, search, margin_km=MARGIN_KM)
    if ranking.feasible:
        ranking = ranking._replace(excluded=_excluded(ranking.excluded, around, len(slots)))
    else:
        ranking = engine.rank_slots(seeker, _slots(around), settings, today, limit=limit)
    shown = HostSlot.objects.select_related(
        "commune", "host", "offer__company", "offer__contract"
    ).in_bulk([proposal.id for proposal in ranking.proposals])
    return LiveList(_lines(ranking, shown), ranking, settings, policy)


def youths_for(slot: HostSlot, *, limit: int = LIMIT, today: date | None = None) -> LiveList:
    """Young people in sight who are ready for a parcours, best first for this slot."""
    today = today or timezone.localdate()
    [profile] = _slots(HostSlot.objects.filter(pk=slot.pk))
    seekers = _seekers(_ready_near(slot), slot)
    policy = MatchingPolicy.current(today)
    settings = _settings(policy, slot.commune, [profile], today)
    ranking = engine.rank_seekers(profile, seekers, settings, today, limit=limit)
    shown = Youth.objects.select_related("commune", "service").in_bulk(
        [proposal.id for proposal in ranking.proposals]
    )
    return LiveList(_lines(ranking, shown), ranking, settings, policy)


def explain(
    youth: Youth,
    slot: HostSlot,
    search: Search | None = None,
    *,
    calendar_of=None,
    today: date | None = None,
) -> engine.Explanation:
    """One pair whole, as the lists judge it; `calendar_of` is the commune whose school holidays
    count (the young person's by default, as in their list)."""
    today = today or timezone.localdate()
    search = search or Search.of(youth)
    [profile] = _slots(HostSlot.objects.filter(pk=slot.pk))
    settings = _settings(
        MatchingPolicy.current(today), calendar_of or youth.commune, [profile], today
    )
    return engine.explain(_seeker(youth, search), profile, settings, today)


def wishes_of(youth_ids: Iterable[int]) -> defaultdict[int, dict[str, tuple[str, ...]]]:
    """The wishes of each young person, in order: {plain word, or code alone: its ROME codes}."""
    rows = (
        YouthInterest.objects.filter(youth__in=youth_ids)
        .order_by("youth_id", "rank", "pk")
        .values_list("youth_id", "field_id", "domaine_id")
    )
    found: defaultdict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for youth_id, word, code in rows:
        wish = word or code
        found[youth_id][wish] = (*found[youth_id].get(wish, ()), code)
    return found


def words_of(youths: Iterable[Youth]) -> defaultdict[int, list[str]]:
    """The wishes of each young person as people say them, in order; one query."""
    rows = (
        YouthInterest.objects.filter(youth__in=youths)
        .order_by("youth_id", "rank", "pk")
        .values_list("youth_id", "field__label", "domaine__label")
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for youth_id, word, label in rows:
        if (word or label) not in found[youth_id]:
            found[youth_id].append(word or label)
    return found


def _within(rows: QuerySet, commune, search: Search, *, margin_km: int) -> QuerySet:
    """Slots in the box around a commune; all of them for who wants to go far."""
    if search.wants_far:
        return rows
    box = engine.search_box(commune.latitude, commune.longitude, search.radius_km, margin_km)
    return rows.filter(
        commune__latitude__range=(box.south, box.north),
        commune__longitude__range=(box.west, box.east),
    )


def _excluded(judged: dict[Obstacle, int], around: QuerySet, read: int) -> dict[Obstacle, int]:
    """What the engine left out, and the slots `around` that it was not given."""
    available = Q(offer__stage=OfferStage.AVAILABLE)
    counts = around.aggregate(
        total=Count("pk"),
        closed=Count("pk", filter=~available),
        busy=Count("pk", filter=available & Q(busy=True)),
    )
    excluded = Counter(judged)
    excluded[Obstacle.CLOSED] += counts["closed"]
    excluded[Obstacle.BUSY] += counts["busy"]
    excluded[Obstacle.TOO_FAR] += counts["total"] - counts["closed"] - counts["busy"] - read
    return {obstacle: excluded[obstacle] for obstacle in sorted(excluded) if excluded[obstacle] > 0}


def _lines(ranking: engine.Ranking, subjects: dict) -> list[Line]:
    return [Line(subjects[proposal.id], proposal) for proposal in ranking.proposals]


def _slots(rows) -> list[Slot]:
    codes = HostSlot.romes.through.objects.filter(hostslot=OuterRef("pk")).order_by("rome_id")
    rows = rows.annotate(codes=ArraySubquery(codes.values("rome_id"))).order_by()
    return [
        Slot(
            id=pk,
            offer_id=offer,
            latitude=latitude,
            longitude=longitude,
            rome=tuple(rome),
            hours_left=hours_left(total, reserved, consumed),
            hours_wanted=calibre,
            splittable=splittable,
            window_from=window_from,
            window_until=window_until,
            firm_end=firm_end,
            busy=busy,
            open=stage == OfferStage.AVAILABLE,
            days_per_week=days,
            weekly_hours=weekly,
            min_age=ADULT if adults_only else None,
        )
        for (
            pk,
            offer,
            latitude,
            longitude,
            rome,
            calibre,
            splittable,
            stage,
            total,
            reserved,
            consumed,
            firm_end,
            window_from,
            window_until,
            busy,
            days,
            weekly,
            adults_only,
        ) in rows.values_list(*SLOT_COLUMNS)
    ]


def _seeker(youth: Youth, search: Search) -> Seeker:
    """One young person, looking for what `search` says."""
    placements = Placement.objects.filter(youth=youth).annotate(said_no=SAID_NO)
    known = list(placements.values_list("host_slot_id", "stage", "said_no"))
    return Seeker(
        id=youth.pk,
        birth_date=youth.birth_date,
        latitude=youth.commune.latitude,
        longitude=youth.commune.longitude,
        radius_km=search.radius_km,
        wants_far=search.wants_far,
        available_from=youth.available_from,
        available_until=youth.available_until,
        wished=search.wished,
        only_wished=search.only_wished,
        hours_wanted=search.hours_wanted,
        waiting_since=youth.situation_since if youth.situation == Situation.READY else None,
        place_active=any(stage in ACTIVE for _, stage, _ in known),
        refused_slots=frozenset(slot_id for slot_id, _, said_no in known if said_no),
    )


def _seekers(youths: QuerySet, slot: HostSlot) -> list[Seeker]:
    """Young people who are ready, each looking for what they wish."""
    active = Placement.objects.active().filter(youth=OuterRef("pk"))
    rows = list(youths.annotate(placed=Exists(active)).values_list(*YOUTH_COLUMNS))
    wishes = wishes_of([row[0] for row in rows])
    said_no = Placement.objects.filter(SAID_NO, host_slot=slot)
    refused = set(said_no.values_list("youth_id", flat=True))
    here = frozenset([slot.pk])
    return [
        Seeker(
            id=pk,
            birth_date=birth_date,
            latitude=latitude,
            longitude=longitude,
            radius_km=radius_km,
            wants_far=wants_far,
            available_from=available_from,
            available_until=available_until,
            wished=tuple(wishes[pk].values()),
            hours_wanted=hours_wanted,
            waiting_since=since,
            place_active=placed,
            refused_slots=here if pk in refused else frozenset(),
        )
        for (
            pk,
            birth_date,
            latitude,
            longitude,
            radius_km,
            wants_far,
            available_from,
            available_until,
            hours_wanted,
            since,
            placed,
        ) in rows
    ]


def _ready_near(slot: HostSlot) -> QuerySet:
    """Young people ready who start from within their own reach of the slot, or want to go far."""
    latitude, longitude = slot.commune.latitude, slot.commune.longitude
    degrees = (F("radius_km") + MARGIN_KM) / KM_PER_DEGREE
    wider = degrees / max(0.01, cos(radians(min(90, abs(latitude) + WIDEST_DEGREES))))
    return Youth.objects.ready().filter(
        Q(wants_far=True)
        | Q(
            commune__latitude__range=(latitude - degrees, latitude + degrees),
            commune__longitude__range=(longitude - wider, longitude + wider),
        )
    )


def _settings(policy: MatchingPolicy, commune, slots: Iterable[Slot], today: date) -> Settings:
    """The policy in force, the names of the slots' fields, and the school holidays of the commune's
    académie. Beyond the calendar known nothing is taken off: fixing the schedule asks for it."""
    zones = Academy.objects.filter(departments=commune.department_id).values("holiday_zone")
    holidays = SchoolHoliday.objects.filter(zone__in=zones, ends_on__gte=today)
    codes = {code for slot in slots for code in slot.rome}
    return Settings(
        min_age=policy.min_age,
        warn_age=policy.warn_age,
        max_age=policy.max_age,
        far_km=policy.far_km,
        weights=Weights(
            field=policy.weight_field,
            distance=policy.weight_distance,
            delay=policy.weight_delay,
            length=policy.weight_length,
        ),
        holidays=tuple(Holiday(*row) for row in holidays.values_list("starts_on", "ends_on")),
        rome_labels=dict(Rome.objects.filter(pk__in=codes).values_list("code", "label")),
    )
