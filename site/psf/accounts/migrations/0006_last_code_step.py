from django.db import migrations, models

from psf.versions import BumpVersion

# Each person's own, and what signing in writes.
NOT_ABOUT_THE_PERSON = ("sort_name", "password", "last_login", "wants_digest", "last_code_step")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="last_code_step",
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
        BumpVersion("accounts_user", ignoring=NOT_ABOUT_THE_PERSON),
    ]
