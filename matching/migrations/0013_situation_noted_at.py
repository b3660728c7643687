import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0012_log_durations")]

    operations = [
        # Without the default first: rows that are there keep no moment, nobody knows it.
        migrations.AddField(
            "situationentry",
            "noted_at",
            models.DateTimeField("notée le", null=True, blank=True, editable=False),
        ),
        migrations.AlterField(
            "situationentry",
            "noted_at",
            models.DateTimeField(
                "notée le",
                null=True,
                blank=True,
                editable=False,
                default=django.utils.timezone.now,
            ),
        ),
    ]
