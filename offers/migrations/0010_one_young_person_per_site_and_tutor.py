"""Two young people never share a site and a company tutor, even when a place was closed under one of them.

The constraint counted open places only. Rows that it let pass are decided here, then the new one holds:
an open place where nobody is gives way, it is closed; of two places where somebody is, the newer one
loses its tutor, who can't be with both, and its offer asks today whom to call. Each is named on the
output.
"""

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

HELD = Q(active=True) | Q(busy=True)


def decide(apps, schema_editor):
    slots = apps.get_model("offers", "HostSlot").objects
    actions = apps.get_model("workflow", "Action").objects
    seen = {}
    # Those where somebody is come first, the oldest of them before all.
    for slot in (
        slots.filter(HELD, tutor__isnull=False).select_related("offer").order_by("-busy", "pk")
    ):
        key = (slot.tutor_id, slot.sort_site)
        if key not in seen:
            seen[key] = slot.code
        elif slot.busy:
            slots.filter(pk=slot.pk).update(tutor=None)
            actions.get_or_create(
                verb="verify_contacts",
                offer_id=slot.offer_id,
                done_at=None,
                defaults={
                    "actor": "coordinator",
                    "service_id": slot.offer.service_id,
                    "opened_at": timezone.now(),
                    "due": timezone.localdate(),
                },
            )
            print(
                f"\n  {slot.code} : tuteur entreprise à choisir, le sien est avec {seen[key]}",
                end="",
            )
        else:
            slots.filter(pk=slot.pk).update(active=False)
            print(f"\n  {slot.code} : lieu fermé, quelqu'un est à {seen[key]}", end="")
    # No index is made while rows wait to be checked.
    schema_editor.execute("set constraints all immediate")


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0009_offer_joins_contract"),
        ("workflow", "0006_contact_action_of_a_service"),
    ]

    operations = [
        migrations.RunPython(decide, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="hostslot", name="slot_one_per_site_and_tutor"),
        migrations.AddConstraint(
            model_name="hostslot",
            constraint=models.UniqueConstraint(
                fields=["tutor", "sort_site"],
                condition=Q(Q(active=True) | Q(busy=True), tutor__isnull=False),
                name="slot_one_per_site_and_tutor",
                violation_error_message=(
                    "Ce tuteur entreprise a déjà un lieu d'accueil ouvert sur ce site :"
                    " un jeune à la fois par site et par tuteur."
                ),
            ),
        ),
    ]
