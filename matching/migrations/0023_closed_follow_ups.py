from django.db import migrations

from psf.perimeter.scope import perimeter

# As matching.enums.OVER and matching.stages.OPEN said it then.
CLOSED = """
update matching_youth youth set closed_on = greatest(
  situation_since,
  (select max(coalesce(closed_on, presence_ended_on)) from matching_placement
   where youth_id = youth.id)
)
where closed_on is null and merged_into_id is null
  and situation in (
    'solution_training', 'solution_apprenticeship', 'solution_job', 'solution_other',
    'left_refusal', 'left_transfer', 'left_age'
  )
  and not exists (
    select from matching_placement
    where youth_id = youth.id
      and stage in ('reserved', 'sent', 'meeting', 'convention', 'in_company', 'review')
  )
"""


def close_what_is_over(apps, schema_editor):
    service = apps.get_model("territories", "Service")
    with (
        perimeter(list(service.objects.values_list("pk", flat=True))),
        schema_editor.connection.cursor() as cursor,
    ):
        cursor.execute(CLOSED)


class Migration(migrations.Migration):
    dependencies = [("matching", "0022_notices"), ("territories", "0003_versions")]

    operations = [migrations.RunPython(close_what_is_over, migrations.RunPython.noop)]
