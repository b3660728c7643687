"""Hours, reasons and facts of a request. Those refused before had no facts: the constraint is for new ones."""

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_protect"),
        ("matching", "0031_bounded_durations"),
        ("offers", "0015_filings"),
        ("territories", "0004_restricted_archive"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="rightsrequest",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="extended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="hidden_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("other_person", "concerne une autre personne (article 15.4)"),
                    (
                        "minors_interest",
                        "mettrait le jeune mineur en difficulté (à vérifier par un juriste)",
                    ),
                    (
                        "secret",
                        "protégé par un secret que la loi impose (à vérifier par un juriste)",
                    ),
                ],
                db_default="",
                max_length=16,
                verbose_name="motif du masquage",
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="interest_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="refusal_facts",
            field=models.CharField(
                blank=True, db_default="", max_length=500, verbose_name="les faits"
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="refusal_kept",
            field=models.CharField(
                blank=True, db_default="", max_length=500, verbose_name="ce qui retenait le dossier"
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="copie envoyée le"),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="verified_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="rightsrequest",
            name="refusal",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "public_task",
                        "données encore nécessaires à la mission de service public (article 17.3.b) (à vérifier par un juriste)",
                    ),
                    (
                        "legal_duty",
                        "conservation imposée par la loi : convention, accident (à vérifier par un juriste)",
                    ),
                    (
                        "legal_claim",
                        "constatation ou défense de droits en justice (article 17.3.e) (à vérifier par un juriste)",
                    ),
                    (
                        "archives",
                        "archives publiques, avant le visa d'élimination (article 17.3.d) (à vérifier par un juriste)",
                    ),
                    (
                        "compelling",
                        "motif légitime et impérieux (article 21.1) (à vérifier par un juriste)",
                    ),
                    ("correct", "les données sont exactes"),
                    ("not_identified", "identité non vérifiée malgré nos demandes (article 12.6)"),
                    ("not_entitled", "la personne n'est pas, ou plus, le représentant légal"),
                    (
                        "minors_interest",
                        "contraire à l'intérêt du jeune mineur (à vérifier par un juriste)",
                    ),
                    (
                        "excessive",
                        "demande répétée ou manifestement excessive (article 12.5) (à vérifier par un juriste)",
                    ),
                ],
                max_length=16,
                verbose_name="motif du refus",
            ),
        ),
        AddConstraintNotValid(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "refused"), _negated=True),
                    models.Q(("refusal_facts", ""), _negated=True),
                    models.Q(
                        ("buyer_contact__isnull", True),
                        ("contact__isnull", True),
                        ("youth__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="rights_refused_with_the_facts",
                violation_error_message="Dites les faits qui justifient le refus.",
            ),
        ),
    ]
