"""The words by which communes are sought, and the functions of the database that give those of any row."""

import django.contrib.postgres.indexes
import psf.seeking.database
from django.db import migrations

from psf.seeking.database import CreateWords


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0004_restricted_archive"),
    ]

    operations = [
        CreateWords(),
        migrations.AddIndex(
            model_name="commune",
            index=django.contrib.postgres.indexes.GinIndex(
                psf.seeking.database.Vector(
                    psf.seeking.database.Joined(psf.seeking.database.Words("name"))
                ),
                fastupdate=False,
                name="commune_words",
            ),
        ),
    ]
