"""The words asked about an offer, and which of them each offer keeps."""

import django.db.models.deletion
from django.db import migrations, models

from psf.versions import BumpVersion
from psf.words.operations import BringWords, MoveToWords

# As in 0005.
MOVED_BY_THE_WORKFLOW = (
    "stage",
    "stage_since",
    "available_since",
    "suspended_until",
    "climbed_to",
    "closed_reason",
)


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0009_words_chosen"),
        ("offers", "0018_doubles"),
        ("words", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="closed_word",
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
            "lost",
            {
                "contact_gone": "plus d'interlocuteur",
                "unwilling": "l'entreprise ne veut pas",
                "clause_unknown": "clause inconnue de l'entreprise",
                "contract_ended": "marché terminé ou résilié",
                "duplicate": "offre en double",
                "other": "autre motif",
            },
        ),
        BringWords(
            "closed",
            {
                "contract_ended": "fin du marché",
                "hours_waived": "reliquat d'heures trop faible",
                "agreed": "accord avec l'acheteur",
                "other": "autre motif",
            },
        ),
        BringWords(
            "suspended",
            {
                "company_busy": "l'entreprise n'est pas disponible",
                "no_tutor": "tuteur entreprise à trouver",
                "season": "période de fermeture",
                "other": "autre motif",
            },
        ),
        MoveToWords("offers_offer", "closed_reason", "closed_word", "lost", "t.stage = 'lost'"),
        MoveToWords("offers_offer", "closed_reason", "closed_word", "closed", "t.stage = 'closed'"),
        MoveToWords(
            "workflow_event", "reason", "word", "lost", "t.placement_id is null and t.name = 'lose'"
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "closed",
            "t.placement_id is null and t.name = 'close'",
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "suspended",
            "t.placement_id is null and t.name = 'suspend'",
        ),
        MoveToWords(
            "workflow_event",
            "reason",
            "word",
            "suspended",
            "t.placement_id is null and t.name = 'suspend_longer'",
        ),
        BumpVersion("offers_offer", ignoring=(*MOVED_BY_THE_WORKFLOW, "closed_word_id")),
    ]
