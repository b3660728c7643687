import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0005_withdrawn"),
        ("offers", "0015_filings"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="filing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="offers.filing",
                verbose_name="demande en ligne",
            ),
        ),
    ]
