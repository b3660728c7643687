"""The notice says what is recorded of the family and what the buyer reads of the proofs.

A version that somebody was given is read again as it was: the new words then make a version of their own.
"""

import datetime

from django.db import migrations
from django.utils import timezone

from psf.perimeter.scope import perimeter

FIRST, SECOND = "2026-01", "2026-12"
CHANGED = (
    (
        "Rien sur votre santé, la justice, votre nationalité ou votre famille.",
        "Rien sur votre santé, la justice ou votre nationalité. De votre famille : le nom de votre représentant légal, son lien avec vous et la manière de le joindre, si vous êtes mineur. Rien d’autre.",
    ),
    (
        "L’acheteur ne voit ni votre nom ni votre profil.",
        "L’acheteur du marché ne voit ni votre nom ni votre profil : il lit des dates, des heures et un bilan sans votre nom ; sur les autres pièces qui prouvent le parcours, ce qui vous identifie ou vous évalue est masqué.",
    ),
)


def correct(apps, schema_editor):
    model = apps.get_model("matching", "Notice")
    first = model.objects.filter(number=FIRST).first()
    if first is None or any(before not in first.text for before, _after in CHANGED):
        return  # written anew by those who hand it over
    text = first.text
    for before, after in CHANGED:
        text = text.replace(before, after)
    if not _was_given(apps):
        model.objects.filter(pk=first.pk).update(text=text)
        return
    day = max(timezone.localdate(), datetime.date(2026, 12, 1))
    if (
        model.objects.filter(number=SECOND).exists()
        or model.objects.filter(valid_from__gte=day).exists()
    ):
        return
    model.objects.create(
        number=SECOND,
        valid_from=day,
        reason="Dit ce que l’acheteur lit des preuves, et ce qui est inscrit de la famille",
        text=text,
        guardian_text=first.guardian_text,
    )


def _was_given(apps) -> bool:
    service, youth = apps.get_model("territories", "Service"), apps.get_model("matching", "Youth")
    with perimeter(list(service.objects.values_list("pk", flat=True))):
        return youth.objects.filter(notice_version=FIRST).exists()


class Migration(migrations.Migration):
    dependencies = [("matching", "0032_proof_of_a_request")]

    operations = [migrations.RunPython(correct, migrations.RunPython.noop)]
