"""The word that somebody chose, beside the code of an event."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0037_days_in_paris"),
        ("offers", "0017_words"),
        ("territories", "0005_words"),
        ("words", "0001_initial"),
        ("workflow", "0008_filings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="word",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="words.word",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("word__isnull", False)), fields=["word"], name="event_word"
            ),
        ),
    ]
