from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="clé"
                    ),
                ),
                ("tries", models.PositiveIntegerField(verbose_name="essais")),
                ("closed_until", models.DateTimeField(null=True, verbose_name="fermé jusqu’au")),
                ("ends_at", models.DateTimeField(db_index=True, verbose_name="oublié le")),
            ],
            options={
                "verbose_name": "compte d’essais",
                "verbose_name_plural": "comptes d’essais",
            },
        ),
    ]
