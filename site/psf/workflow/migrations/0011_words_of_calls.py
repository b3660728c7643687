"""How a call ended is said in a word of the territory, beside the code."""

from django.db import migrations

from psf.words.operations import BringWords, MoveToWords


class Migration(migrations.Migration):
    dependencies = [
        ("words", "0001_initial"),
        ("workflow", "0010_undo_days_for_imports"),
    ]

    operations = [
        BringWords(
            "call",
            {
                "reached": "joint",
                "no_answer": "pas de réponse",
                "message_left": "message laissé",
                "wrong_person": "mauvais interlocuteur",
                "call_back": "rappeler le…",
            },
        ),
        MoveToWords("workflow_event", "call_outcome", "word", "call", "t.call_outcome <> ''"),
    ]
