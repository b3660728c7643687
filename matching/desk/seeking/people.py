"""Young people and their parcours, within the perimeter: the database shows no other."""

from collections.abc import Iterable

from django.db.models import Q

from matching.identifiers import INE
from matching.models import Guardian, Placement, Youth
from matching.stages import OPEN
from psf.seeking.words import Places, Typed

# Of keys read in an index, before the records themselves.
MOST_KEYS = 200


def youths(typed: Typed, text: str, places: Places, most: int) -> tuple[list[Youth], bool]:
    """(records in use, whether there are others): by name, address, number, code or INE, or by those of
    a guardian. With `guardian_found`, the one by whom; the keys come from the index of each table."""
    keys = _coded(text)
    keys += Youth.objects.sought(typed, places)[:MOST_KEYS]
    guardians = Guardian.objects.filter(typed.in_text("sought")).order_by("-pk")
    by_guardian = dict(guardians.values_list("youth", "pk")[:MOST_KEYS])
    found = list(
        Youth.objects.current()
        .filter(pk__in={*keys, *by_guardian})
        .select_related("commune", "service")
        .order_by("sort_name", "pk")[: most + 1]
    )
    named = Guardian.objects.in_bulk(
        [by_guardian[each.pk] for each in found if each.pk in by_guardian and each.pk not in keys]
    )
    for youth in found:
        youth.guardian_found = named.get(by_guardian.get(youth.pk))
    return found[:most], len(found) > most


def _coded(text: str) -> list[int]:
    """Keys of those whose code or INE it is."""
    codes, ine = Youth.codes.read(text), text.upper()
    wanted = Q(code__in=codes)
    if INE.fullmatch(ine):
        wanted |= Q(ine=ine)
    elif not codes:
        return []
    return list(Youth.objects.current().filter(wanted).order_by("pk").values_list("pk", flat=True))


def placements(
    text: str, youths: Iterable[int], offers: Iterable[int], most: int
) -> tuple[list[Placement], bool]:
    """(parcours, whether there are others): by code, of these young people and offers (keys); those that
    go on first, then the latest."""
    wanted = Q(code__in=Placement.codes.read(text)) | Q(youth__in=list(youths))
    rows = Placement.objects.filter(wanted | Q(offer__in=list(offers)))
    keys = list(rows.order_by("-stage_since", "-pk").values_list("pk", flat=True)[:MOST_KEYS])
    found = Placement.objects.filter(pk__in=keys).select_related(
        "youth",
        "service",
        "tutor",
        "offer__company",
        "host_slot__host",
        "host_slot__offer__company",
    )
    ordered = sorted(
        found, key=lambda each: (each.stage not in OPEN, -each.stage_since.timestamp())
    )
    return ordered[:most], len(ordered) > most
