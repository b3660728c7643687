from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0010_one_young_person_per_site_and_tutor")]

    operations = [
        migrations.AddField(
            "offerbudget",
            "done",
            models.PositiveIntegerField("heures faites", default=0, db_default=0),
        ),
    ]
