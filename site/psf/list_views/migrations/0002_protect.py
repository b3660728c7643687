"""A view shared with a service or an académie exists for those who see one of its services."""

from django.db import migrations

from psf.perimeter.operations import IN_SIGHT

TABLE = "list_views_savedview"
RULE = f"""
(service_id is null or service_id = {IN_SIGHT})
and (academy_id is null or exists (
    select from territories_service service
    join territories_department department on department.id = service.department_id
    where department.academy_id = list_views_savedview.academy_id and service.id = {IN_SIGHT}
))
"""


class Migration(migrations.Migration):
    dependencies = [("list_views", "0001_initial"), ("territories", "0005_words")]

    operations = [
        migrations.RunSQL(
            [
                f"alter table {TABLE} enable row level security",
                f"alter table {TABLE} force row level security",
                f"create policy perimeter on {TABLE} using ({RULE}) with check ({RULE})",
            ],
            [
                f"drop policy perimeter on {TABLE}",
                f"alter table {TABLE} no force row level security",
                f"alter table {TABLE} disable row level security",
            ],
        )
    ]
