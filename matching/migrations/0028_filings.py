import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0027_hold_ended_for_a_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="retentionpolicy",
            name="filing_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="demande en ligne, après son traitement",
            ),
        ),
    ]
