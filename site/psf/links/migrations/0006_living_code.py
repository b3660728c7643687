"""Until when the code of a link holds. One sent by the release before is over, and asked for anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0005_recalled"),
    ]

    operations = [
        migrations.AddField(
            model_name="link",
            name="code_until",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
