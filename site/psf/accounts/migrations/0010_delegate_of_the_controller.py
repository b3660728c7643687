import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_latin_names"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("Équipe nationale", "Équipe nationale"),
                        ("Chargé de mission régional", "Chargé de mission régional"),
                        ("Coordonnateur académique", "Coordonnateur académique"),
                        ("Coordonnateur départemental", "Coordonnateur départemental"),
                        ("Coordonnateur de bassin", "Coordonnateur de bassin"),
                        ("Tuteur pédagogique", "Tuteur pédagogique"),
                        ("Rédacteur", "Rédacteur"),
                        ("Relecteur", "Relecteur"),
                        ("Publicateur", "Publicateur"),
                        (
                            "Délégué du responsable de traitement",
                            "Délégué du responsable de traitement",
                        ),
                        ("DPO", "DPO"),
                        ("Administrateur", "Administrateur"),
                    ],
                    max_length=40,
                ),
                size=None,
                verbose_name="rôles",
            ),
        ),
    ]
