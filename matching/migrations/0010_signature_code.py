from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0009_versions")]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="code_confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="code confirmé à"),
        ),
        migrations.AddField(
            model_name="signature",
            name="code_sent_to",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="code envoyé à"
            ),
        ),
    ]
