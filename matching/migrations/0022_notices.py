"""The notice becomes a dated text; the guardian's version stands beside theirs."""

import datetime

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

from psf.perimeter.scope import perimeter
from psf.versions import BumpVersion

FIRST = "2026-01"
TEXT = """\
Un service de l’éducation nationale vous accompagne vers une formation ou un métier. Pour cela, il enregistre des informations sur vous.

Ce qui est enregistré : votre identité, la manière de vous joindre, votre dernière scolarité, votre situation, vos souhaits, les parcours proposés et leur suivi. Rien sur votre santé, la justice, votre nationalité ou votre famille.

Pourquoi : vous proposer un parcours en entreprise, le préparer et le suivre. C’est une mission d’intérêt public, liée à l’obligation de formation. Aucune décision n’est prise par une machine.

Qui les voit : les personnes chargées de votre suivi. L’entreprise voit votre prénom, votre tranche d’âge, votre disponibilité et votre présentation, seulement si vous l’avez accepté. L’acheteur ne voit ni votre nom ni votre profil. Chaque consultation est inscrite.

Combien de temps : la page « Données personnelles » du site donne les durées en vigueur. Ensuite, votre dossier est anonymisé.

Vos droits : vous pouvez demander une copie, faire corriger, vous opposer, demander l’effacement quand la loi le permet. Vous pouvez le faire seul, même mineur. Adressez-vous au service qui vous suit. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL."""
GUARDIAN_TEXT = """\
Un service de l’éducation nationale accompagne le jeune dont vous êtes le représentant légal. Il enregistre votre nom, votre lien avec le jeune et la manière de vous joindre, pour vous informer et recueillir votre signature.

Le jeune a reçu sa propre notice, que vous pouvez lire aussi. Il exerce ses droits seul s’il le souhaite.

Ces informations suivent le dossier du jeune et disparaissent avec lui. La page « Données personnelles » du site donne les durées en vigueur.

Vos droits : vous pouvez demander une copie de ce qui vous concerne, le faire corriger, vous opposer. Adressez-vous au service qui suit le jeune. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL."""


def load(apps, schema_editor):
    apps.get_model("matching", "Notice").objects.get_or_create(
        number=FIRST,
        defaults={
            "valid_from": datetime.date(2026, 1, 1),
            "reason": "Première version, à vérifier",
            "text": TEXT,
            "guardian_text": GUARDIAN_TEXT,
        },
    )


# Given before it had a version of its own: the one of the young person, where there is one.
GUARDIANS = """
update matching_youth set guardian_notice_version = notice_version
where guardian_notice_given_on is not null
"""


def keep_guardians(apps, schema_editor):
    service = apps.get_model("territories", "Service")
    with (
        perimeter(list(service.objects.values_list("pk", flat=True))),
        schema_editor.connection.cursor() as cursor,
    ):
        cursor.execute(GUARDIANS)


class Migration(migrations.Migration):
    dependencies = [("matching", "0021_breaches")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        unique=True,
                        verbose_name="à partir du",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="motif du changement"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        error_messages={"unique": "Une notice porte déjà cette version."},
                        help_text="Courte, inscrite dans chaque dossier : « 2026-09 ».",
                        max_length=20,
                        unique=True,
                        verbose_name="version",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Sans durée en chiffres : la page « Données personnelles » dit"
                        " celles en vigueur.",
                        verbose_name="texte remis au jeune",
                    ),
                ),
                (
                    "guardian_text",
                    models.TextField(verbose_name="texte remis au représentant légal"),
                ),
            ],
            options={
                "verbose_name": "notice d’information",
                "verbose_name_plural": "notices d’information",
                "ordering": ["-valid_from"],
                "abstract": False,
            },
        ),
        BumpVersion("matching_notice"),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.AddField(
            "youth",
            "guardian_notice_version",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Vide : celle en vigueur ce jour-là.",
                max_length=20,
                verbose_name="version remise au représentant légal",
            ),
        ),
        migrations.AlterField(
            "youth",
            "notice_version",
            models.CharField(
                blank=True,
                help_text="Vide : celle en vigueur ce jour-là.",
                max_length=20,
                verbose_name="version de la notice remise",
            ),
        ),
        migrations.RunPython(keep_guardians, migrations.RunPython.noop),
    ]
