"""Rows without identity: what statistics count of a young person, written before they are forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from matching.engine.ages import age_on
from matching.enums import AgeBand, EndOfRecord
from matching.models import (
    Placement,
    SituationEntry,
    StatisticalPlacement,
    StatisticalYouth,
    Youth,
)
from matching.placements.of_contract import first_contacts, numbers_beside, signed_on
from psf.perimeter.scope import widened
from psf.territories.models import Service


def month_of(moment: date | datetime | None) -> date | None:
    """The first day of the month of a day, or of a moment in Paris."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return day.replace(day=1) if day else None


def counted_service(service: Service) -> Service:
    """The service under which somebody is counted: the one that followed them.

    A record that stands in the restricted archive of a service is counted in that service.
    """
    return service.origin


@dataclass(frozen=True, slots=True)
class Family:
    """A record, first, and those merged into it; `rule` is a value of EndOfRecord."""

    ids: tuple[int, ...]
    rule: str


def keep_counted(families: Iterable[Family], on: date) -> None:
    """Write what is counted of these young people, each family as one; a few queries for all."""
    family_of = {pk: family for family in families for pk in family.ids}
    youths = Youth.objects.select_related("service__archive_of").in_bulk(family_of)
    services = {
        family: counted_service(youths[family.ids[0]].service) for family in family_of.values()
    }
    with widened(set(services.values()), reason="count whom is forgotten"):
        persons = _persons(family_of, youths, services, on)
        StatisticalYouth.objects.bulk_create(persons.values())
        StatisticalPlacement.objects.bulk_create(_placements(family_of, persons))


def _persons(family_of, youths, services, on) -> dict[Family, StatisticalYouth]:
    first: dict[Family, str] = {}
    entries = SituationEntry.objects.filter(youth__in=family_of).order_by("since", "pk")
    for pk, situation in entries.values_list("youth", "situation"):
        first.setdefault(family_of[pk], situation)
    return {
        family: _person(family, [youths[pk] for pk in family.ids], first.get(family), service, on)
        for family, service in services.items()
    }


def _person(family, records, first, service, on) -> StatisticalYouth:
    kept = records[0]
    entered = timezone.localdate(min(record.created_at for record in records))
    return StatisticalYouth(
        service=service,
        entered_in=month_of(entered),
        forgotten_in=month_of(on),
        age_band=AgeBand.of(age_on(kept.birth_date, entered)),
        sex=kept.sex,
        diploma=kept.diploma,
        school_exit=kept.school_exit,
        first_situation=first or kept.situation,
        last_situation=kept.situation,
        rule=EndOfRecord(family.rule),
    )


def _placements(family_of, persons) -> list[StatisticalPlacement]:
    rows = list(
        Placement.objects.filter(youth__in=family_of)
        .select_related("offer__contract__buyer", "host_slot", "review", "youth")
        .prefetch_related("attendances", "signatures", "host_slot__romes")
        .order_by("pk")
    )
    contacts, numbers = first_contacts(rows), numbers_beside(row for row in rows if row.sent_on)
    return [
        _placement(row, persons[family_of[row.youth_id]], contacts.get(row.pk), numbers.get(row.pk))
        for row in rows
    ]


def _placement(row, person, contacted, number) -> StatisticalPlacement:
    contract, review, hours = row.offer.contract, getattr(row, "review", None), row.counted
    met = row.meeting_held_on if row.sent_on else None
    return StatisticalPlacement(
        service=person.service,
        person=person,
        offer=row.offer,
        number=number,
        domaine_id=_domaine(row.host_slot),
        calibre=row.offer.calibre,
        buyer_kind=contract.buyer.kind if contract else "",
        stage=row.stage,
        end_reason=row.end_reason,
        silence_reason=row.silence_reason,
        way_on=row.way_on,
        hours=hours.planned,
        hours_done=hours.done,
        hours_consumed=hours.consumed,
        hours_exceeded=hours.exceeded,
        days_to_meeting=(met - row.sent_on).days if met else None,
        reserved_in=month_of(row.reserved_on),
        sent_in=month_of(row.sent_on),
        contacted_in=month_of(contacted),
        met_in=month_of(row.meeting_held_on),
        accepted_in=month_of(row.accepted_on),
        signed_in=month_of(signed_on(row)),
        started_in=month_of(row.started_on),
        ended_in=month_of(row.presence_ended_on),
        reviewed_in=month_of(review.sent_to_buyer_on) if review else None,
        closed_in=month_of(row.closed_on),
    )


def _domaine(slot) -> str | None:
    """The domaine (three characters) of the first métier of a place: its fiche would say more."""
    return min((rome.code[:3] for rome in slot.romes.all()), default=None)
