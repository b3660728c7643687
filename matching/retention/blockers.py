"""What keeps a file from its end: an open parcours, a recent accident, a suspension."""

from django.db.models import Exists, OuterRef

from matching.due import BLOCKERS, Blocker
from matching.enums import IncidentKind
from matching.models import Incident, LegalHold, Placement, RetentionPolicy
from psf.french.days import numeric
from psf.months import add_months


def _of(rows):
    return Exists(rows.filter(youth=OuterRef("pk")).order_by())


def _accidents(on):
    months = RetentionPolicy.current(on).accident_months
    return Incident.objects.filter(
        kind=IncidentKind.ACCIDENT, happened_on__gt=add_months(on, -months)
    )


def _open_parcours(keys, on):
    for placement in Placement.objects.open().filter(youth__in=keys).order_by("pk"):
        yield placement.youth_id, f"parcours {placement.code} en cours"


def _recent_accidents(keys, on):
    months = RetentionPolicy.current(on).accident_months
    for accident in _accidents(on).filter(youth__in=keys).order_by("happened_on"):
        until = numeric(add_months(accident.happened_on, months))
        said = f"accident du {numeric(accident.happened_on)} : gardé jusqu'au {until}"
        yield accident.youth_id, said


def _suspensions(keys, on):
    for hold in LegalHold.objects.in_force(on).filter(youth__in=keys).order_by("until"):
        yield hold.youth_id, f"suspension : {hold}"


BLOCKERS.add(
    Blocker("parcours", lambda on: _of(Placement.objects.open()), _open_parcours),
    Blocker("accident", lambda on: _of(_accidents(on)), _recent_accidents),
    Blocker("suspension", lambda on: _of(LegalHold.objects.in_force(on)), _suspensions),
)
