"""In place of the rules of retention: every record whose « suivi clos le » is past is due."""

from datetime import date

from matching.enums import EndOfRecord
from matching.models import RetentionPolicy, Youth


def due(among, on: date) -> dict[int, str]:
    closed = among.filter(closed_on__lte=on).order_by("pk")
    return dict.fromkeys(closed.values_list("pk", flat=True), EndOfRecord.CLOSED.value)


def decide() -> None:
    """Somebody decided the durations."""
    if RetentionPolicy.objects.in_force() is None:
        RetentionPolicy.objects.create(validated_by="DPO d’essai")


def close(youths, on: date) -> None:
    """In their perimeter."""
    Youth.objects.filter(pk__in=[youth.pk for youth in youths]).update(closed_on=on)
