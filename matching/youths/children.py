"""Every table that hangs on a young person, found in the models: what a handover or merge moves."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from matching.models import Youth
from psf.perimeter.models import ProtectedLogEntry


def child_models() -> list[type]:
    """Models with a foreign key `youth`, placements first: their own rows follow them."""
    models = [
        relation.related_model
        for relation in Youth._meta.related_objects
        if relation.field.name == "youth"
    ]
    return sorted(models, key=lambda model: (model.__name__ != "Placement", model._meta.label))


def log_entries_of(youth_ids) -> Q:
    """Which entries of the history speak of these young people or of a row that hangs on them."""
    entries = Q(pk__in=[])
    for model, ids in [
        (Youth, youth_ids),
        *[
            (model, model.objects.filter(youth__in=youth_ids).values_list("pk", flat=True))
            for model in child_models()
        ],
    ]:
        entries |= Q(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=[str(pk) for pk in ids],
        )
    return entries


def move_log_entries(youth_ids, service) -> None:
    """Put the history of these records into `service`, which must be in sight with the former."""
    ProtectedLogEntry.objects.filter(log_entries_of(youth_ids)).update(service=service)
