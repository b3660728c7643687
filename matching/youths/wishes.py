"""Wishes in fifteen plain words, kept as ROME domaines in the order of preference."""

from matching.models import Youth, YouthInterest
from offers.models import Field


def chosen_fields(youth: Youth) -> list[Field]:
    """The plain words wished, first wishes first.

    A domaine that came without its word (by file) shows under the first word that leads to it.
    """
    fields = list(Field.objects.prefetch_related("domaines"))
    by_slug = {field.pk: field for field in fields}
    first_of = {}
    for field in fields:
        for domaine in field.domaines.all():
            first_of.setdefault(domaine.pk, field)
    chosen = {}
    for interest in YouthInterest.objects.filter(youth=youth):
        field = by_slug.get(interest.field_id) or first_of.get(interest.domaine_id)
        if field:
            chosen.setdefault(field.pk, field)
    return list(chosen.values())


def wish(youth: Youth, fields) -> None:
    """Replace the wishes by these words, first wishes first."""
    YouthInterest.objects.filter(youth=youth).delete()
    YouthInterest.objects.bulk_create(
        YouthInterest(
            youth=youth, service_id=youth.service_id, field=field, domaine=domaine, rank=rank
        )
        for rank, field in enumerate(fields, start=1)
        for domaine in field.domaines.all()
    )
