"""The national demonstration, in the order in which it is made, with progress in words."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as hour
from itertools import accumulate

from django.db import connection, transaction
from django.utils import timezone

from demonstration.national import country, ending, offers, stamping, templates, youths
from demonstration.national.assigning import Assigner, Part, Person, people, shift_of
from demonstration.national.bare import bare
from demonstration.national.recording import BASE, COPIED, Recording, record
from demonstration.national.size import Size
from demonstration.national.stories import OFFER_OPENINGS, STORIES, YOUTH_OPENINGS, Story, listed
from matching.models import Guardian, Placement, Review, Youth, YouthInterest
from matching.placements.integrity import broken_promises
from offers.models import Offer
from psf.french.days import weekday_full_date
from psf.messaging.models import Message
from psf.perimeter.scope import all_services
from psf.workflow.models import Event

Say = Callable[[str], None]
# Where most rows go.
FILLED = (*COPIED, Youth, YouthInterest, Guardian)


def load(
    today: date, size: Size, say: Say, *, stories=STORIES, listings=YOUTH_OPENINGS
) -> dict[str, int]:
    """Load `size` as it stands on the morning of `today`; returns how many of each.

    `broken` counts the promises of the queue that do not hold; `stories` may be fewer and `listings` shorter.
    """
    start = time.monotonic()

    def tell(words: str) -> None:
        say(f"{time.monotonic() - start:4.0f} s  {words}")

    with transaction.atomic():
        tell("on joue une fois chaque histoire")
        told, openings, listed_as = recordings(stories, listings)
        tell("services, écoles, comptes")
        places = country.build()
        with all_services("national demonstration"), bare(FILLED):
            counts = _fill(today, size, places, told, openings, listed_as, tell)
            tell("index et clés étrangères")
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    tell("vérification de chaque promesse, dans tous les services")
    with all_services("national demonstration: promises"):
        counts["broken"] = len(broken_promises())
    tell("terminé")
    return counts


def recordings(
    stories, listings
) -> tuple[list[Recording], dict[bool, Recording], dict[str, Recording]]:
    """The stories of parcours; those of offers waiting, by contract; of records, by situation."""
    told = [record(story) for story in stories]
    openings = {story.contract: record(story, of=Offer) for story in OFFER_OPENINGS}
    listed_as = {
        situation: record(Story(str(situation), share, listed(situation), lasts=lasts), of=Youth)
        for situation, (share, lasts) in listings.items()
    }
    return told, openings, listed_as


def _fill(today, size, places, stories, openings, listings, tell) -> dict[str, int]:
    hostings = offers.create(places, size.offers, today, tell)
    tell(f"{len(hostings)} offres, leurs marchés et leurs lieux d'accueil")
    parts = Assigner(stories, openings, today, size.placements).assign(hostings)
    persons = people(parts, places, size.youths, listings, today)
    tell(f"{len(parts)} parcours distribués")
    youths.create(persons, today)
    tell(f"{len(persons)} jeunes, leurs souhaits et leurs représentants")
    counts = {"offers": len(hostings), "youths": len(persons), "placements": len(parts)}
    every = [*stories, *openings.values(), *listings.values()]
    _prepare(hostings, persons, parts, every, today)
    for model in COPIED:
        if model is Message:
            ending.settle(hostings, persons, today)
        count = stamping.stamp(model)
        counts[model._meta.model_name] = count
        tell(f"{count} {model._meta.verbose_name_plural}")
    ending.close(hostings, persons, today)
    return counts


def _prepare(hostings, persons, parts, every, today) -> None:
    yesterday = today - timedelta(days=1)
    rows = [*map(_of_part, parts), *_of_offers(hostings, yesterday), *_of_people(persons)]
    used = list(dict.fromkeys((id(row["recording"]), row["rank"]) for row in rows))
    by_id = {id(recording): recording for recording in every}
    numbers = templates.write([(by_id[key], rank) for key, rank in used])
    keys = {id(recording): n for n, recording in enumerate(every)}
    _number(rows, parts)
    for row in rows:
        row["tpl"] = numbers[id(row["recording"]), row["rank"]]
        row["keys"] = keys[id(row["recording"])]
    stamping.create_keys(every)
    stamping.create_stamps(rows)
    first = min((hosting.declared_on for hosting in hostings), default=today)
    stamping.create_days_in_words(
        first - timedelta(days=800), today + timedelta(days=800), weekday_full_date
    )


def _number(rows, parts) -> None:
    """Keys of placements, events and bilans: rows of theirs name them."""
    codes = Placement.codes.take(len(parts))
    placements = _keys(Placement, len(parts))
    reviews = _keys(Review, len(parts))
    sizes = [len(row["snapshot"].rows[Event]) for row in rows]
    base = _keys(Event, sum(sizes))
    for rank, row in enumerate(rows[: len(parts)]):
        row |= {
            "placement_id": placements + rank,
            "code": codes[rank],
            "review_base": reviews + rank,
        }
    for row, before in zip(rows, accumulate(sizes, initial=0), strict=False):
        row["event_base"] = base + before


def _keys(model, count: int) -> int:
    """Keep `count` keys of a table for ourselves; return the first one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select setval(s, nextval(s::regclass) + %s) - %s"
            " from (select pg_get_serial_sequence(%s, 'id') as s) as named",
            [count, count, model._meta.db_table],
        )
        return cursor.fetchone()[0]


def _of_part(part: Part) -> dict:
    hosting, person = part.hosting, part.youth
    recording, place = part.recording, person.place
    early = mid = shift_of(part.day)
    post = early
    first = last = stamping.NEVER
    if part.period is not None:
        first = BASE + timedelta(days=recording.first)
        last = BASE + timedelta(days=recording.last)
        mid = (part.period.start - first).days
        post = (part.period.end - last).days
    return {
        **_hosting(hosting),
        **_person(person),
        "recording": recording,
        "rank": part.rank,
        "snapshot": part.snapshot,
        "coordinator_id": place.coordinator,
        "school_id": place.school,
        "early": early,
        "mid": mid,
        "post": post,
        "first_day": first,
        "last_day": last,
        **_next("youth", part.youth_next),
        **_next("offer", part.offer_next),
        "used_up": part.used_up,
        "last_of_youth": part.last_of_youth,
        "weekly_hours": hosting.rhythm[1],
        "days": list(part.period.days) if part.period else None,
        "day_end": part.period.day_end if part.period else None,
    }


def _of_offers(hostings, yesterday):
    for hosting in hostings:
        rank = hosting.opening.at((yesterday - hosting.declared_on).days)
        after = (hosting.parts[0].day, "reserved") if hosting.parts else None
        if after is None and hosting.closed_on is not None:
            after = (hosting.closed_on, hosting.closed_how)
        yield {
            **_hosting(hosting),
            "recording": hosting.opening,
            "rank": rank,
            "snapshot": hosting.opening.snapshots[rank],
            **_whole(hosting.declared_on),
            **_next("offer", after),
        }


def _of_people(persons):
    for person in persons:
        yield {
            **_person(person),
            "recording": person.recording,
            "rank": person.rank,
            "snapshot": person.recording.snapshots[person.rank],
            "coordinator_id": person.place.coordinator,
            **_whole(person.since),
            **_next("youth", person.first_next),
            "last_of_youth": not person.parts,
        }


def _hosting(hosting) -> dict:
    first, second, third = hosting.contacts
    return {
        "offer_id": hosting.offer,
        "slot_id": hosting.slot,
        "offer_service_id": hosting.place.services[hosting.service].pk,
        "tutor_id": hosting.place.tutors[hosting.service],
        "coordinator_id": hosting.place.coordinator,
        "contact1_id": first,
        "contact2_id": second,
        "contact3_id": third,
        "buyer_contact_id": hosting.buyer_contact,
    }


def _person(person: Person) -> dict:
    return {
        "youth_id": person.key,
        "service_id": person.place.services[person.service].pk,
        "tutor_id": person.place.tutors[person.service],
        "guardian_id": person.guardian,
    }


def _whole(day: date) -> dict:
    """A story told without presence: everything moves by as many days."""
    shift = shift_of(day)
    return {
        "early": shift,
        "mid": shift,
        "post": shift,
        "first_day": stamping.NEVER,
        "last_day": stamping.NEVER,
    }


def _next(level: str, following) -> dict:
    if following is None:
        return {}
    day, outcome = following
    moment = timezone.make_aware(datetime.combine(day, hour(9)))
    return {f"{level}_next": moment, f"{level}_outcome": outcome}
