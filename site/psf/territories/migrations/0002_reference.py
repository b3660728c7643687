"""Load régions académiques, académies, départements and the national team."""

from django.db import migrations

from psf.territories import reference


def load(apps, schema_editor):
    reference.load(apps)


def unload(apps, schema_editor):
    reference.unload(apps)


class Migration(migrations.Migration):
    dependencies = [("territories", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
