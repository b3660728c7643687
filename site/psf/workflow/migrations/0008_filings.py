import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0015_filings"),
        ("territories", "0004_restricted_archive"),
        ("workflow", "0007_event_text_holds_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="action",
            name="action_names_its_subject",
        ),
        migrations.RemoveConstraint(
            model_name="event",
            name="event_names_its_subject",
        ),
        migrations.AddField(
            model_name="action",
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
        migrations.AddField(
            model_name="event",
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
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            models.Q(
                                ("offer__isnull", True),
                                ("placement__isnull", False),
                                ("youth__isnull", False),
                            ),
                            models.Q(
                                ("contact__isnull", True),
                                ("offer__isnull", True),
                                ("placement__isnull", True),
                                ("youth__isnull", False),
                            ),
                            models.Q(
                                ("offer__isnull", False),
                                ("placement__isnull", True),
                                ("youth__isnull", True),
                            ),
                            models.Q(
                                ("contact__isnull", False),
                                ("offer__isnull", True),
                                ("placement__isnull", True),
                                ("youth__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        ("filing__isnull", True),
                    ),
                    models.Q(
                        ("contact__isnull", True),
                        ("filing__isnull", False),
                        ("offer__isnull", True),
                        ("placement__isnull", True),
                        ("youth__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="action_names_its_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True), ("filing__isnull", False)),
                fields=("filing", "verb"),
                name="action_once_open_filing",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            models.Q(
                                ("offer__isnull", True),
                                ("placement__isnull", False),
                                ("youth__isnull", False),
                            ),
                            models.Q(
                                ("contact__isnull", True),
                                ("offer__isnull", True),
                                ("placement__isnull", True),
                                ("youth__isnull", False),
                            ),
                            models.Q(
                                ("offer__isnull", False),
                                ("placement__isnull", True),
                                ("youth__isnull", True),
                            ),
                            models.Q(
                                ("contact__isnull", False),
                                ("offer__isnull", True),
                                ("placement__isnull", True),
                                ("youth__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        ("filing__isnull", True),
                    ),
                    models.Q(
                        ("contact__isnull", True),
                        ("filing__isnull", False),
                        ("offer__isnull", True),
                        ("placement__isnull", True),
                        ("youth__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="event_names_its_subject",
            ),
        ),
    ]
