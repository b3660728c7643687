import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.versions import BumpVersion


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0005_outside_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="engagedorganisation",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="frisestep",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="kitdocument",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="synonym",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="taskexample",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        BumpVersion("resources_engagedorganisation", ignoring=("sort_name",)),
        BumpVersion("resources_figure"),
        BumpVersion("resources_frisestep"),
        BumpVersion("resources_kitdocument"),
        BumpVersion("resources_synonym"),
        BumpVersion("resources_taskexample"),
    ]
