from django.db import migrations, models

CHOICES = [("email", "courriel"), ("sms", "SMS")]


def told_by():
    return models.CharField(
        blank=True,
        choices=CHOICES,
        help_text="Vide : par courriel s'il en a un, sinon par SMS.",
        max_length=8,
        verbose_name="préfère être prévenu par",
    )


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_wishes")]

    operations = [
        migrations.AddField(model_name="youth", name="told_by", field=told_by()),
        migrations.AddField(model_name="guardian", name="told_by", field=told_by()),
    ]
