"""In place of the rules of retention: every record whose « suivi clos le » is past is due."""

from datetime import date, timedelta

from django.utils import timezone

from matching.enums import EndOfRecord
from matching.models import RetentionPolicy, Youth
from tests.factories.matching import retention


def due(among, on: date) -> dict[int, str]:
    closed = among.filter(closed_on__lte=on).order_by("pk")
    return dict.fromkeys(closed.values_list("pk", flat=True), EndOfRecord.CLOSED.value)


def decide() -> None:
    """The delegate decided the durations, and the archives gave their visa."""
    if RetentionPolicy.objects.in_force() is None:
        retention(visa_reference="AD93-2026-12", visa_on=timezone.localdate() - timedelta(days=1))


def close(youths, on: date) -> None:
    """In their perimeter."""
    Youth.objects.filter(pk__in=[youth.pk for youth in youths]).update(closed_on=on)
