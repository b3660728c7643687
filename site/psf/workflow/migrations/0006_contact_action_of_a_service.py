from django.db import migrations, models


class Migration(migrations.Migration):
    """Two services may each have to decide about one contact, which is everybody's."""

    dependencies = [("workflow", "0005_protect_ticks")]

    operations = [
        migrations.RemoveConstraint(model_name="action", name="action_once_open_contact"),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("contact__isnull", False),
                    ("done_at__isnull", True),
                    ("placement__isnull", True),
                ),
                fields=("contact", "service", "verb"),
                name="action_once_open_contact",
            ),
        ),
    ]
