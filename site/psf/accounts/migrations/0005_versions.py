import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.versions import BumpVersion

# Each person's own, and what signing in writes.
NOT_ABOUT_THE_PERSON = ("sort_name", "password", "last_login", "wants_digest")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_morning_digest"),
    ]

    operations = [
        migrations.AddField(
            model_name="absence",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="version",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
            ),
        ),
        BumpVersion("accounts_absence"),
        BumpVersion("accounts_user", ignoring=NOT_ABOUT_THE_PERSON),
    ]
