import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.versions import BumpVersion


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0008_ready_youths"),
    ]

    operations = [
        migrations.AddField(
            model_name="guardian",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="matchingpolicy",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="retentionpolicy",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="youth",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="youthinterest",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        BumpVersion("matching_guardian"),
        BumpVersion("matching_matchingpolicy"),
        BumpVersion("matching_retentionpolicy"),
        BumpVersion("matching_youth", ignoring=("sort_name",)),
        BumpVersion("matching_youthinterest"),
    ]
