"""What stays true of offers, places and young people once every parcours is written."""

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from demonstration.national.size import chance
from demonstration.national.stamping import moved_day
from demonstration.national.stories import VERIFIED
from matching.enums import OVER
from matching.models import SituationEntry
from matching.stages import ACTIVE, OPEN
from offers.enums import OfferStage
from offers.workflow import OFFERS
from psf.words.lists import list_over
from psf.words.models import FIRST_DAY, Word
from psf.workflow.enums import EventKind
from psf.workflow.models import Event

BATCH = 2000
CLOSED_AT_MOST = timedelta(days=330)
STAGES = {
    "use_up": OfferStage.USED_UP,
    "close": OfferStage.CLOSED,
    "contract_ended": OfferStage.CLOSED,
    "lose": OfferStage.LOST,
}


def settle(hostings, persons, today: date) -> None:
    """Hours, busy places, stages of offers: messages tell some of it."""
    _count_hours()
    _occupy_places()
    _stages(hostings, today)
    _events_of_offers(hostings)


def close(hostings, persons, today: date) -> None:
    _count_presence()
    _situations(persons)
    _closings(today)
    _verified_contacts(hostings, today)


def _count_hours() -> None:
    _execute(
        """
        update offers_offerbudget b set reserved = p.reserved, consumed = p.consumed
        from (select offer_id, sum(hours_reserved) reserved, sum(hours_consumed) consumed
              from matching_placement group by offer_id) p
        where p.offer_id = b.offer_id and exists (select 1 from stamp s where s.offer_id = b.offer_id)
        """
    )


def _count_presence() -> None:
    """Once the presences are written, last of all."""
    _execute(
        """
        update offers_offerbudget b set done = present.hours
        from (select p.offer_id, sum(a.hours) hours
              from matching_attendance a join matching_placement p on p.id = a.placement_id
              group by p.offer_id) present
        where present.offer_id = b.offer_id
          and exists (select 1 from stamp s where s.offer_id = b.offer_id)
        """
    )


def _occupy_places() -> None:
    stages = ", ".join(f"'{stage}'" for stage in sorted(ACTIVE))
    _execute(
        f"""
        update offers_hostslot h set busy = true, busy_until = coalesce(p.ends_on, p.reserved_until)
        from matching_placement p
        where p.host_slot_id = h.id and p.stage in ({stages})
        """
    )


def _stages(hostings, today) -> None:
    known = _national_words()
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table offer_now (id bigint, stage text, since timestamptz,"
            " available date, climbed text, reason text, word bigint)"
        )
        with cursor.copy("copy offer_now from stdin") as copy:
            for hosting in hostings:
                copy.write_row(_now(hosting, today, known))
        cursor.execute(
            """
            update offers_offer o set stage = n.stage, stage_since = n.since,
                available_since = n.available, climbed_to = n.climbed, closed_reason = n.reason,
                closed_word_id = n.word
            from offer_now n where n.id = o.id
            """
        )
        cursor.execute("drop table offer_now")


def _now(hosting, today, known) -> tuple:
    passed = (today - timedelta(days=1) - hosting.declared_on).days
    opening = hosting.opening.snapshots[hosting.opening.at(passed)].offer
    verified = hosting.declared_on + timedelta(days=VERIFIED)
    available = verified if passed >= VERIFIED else None
    if hosting.closed_on is not None:
        stage, since = STAGES[hosting.closed_how], hosting.closed_on
        climbed = ""
    else:
        stage = opening["stage"]
        since = {OfferStage.AVAILABLE: verified, OfferStage.DECLARED: hosting.declared_on}.get(
            stage, hosting.declared_on + timedelta(days=1)
        )
        climbed = "" if hosting.parts else opening["climbed_to"]
    reason = hosting.closed_why if hosting.closed_on else ""
    word = _word(hosting, known)
    return (
        *(hosting.offer, str(stage), _at(since, 10), available, climbed, str(reason)),
        word and word.pk,
    )


def _word(hosting, known) -> Word | None:
    """The national word under which the offer was closed, as the workflow would have kept it."""
    reasons = _transition(hosting).reasons if hosting.closed_on else None
    words = list_over(reasons) if reasons else None
    return known[words.name, str(hosting.closed_why)] if words else None


def _national_words() -> dict[tuple[str, str], Word]:
    """As the code brought them, by list and code."""
    rows = Word.objects.at(None).filter(valid_from=FIRST_DAY)
    return {(word.list_name, word.key): word for word in rows}


def _transition(hosting):
    name = "close" if hosting.closed_how == "contract_ended" else hosting.closed_how
    return OFFERS.transitions[name]


def _events_of_offers(hostings) -> None:
    """Who closed an offer, and why, as the workflow would have written it."""
    rows, known = [], _national_words()
    for hosting in hostings:
        if hosting.closed_on is None:
            continue
        by_clock = hosting.closed_how in ("contract_ended", "use_up")
        transition = _transition(hosting)
        reasons = transition.reasons
        rows.append(
            Event(
                kind=EventKind.TRANSITION,
                name=transition.name,
                label=transition.done,
                from_stage=OfferStage.AVAILABLE,
                to_stage=STAGES[hosting.closed_how],
                at=_at(hosting.closed_on, 9),
                by_id=None if by_clock else hosting.place.coordinator,
                reason=hosting.closed_why if reasons else "",
                reason_label=reasons(hosting.closed_why).label if reasons else "",
                word=_word(hosting, known),
                offer_id=hosting.offer,
                service=hosting.place.services[hosting.service],
            )
        )
    Event.objects.bulk_create(rows, batch_size=BATCH)


def _situations(persons) -> None:
    """The situation in which their last parcours left them, then what came after."""
    since = moved_day("t.situation_since")
    _execute(
        f"""
        update matching_youth y set situation = t.situation, situation_since = {since}
        from stamp s join tpl_matching_youth t on t.tpl = s.tpl
        where s.youth_id = y.id and s.last_of_youth and s.placement_id is not null
          and t.situation_since >= date '2025-09-01'
        """
    )
    gone = [person for person in persons if person.moved_on]
    with connection.cursor() as cursor:
        cursor.execute("create temporary table moved_on (id bigint, since date, situation text)")
        with cursor.copy("copy moved_on from stdin") as copy:
            for person in gone:
                day, situation = person.moved_on
                copy.write_row([person.key, day, str(situation)])
        cursor.execute(
            "update matching_youth y set situation = m.situation, situation_since = m.since"
            " from moved_on m where m.id = y.id"
        )
        cursor.execute("drop table moved_on")
    SituationEntry.objects.bulk_create(
        (
            SituationEntry(
                youth_id=person.key,
                service_id=person.place.services[person.service].pk,
                situation=person.moved_on[1],
                since=person.moved_on[0],
                by_id=person.place.tutors[person.service],
            )
            for person in gone
        ),
        batch_size=BATCH,
    )


def _closings(today: date) -> None:
    """When each following ended; what ended longer ago would stand in the archive."""
    over = ", ".join(f"'{situation}'" for situation in sorted(OVER))
    still = ", ".join(f"'{stage}'" for stage in sorted(OPEN))
    _execute(
        f"""
        update matching_youth y
        set closed_on = case when situation in ({over}) and not exists (
            select from matching_placement p where p.youth_id = y.id and p.stage in ({still})
        ) then greatest(situation_since, date '{today - CLOSED_AT_MOST}') end
        """
    )


def _verified_contacts(hostings, today) -> None:
    """Whoever is in touch with us was called within the last six months."""
    luck = chance("verified")
    with connection.cursor() as cursor:
        cursor.execute("create temporary table verified (id bigint, day date)")
        with cursor.copy("copy verified from stdin") as copy:
            for hosting in hostings:
                ago = luck.randint(5, 175) if hosting.available else luck.randint(100, 900)
                copy.write_row([hosting.contacts[0], today - timedelta(days=ago)])
        cursor.execute(
            "update offers_companycontact c set verified_on = v.day from"
            " (select id, max(day) as day from verified group by id) v where v.id = c.id"
        )
        cursor.execute("drop table verified")


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
