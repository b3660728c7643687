"""Questions, glossary and testimonies go through the editorial workflow."""

from django.db import migrations

from home import reference


def load(apps, schema_editor):
    reference._workflow_of_snippets(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_editorial"),
        ("resources", "0004_shown_and_published"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
