"""The words by which young people and their guardians are sought; more letters are folded."""

import psf.seeking.database
from django.db import migrations, models

from psf.french.database import Refold
from psf.versions import BumpVersion


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0034_defaults_said_in_python"),
        ("territories", "0005_words"),
    ]

    operations = [
        Refold("matching_youth", "sort_name", "last_name || ' ' || first_name"),
        migrations.AddField(
            model_name="guardian",
            name="sought",
            field=models.GeneratedField(
                db_persist=True,
                expression=psf.seeking.database.Joined(
                    psf.seeking.database.Words("last_name"),
                    psf.seeking.database.Words("first_name"),
                    psf.seeking.database.Words("email"),
                    psf.seeking.database.Number("phone"),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="youth",
            name="sought",
            field=models.GeneratedField(
                db_persist=True,
                expression=psf.seeking.database.Joined(
                    psf.seeking.database.Words("last_name"),
                    psf.seeking.database.Words("first_name"),
                    psf.seeking.database.Words("email"),
                    psf.seeking.database.Number("phone"),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="guardian",
            index=models.Index(
                fields=["service"], include=("id", "youth", "sought"), name="guardian_sought"
            ),
        ),
        migrations.AddIndex(
            model_name="youth",
            index=models.Index(
                condition=models.Q(("anonymised_on__isnull", True), ("merged_into__isnull", True)),
                fields=["service"],
                include=("id", "commune", "sought"),
                name="youth_sought",
            ),
        ),
        BumpVersion("matching_youth", ignoring=("sort_name", "announced_on", "sought")),
        BumpVersion("matching_guardian", ignoring=("sought",)),
    ]
