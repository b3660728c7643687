"""The words asked about a parcours, and which of them each file keeps."""

import django.db.models.deletion
from django.db import migrations, models

from psf.words.operations import BringWords, MoveToWords


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0009_words_chosen"),
        ("matching", "0038_doubles"),
        ("words", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="kind_word",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="words.word",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="end_word",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="words.word",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="silence_word",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="words.word",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="way_on_word",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="words.word",
            ),
        ),
        migrations.AlterField(
            model_name="placement",
            name="silence_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("fiche_forgotten", "fiche entreprise oubliée"),
                    ("contact_gone", "interlocuteur parti"),
                    ("ordinary_stage", "pris pour un stage ordinaire"),
                    ("clause_unknown", "clause inconnue"),
                    ("unwilling", "ne veut pas"),
                    ("no_answer", "sans réponse"),
                ],
                max_length=20,
                verbose_name="motif du silence",
            ),
        ),
        BringWords(
            "not_retained",
            {
                "tasks": "tâches inadaptées au jeune",
                "too_far": "trop loin ou mal desservi",
                "dates": "dates incompatibles",
                "host_unavailable": "tuteur entreprise indisponible",
                "motivation": "projet du jeune différent",
                "company_refuses": "l'entreprise ne veut plus accueillir",
                "other": "autre motif",
            },
        ),
        BringWords(
            "withdrawn",
            {
                "youth_declines": "le jeune renonce",
                "youth_unreachable": "jeune injoignable",
                "other_solution": "autre solution trouvée",
                "company_unavailable": "entreprise indisponible",
                "opposition": "le jeune s'oppose à l'usage de ses données",
                "data_error": "erreur de saisie",
                "other": "autre motif",
            },
        ),
        BringWords(
            "silence",
            {
                "fiche_forgotten": "fiche entreprise oubliée",
                "contact_gone": "interlocuteur parti",
                "ordinary_stage": "pris pour un stage ordinaire",
                "clause_unknown": "clause inconnue",
                "unwilling": "ne veut pas",
                "no_answer": "sans réponse",
            },
        ),
        BringWords(
            "interrupted",
            {
                "youth_leaves": "le jeune arrête",
                "absences": "absences répétées",
                "unreachable": "jeune injoignable",
                "company_stops": "l'entreprise arrête",
                "conditions": "conditions d'accueil inadaptées",
                "other_solution": "autre solution trouvée",
                "other": "autre motif",
            },
        ),
        BringWords(
            "extension",
            {
                "file_not_ready": "dossier en préparation",
                "company_dates": "l'entreprise demande un délai",
                "holidays": "vacances scolaires",
                "youth_unavailable": "jeune momentanément indisponible",
                "other": "autre motif",
            },
        ),
        BringWords(
            "missed",
            {
                "youth_absent": "le jeune n'est pas venu",
                "company_absent": "l'entreprise n'était pas là",
                "tutor_absent": "le tuteur pédagogique n'était pas là",
                "other": "autre motif",
            },
        ),
        BringWords(
            "way_on",
            {
                "school": "retour en formation",
                "apprenticeship": "apprentissage",
                "job": "emploi",
                "placement": "autre parcours",
                "given_up": "abandon",
                "unreachable": "injoignable",
                "other": "autre",
            },
        ),
        BringWords(
            "incident",
            {
                "absence": "absence",
                "lateness": "retards",
                "accident": "accident",
                "behaviour": "comportement",
                "conditions": "conditions d'accueil",
                "rhythm": "rythme à adapter",
                "other": "autre",
            },
        ),
        MoveToWords(
            "matching_placement",
            "end_reason",
            "end_word",
            "not_retained",
            "t.stage = 'not_retained'",
        ),
        MoveToWords(
            "matching_placement", "end_reason", "end_word", "withdrawn", "t.stage = 'withdrawn'"
        ),
        MoveToWords(
            "matching_placement",
            "end_reason",
            "end_word",
            "interrupted",
            "t.stage in ('in_company', 'review', 'closed')",
        ),
        MoveToWords("matching_placement", "silence_reason", "silence_word", "silence", "true"),
        MoveToWords("matching_placement", "way_on", "way_on_word", "way_on", "true"),
        MoveToWords("matching_incident", "kind", "kind_word", "incident", "true"),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "not_retained",
            "t.placement_id is not null and t.name = 'not_retained'",
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "withdrawn",
            "t.placement_id is not null and t.name = 'withdraw'",
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "interrupted",
            "t.placement_id is not null and t.name = 'interrupt'",
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "extension",
            "t.placement_id is not null and t.name = 'extend'",
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "missed",
            "t.placement_id is not null and t.name = 'missed'",
        ),
    ]
