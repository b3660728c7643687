"""Durations get bounds. Versions of before stay as they were decided: the constraint holds for new ones."""

import django.core.validators
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0030_texts_of_the_notices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="retentionpolicy",
            name="access_log_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                help_text="En mois, de 1 à 36.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(36),
                ],
                verbose_name="journal des consultations",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="accident_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois, de 1 à 120. À vérifier par un juriste : prescription des droits de la victime.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="dossier gardé après un accident",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="account_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois, de 1 à 60.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="compte, après le départ ou la fin",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="archive_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                help_text="En mois, de 1 à 60.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="archive restreinte",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="closed_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                help_text="En mois, de 1 à 36.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(36),
                ],
                verbose_name="dossier clos",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="contact_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois, de 1 à 60.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="contact, après son départ",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="document_months",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="En mois, de 1 à 12.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(12),
                ],
                verbose_name="CV et lettre, après le parcours",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="editorial_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois, de 1 à 60.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="ancienne version d'une page, témoignage",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="filing_months",
            field=models.PositiveSmallIntegerField(
                db_default=24,
                default=24,
                help_text="En mois, de 1 à 60.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="demande en ligne, après son traitement",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="hard_stop_age",
            field=models.PositiveSmallIntegerField(
                default=26,
                help_text="En années, de 26 à 30. Aucune donnée au-delà.",
                validators=[
                    django.core.validators.MinValueValidator(26),
                    django.core.validators.MaxValueValidator(30),
                ],
                verbose_name="âge d'anonymisation",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="import_months",
            field=models.PositiveSmallIntegerField(
                db_default=36,
                default=36,
                help_text="En mois, de 1 à 60.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="trace d'un import, sans nom",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="link_months",
            field=models.PositiveSmallIntegerField(
                db_default=12,
                default=12,
                help_text="En mois, de 1 à 36.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(36),
                ],
                verbose_name="lien personnel, après sa fin",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="message_months",
            field=models.PositiveSmallIntegerField(
                db_default=12,
                default=12,
                help_text="En mois, de 1 à 36.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(36),
                ],
                verbose_name="message hors d'un dossier",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="never_contacted_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                help_text="En mois, de 1 à 36.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(36),
                ],
                verbose_name="jamais contacté, après la campagne",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="rights_months",
            field=models.PositiveSmallIntegerField(
                db_default=60,
                default=60,
                help_text="En mois, de 1 à 72. À vérifier par un juriste : délai de plainte.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(72),
                ],
                verbose_name="demande de droits ou violation, après sa clôture",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="search_months",
            field=models.PositiveSmallIntegerField(
                db_default=12,
                default=12,
                help_text="En mois, de 1 à 36.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(36),
                ],
                verbose_name="recherche sans résultat",
            ),
        ),
        migrations.AlterField(
            model_name="retentionpolicy",
            name="task_days",
            field=models.PositiveSmallIntegerField(
                db_default=30,
                default=30,
                help_text="En jours, de 1 à 90.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(90),
                ],
                verbose_name="tâche de fond",
            ),
        ),
        AddConstraintNotValid(
            model_name="retentionpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_months__gte", 1),
                    ("closed_months__lte", 36),
                    ("archive_months__gte", 1),
                    ("archive_months__lte", 60),
                    ("never_contacted_months__gte", 1),
                    ("never_contacted_months__lte", 36),
                    ("hard_stop_age__gte", 26),
                    ("hard_stop_age__lte", 30),
                    ("document_months__gte", 1),
                    ("document_months__lte", 12),
                    ("access_log_months__gte", 1),
                    ("access_log_months__lte", 36),
                    ("accident_months__gte", 1),
                    ("accident_months__lte", 120),
                    ("account_months__gte", 1),
                    ("account_months__lte", 60),
                    ("contact_months__gte", 1),
                    ("contact_months__lte", 60),
                    ("message_months__gte", 1),
                    ("message_months__lte", 36),
                    ("link_months__gte", 1),
                    ("link_months__lte", 36),
                    ("import_months__gte", 1),
                    ("import_months__lte", 60),
                    ("rights_months__gte", 1),
                    ("rights_months__lte", 72),
                    ("editorial_months__gte", 1),
                    ("editorial_months__lte", 60),
                    ("search_months__gte", 1),
                    ("search_months__lte", 36),
                    ("filing_months__gte", 1),
                    ("filing_months__lte", 60),
                    ("task_days__gte", 1),
                    ("task_days__lte", 90),
                ),
                name="retention_within_bounds",
                violation_error_message="Une durée sort des bornes permises : proposez une autre version.",
            ),
        ),
    ]
