from django.db import migrations


def empty(apps, schema_editor):
    """Strangers had rows written there that kept owners from enrolling; former addresses stood there
    too, to which a new password could be mailed."""
    apps.get_model("account", "EmailAddress").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_sealed_log"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
