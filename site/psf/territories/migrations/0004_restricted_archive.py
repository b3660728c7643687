import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0003_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="archive_of",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="archive",
                to="territories.service",
                verbose_name="archive restreinte de",
            ),
        ),
    ]
