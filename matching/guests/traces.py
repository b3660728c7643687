"""Which of the documents that trace a clause (`offers.trace`) exist for these offers, with their dates.

Dates and numbers of parcours only: a paper about a young person is opened where the page already
gives it, never from here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from matching.guests.across import REVIEWED, SIGNED, Forgotten, Parcours
from offers.models import Contract, Filing, Offer
from offers.trace import AFTER, BEFORE, Paper, Trace
from psf.documents.enums import FileKind
from psf.documents.models import StoredFile
from psf.french.days import full_date, month_year
from psf.perimeter.scope import all_services


@dataclass(frozen=True, slots=True)
class Traced:
    """A document of the list: in words, those that exist, oldest first; none of which nobody knows."""

    trace: Trace
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    before: tuple[Traced, ...]
    after: tuple[Traced, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the documents are looked for in; `contract` None for an offer outside any marché."""

    contract: Contract | None
    offers: list[Offer]
    parcours: Iterable[Parcours]
    forgotten: Iterable[Forgotten]
    files: list[tuple[str, int, int | None, date]]  # (kind, offer, placement, day)


def traces_of(contract, offers, parcours, forgotten) -> Traces:
    known = Known(contract, offers, parcours, forgotten, _files(offers, parcours))
    return Traces(
        tuple(Traced(trace, tuple(FOUND[trace.paper](known))) for trace in BEFORE),
        tuple(Traced(trace, tuple(FOUND[trace.paper](known))) for trace in AFTER),
    )


def _files(offers, parcours) -> list[tuple[str, int, int | None, date]]:
    with all_services("the days of the papers of an offer, told to its buyer"):
        attached = StoredFile.objects.attached()
        found = [
            *attached.filter(offer__in=offers, kind=FileKind.FICHE),
            *attached.filter(
                placement__in=[each.pk for each in parcours], kind=FileKind.ATTESTATION
            ),
        ]
        return [
            (each.kind, each.offer_id, each.placement_id, timezone.localdate(each.uploaded_at))
            for each in sorted(found, key=lambda each: each.uploaded_at)
        ]


def _consultation(known: Known) -> list[str]:
    if known.contract is None:
        return []
    with all_services("the days of a consultation, told to its buyer"):
        asked = Filing.objects.consulting_about(known.contract).order_by("confirmed_at", "pk")
        days = [_asked_and_answered(each) for each in asked]
    until = known.contract.buyer.convention_until
    return [*days, *([f"convention de partenariat jusqu’au {full_date(until)}"] if until else [])]


def _asked_and_answered(filing: Filing) -> str:
    asked = f"reçue le {full_date(timezone.localdate(filing.confirmed_at))}"
    if filing.answered_at is None:
        return asked
    return f"{asked}, répondue le {full_date(timezone.localdate(filing.answered_at))}"


def _fiche(known: Known) -> list[str]:
    return [
        f"jointe le {full_date(day)}" for kind, *_, day in known.files if kind == FileKind.FICHE
    ]


def _declaration(known: Known) -> list[str]:
    days = sorted({offer.declared_on for offer in known.offers})
    return [f"reçue le {full_date(day)}" for day in days]


def _convention(known: Known) -> list[str]:
    signed = [
        f"parcours {each.number} : signée le {full_date(each.signed_on)}"
        for each in known.parcours
        if each.signed_on
    ]
    return [*_months(known, SIGNED, "signée"), *signed]


def _attestation(known: Known) -> list[str]:
    numbers = {each.pk: each.number for each in known.parcours}
    return [
        f"parcours {numbers[placement]} : déposée le {full_date(day)}"
        for kind, _, placement, day in known.files
        if kind == FileKind.ATTESTATION and placement
    ]


def _review(known: Known) -> list[str]:
    handed = [
        f"parcours {each.number} : remis le {full_date(each.review_on)}"
        for each in known.parcours
        if each.review_on
    ]
    return [*_months(known, REVIEWED, "remis"), *handed]


def _months(known: Known, tick: str, done: str) -> list[str]:
    """The same of those whose young person was forgotten: months are kept, not days."""
    return [
        f"parcours {past.number} : {done} en {month_year(month)}"
        for past in known.forgotten
        for label, month in past.ticks
        if label == tick and month
    ]


FOUND: dict[Paper, Callable[[Known], list[str]]] = {
    Paper.CONSULTATION: _consultation,
    Paper.FICHE: _fiche,
    Paper.DECLARATION: _declaration,
    Paper.CONVENTION: _convention,
    Paper.ATTESTATION: _attestation,
    Paper.REVIEW: _review,
}
