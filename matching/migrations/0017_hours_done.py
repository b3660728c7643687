"""The hours done on each offer: the presence recorded so far, in every service."""

from django.db import migrations

from psf.perimeter.scope import perimeter

RECORDED = """
update offers_offerbudget budget set done = recorded.done
from (select placement.offer_id, sum(attendance.hours) done
      from matching_attendance attendance
      join matching_placement placement on placement.id = attendance.placement_id
      group by placement.offer_id) recorded
where recorded.offer_id = budget.offer_id
"""


def count_recorded(apps, schema_editor):
    services = apps.get_model("territories", "Service").objects.values_list("pk", flat=True)
    with perimeter(services):
        schema_editor.execute(RECORDED)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0016_agreements"),
        ("offers", "0011_hours_done"),
        ("territories", "0002_reference"),
    ]

    operations = [migrations.RunPython(count_recorded, migrations.RunPython.noop)]
