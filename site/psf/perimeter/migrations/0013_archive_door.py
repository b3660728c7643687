from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("perimeter", "0012_oldest_consultations"),
    ]

    operations = [
        migrations.AddField(
            model_name="accesslog",
            name="reason",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="motif"
            ),
        ),
        migrations.AlterField(
            model_name="accesslog",
            name="door",
            field=models.CharField(
                choices=[
                    ("form", "fiche"),
                    ("file", "dossier"),
                    ("list", "liste"),
                    ("search", "recherche"),
                    ("export", "export"),
                    ("suggestion", "rapprochement"),
                    ("import", "import"),
                    ("handover", "transfert"),
                    ("merge", "fusion"),
                    ("duplicate", "recherche de doublon"),
                    ("document", "pièce du dossier"),
                    ("message", "message"),
                    ("link", "page d’un lien personnel"),
                    ("rights", "demande d’exercice de droits"),
                    ("archive", "archive restreinte"),
                ],
                max_length=12,
                verbose_name="par",
            ),
        ),
    ]
