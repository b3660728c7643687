import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.versions import BumpVersion


class Migration(migrations.Migration):
    dependencies = [
        ("perimeter", "0005_consulted_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="perimetergrant",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        BumpVersion("perimeter_perimetergrant"),
    ]
