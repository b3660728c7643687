"""Load the ROME, the fields, the rates, the thresholds and the brackets."""

from django.db import migrations

from offers import reference


def load(apps, schema_editor):
    reference.load(apps)


def unload(apps, schema_editor):
    reference.unload(apps)


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_codes")]

    operations = [migrations.RunPython(load, unload)]
