"""Rows without identity: what statistics count of a young person, written before they are forgotten."""

from datetime import date, datetime

from django.db.models import Min
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

    The seam of the restricted archive: a record that stands in the archive of a service is counted in
    that service.
    """
    return service


def keep_counted(family: list[int], rule: str, on: date) -> StatisticalYouth:
    """Write what is counted of the young people of `family`, the record in use first, as one person."""
    kept = Youth.objects.select_related("service").get(pk=family[0])
    created_at = Youth.objects.filter(pk__in=family).aggregate(first=Min("created_at"))["first"]
    entered = timezone.localdate(created_at)
    situations = SituationEntry.objects.filter(youth__in=family).order_by("since", "pk")
    service = counted_service(kept.service)
    with widened([service], reason="count whom is forgotten"):
        return _written(kept, family, entered, situations, service, rule, on)


def _written(kept, family, entered, situations, service, rule, on) -> StatisticalYouth:
    person = StatisticalYouth.objects.create(
        service=service,
        entered_in=month_of(entered),
        forgotten_in=month_of(on),
        age_band=AgeBand.of(age_on(kept.birth_date, entered)),
        sex=kept.sex,
        diploma=kept.diploma,
        school_exit=kept.school_exit,
        first_situation=situations.values_list("situation", flat=True).first() or kept.situation,
        last_situation=kept.situation,
        rule=EndOfRecord(rule),
    )
    StatisticalPlacement.objects.bulk_create(_placements(family, person, service))
    return person


def _placements(family, person, service) -> list[StatisticalPlacement]:
    rows = list(
        Placement.objects.filter(youth__in=family)
        .select_related("offer__contract__buyer", "host_slot", "review", "youth")
        .prefetch_related("attendances", "signatures", "host_slot__romes")
        .order_by("pk")
    )
    contacts, numbers = first_contacts(rows), numbers_beside(row for row in rows if row.sent_on)
    return [
        _placement(row, person, service, contacts.get(row.pk), numbers.get(row.pk)) for row in rows
    ]


def _placement(row, person, service, contacted, number) -> StatisticalPlacement:
    contract, review, hours = row.offer.contract, getattr(row, "review", None), row.counted
    met = row.meeting_held_on if row.sent_on else None
    return StatisticalPlacement(
        service=service,
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
