import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_delegate_of_the_controller")]

    operations = [
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("moi", "ce que je suis"),
                            ("services", "tout ce que suivent mes services"),
                        ],
                        default="moi",
                        max_length=10,
                        verbose_name="agenda",
                    ),
                ),
                ("nonce", models.CharField(editable=False, max_length=32)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(editable=False, verbose_name="créée le")),
                (
                    "read_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="lue le"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_address",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "adresse d'agenda",
                "verbose_name_plural": "adresses d'agenda",
                "ordering": ["pk"],
            },
        ),
    ]
