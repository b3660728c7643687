"""Empty: questions, glossary and testimonies get their workflow with their tables, in resources."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_editorial"),
    ]

    operations = []
