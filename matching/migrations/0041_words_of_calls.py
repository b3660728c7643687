"""The words of smaller lists: opinions that will never come, meetings one can't come to, what follows."""

import django.db.models.deletion
from django.db import migrations, models

from psf.words.operations import BringWords, MoveToWords


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0040_reminder_pause"),
        ("offers", "0019_words_chosen"),
        ("words", "0001_initial"),
        ("workflow", "0011_words_of_calls"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="without_youth_word",
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
            model_name="review",
            name="without_company_word",
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
            model_name="review",
            name="without_tutor_word",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="words.word",
            ),
        ),
        BringWords(
            "no_opinion",
            {
                "unreachable": "injoignable",
                "left": "a quitté le parcours, l'entreprise ou le service",
                "declines": "ne souhaite pas donner d'avis",
                "too_short": "présence trop courte pour en juger",
                "closed": "l'entreprise a fermé ou cessé son activité",
            },
        ),
        BringWords(
            "cannot_come",
            {
                "date": "ce jour ou cette heure ne va pas",
                "transport": "je ne peux pas y aller",
                "other": "autre raison",
            },
        ),
        # Of an offer: no column of its table keeps it, its events do.
        BringWords(
            "next_plan",
            {
                "another": "accueillir un autre jeune, plus tard",
                "other_place": "ouvrir un autre lieu d'accueil",
                "last": "ne plus accueillir ensuite : l'offre sera close",
                "undecided": "pas encore décidé : à revoir",
            },
        ),
        MoveToWords("matching_review", "without_youth", "without_youth_word", "no_opinion"),
        MoveToWords("matching_review", "without_company", "without_company_word", "no_opinion"),
        MoveToWords("matching_review", "without_tutor", "without_tutor_word", "no_opinion"),
        MoveToWords("workflow_event", "reason", "word", "no_opinion", "t.name = 'give_up_opinion'"),
        MoveToWords("workflow_event", "reason", "word", "cannot_come", "t.name = 'cannot_come'"),
        MoveToWords("workflow_event", "reason", "word", "next_plan", "t.name = 'plan_next'"),
    ]
