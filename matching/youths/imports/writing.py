"""Records from lines: built, completed, saved in bulk with what hangs on them."""

from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from matching.enums import (
    Situation,
)
from matching.models import Guardian, Youth, YouthInterest
from matching.youths.imports.columns import FOUND, GUARDIAN, PLAIN
from psf.french.folding import fold
from psf.perimeter.models import ProtectedLogEntry


def build(values, service) -> Youth:
    """A young person not saved yet, from the values of a line."""
    youth = Youth(service=service)
    for name in (*PLAIN, *FOUND, "situation", "situation_since"):
        if values.get(name) is not None:
            setattr(youth, name, values[name])
    return youth


def updated(existing, values) -> Youth:
    """`existing` with the filled cells, its situation apart."""
    for name in (*PLAIN, *FOUND):
        if name in values:
            setattr(existing, name, values[name])
    return existing


def moves_situation(values, existing) -> bool:
    """Whether the line says a newer situation; a parcours under way is the workflow's to end."""
    since = values.get("situation_since")
    return bool(
        since
        and values.get("situation")
        and values["situation"] != existing.situation
        and existing.situation != Situation.IN_PLACEMENT
        and since >= existing.situation_since
    )


def log_all(youths, user, *, action: str) -> None:
    """The history's entries that `wagtail.log_actions.log` would write one by one."""
    now, kind = timezone.now(), ContentType.objects.get_for_model(Youth)
    ProtectedLogEntry.objects.bulk_create(
        ProtectedLogEntry(
            content_type=kind,
            object_id=str(youth.pk),
            label=str(youth),
            action=action,
            timestamp=now,
            uuid=uuid4(),
            user=user,
            service_id=youth.service_id,
            data={},
        )
        for youth in youths
    )


def guardian_of(youth, values) -> Guardian | None:
    if not values.get("guardian_last_name"):
        return None
    return Guardian(
        youth=youth,
        service_id=youth.service_id,
        **{key: values.get(f"guardian_{key}") or "" for key in GUARDIAN},
    )


def hang_on(pairs) -> None:
    """Save the wishes and the guardian of each new (young person, values)."""
    pairs = list(pairs)
    YouthInterest.objects.bulk_create(
        wish for youth, values in pairs for wish in wishes_of(youth, values)
    )
    guardians = [guardian_of(youth, values) for youth, values in pairs]
    Guardian.objects.bulk_create(filter(None, guardians))


def wishes_of(youth, values) -> list[YouthInterest]:
    return [
        YouthInterest(
            youth=youth, service_id=youth.service_id, field=field, domaine=domaine, rank=rank
        )
        for rank, (field, domaine) in enumerate(values.get("wishes", ()), 1)
    ]


def keep_guardian(youth, values) -> None:
    """Complete the guardian already known by that name, or add one."""
    guardian = guardian_of(youth, values)
    if guardian is None:
        return
    for known in Guardian.objects.filter(youth=youth):
        if fold(known.last_name) == fold(guardian.last_name):
            for key in GUARDIAN[2:]:
                setattr(known, key, getattr(guardian, key) or getattr(known, key))
            known.save()
            return
    guardian.save()
