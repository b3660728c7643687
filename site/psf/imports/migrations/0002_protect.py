"""Lines under way are personal data: the same perimeter as the records they fill."""

from django.db import migrations

from psf.perimeter.operations import ProtectByService


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "alter table imports_importline add constraint importline_follows_batch"
            " foreign key (batch_id, service_id) references imports_importbatch (id, service_id)"
            " on delete cascade",
            "alter table imports_importline drop constraint importline_follows_batch",
        ),
        ProtectByService("imports_importbatch"),
        ProtectByService("imports_importline"),
    ]
