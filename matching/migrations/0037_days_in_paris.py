"""« Today » of these functions is Paris's: Django's connections are on UTC, an hour or two behind."""

from django.db import migrations

DATED = ("psf_guard_retention()", "psf_log_months(date)", "psf_profile_leaves()")


class Migration(migrations.Migration):
    dependencies = [("matching", "0036_durations_set_aside")]

    operations = [
        migrations.RunSQL(
            f"alter function {function} set timezone to 'Europe/Paris'",
            f"alter function {function} reset timezone",
        )
        for function in DATED
    ]
