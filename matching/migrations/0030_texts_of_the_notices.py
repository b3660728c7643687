import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0029_number_shown_to_call_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="breach",
            name="cnil_text",
            field=models.TextField(
                blank=True, db_default="", max_length=6000, verbose_name="texte à la CNIL"
            ),
        ),
        migrations.AddField(
            model_name="breach",
            name="cnil_told_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="breach",
            name="people_text",
            field=models.TextField(
                blank=True, db_default="", max_length=6000, verbose_name="texte aux personnes"
            ),
        ),
        migrations.AddField(
            model_name="breach",
            name="people_told_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
