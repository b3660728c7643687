"""Bordereaux d'élimination, under the perimeter of their service."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from psf.codes import CreateCodeSequence
from psf.perimeter.operations import ProtectByService


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0018_rows_without_identity"),
        ("territories", "0003_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Manifest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False, max_length=20, unique=True, verbose_name="code"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="établi le"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="exécuté le"),
                ),
                (
                    "visa",
                    models.CharField(blank=True, max_length=200, verbose_name="visa d'élimination"),
                ),
                ("document", models.TextField()),
                ("signed_by", models.CharField(max_length=12)),
                ("mac", models.CharField(max_length=64)),
                (
                    "policy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="matching.retentionpolicy",
                        verbose_name="durées appliquées",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "bordereau d'élimination",
                "verbose_name_plural": "bordereaux d'élimination",
                "ordering": ["-made_at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ManifestLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="numéro")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("closed", "suivi clos et archivé depuis assez longtemps"),
                            ("never_contacted", "jamais contacté"),
                            ("age", "âge limite atteint"),
                            ("request", "demande d'effacement"),
                        ],
                        max_length=16,
                        verbose_name="règle",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "à effacer"),
                            ("forgotten", "effacé"),
                            ("kept", "gardé"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="issue",
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="le")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motif")),
                (
                    "manifest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="matching.manifest",
                        verbose_name="bordereau",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de bordereau",
                "verbose_name_plural": "lignes de bordereau",
                "ordering": ["manifest", "number"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "waiting")),
                        fields=["manifest", "number"],
                        name="manifest_line_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("manifest", "number"), name="manifest_line_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("code",),
                        name="manifest_line_waits_once",
                    ),
                ],
            },
        ),
        CreateCodeSequence("matching_manifest_code"),
        ProtectByService("matching_manifest"),
        ProtectByService("matching_manifestline"),
    ]
