from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0007_keep_addresses")]

    operations = [
        migrations.AddField(
            "offerbudget",
            "done",
            models.PositiveIntegerField("heures faites", default=0, db_default=0),
        ),
    ]
