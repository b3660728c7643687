import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.versions import BumpVersion


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0002_reference"),
    ]

    operations = [
        migrations.AddField(
            model_name="school",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="schoolholiday",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        BumpVersion("territories_school", ignoring=("sort_name",)),
        BumpVersion("territories_schoolholiday"),
        BumpVersion("territories_service", ignoring=("sort_name",)),
    ]
