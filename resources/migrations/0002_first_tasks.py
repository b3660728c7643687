"""Load the bank of tasks."""

from django.db import migrations

from resources import reference


def load(apps, schema_editor):
    reference.load(apps)


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_task_examples")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
